"""Products: found by their code, or named and priced on the spot and remembered."""

from peewee import IntegrityError

from db.models import Product
from kiosk.actions.books import Books
from kiosk.rules.kana import hiragana, reading_key
from kiosk.rules.sale import OpenLine
from kiosk.rules.units import ProductId, Yen
from kiosk.value import Value


class ProductShown(Value):
    id: ProductId
    code: str
    name: str
    price: Yen
    rate: int
    points_percent: int

    def line(self, price: int | None = None, quantity: int = 1) -> OpenLine:
        """As it is rung up; `price` where the code itself carries one."""
        return OpenLine(
            price=self.price if price is None else price,
            rate=self.rate,
            product=self.id,
            name=self.name,
            code=self.code,
            quantity=quantity,
            points_percent=self.points_percent,
        )


def find_product(books: Books, code: str) -> ProductShown | None:
    """None when nobody has named it yet."""
    row = books.till.product_by_code.one(code=code)
    if row is None:
        return None
    return ProductShown(ProductId(row.id), row.code or "", row.name, Yen(row.price), row.rate, row.points_percent)


def remember_product(books: Books, code: str, name: str, reading: str, price: Yen, rate: int) -> ProductShown:
    """A product that was scanned for the first time. A repeat finds the first one."""
    try:
        with books.deed() as deed:
            Product.insert(
                id=books.store.new_id(),
                code=code,
                name=name,
                reading=hiragana(reading),
                reading_key=reading_key(reading),
                price=price,
                rate=rate,
                at=deed.at,
                bday=deed.bday,
                by=deed.by,
            ).execute()
    except IntegrityError:
        if find_product(books, code) is None:  # put away by the owner: what is sold is active again
            with books.deed():
                Product.update(active=True, name=name, price=price, rate=rate).where(Product.code == code).execute()
    found = find_product(books, code)
    assert found is not None, "it was just written"
    return found
