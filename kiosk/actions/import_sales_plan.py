"""Years of an old register's sales become sales of this shop, so that they can be analysed on the first day.

What was bought counts; no points come of it, and no slip. The same file twice adds nothing, a longer one adds the rest:
each sale has a key made of what its rows say. It is hashed, for a sale is kept when its customer is erased.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final

from db.models import Product
from kiosk.actions.books import Books
from kiosk.rules.barcode import Isbn, Jan, read_code
from kiosk.rules.buyers import Buyers, Newcomer, Person
from kiosk.rules.card_number import card_number
from kiosk.rules.cells import Fault
from kiosk.rules.drafts import RowFault
from kiosk.rules.in_store import InStore
from kiosk.rules.past_sales import NOBODY, Buyer, Past, PastLine, PastSale, Returned
from kiosk.rules.search_words import normal
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value

_KEYS: Final = "import:"


class Unknown(StrEnum):
    """What becomes of a buyer who is nobody of the shop's."""

    NEW = "new"  # a new customer
    NONE = "none"  # the sale is one without a card


class Planned(Value):
    sale: PastSale
    key: Hidden[str]
    customer: CustomerId | Newcomer | None


@dataclass(slots=True)
class SalesPlan:
    """What an import of sales is going to do, and what it leaves out."""

    sales: list[Planned] = field(default_factory=list)
    newcomers: dict[Newcomer, Buyer] = field(default_factory=dict)
    known: set[CustomerId] = field(default_factory=set)
    same: int = 0  # sales that are here already
    changed: list[int] = field(default_factory=list)  # first rows of receipts that are here with another sum
    returned: tuple[Returned, ...] = ()
    erased: int = 0  # sales to people who were erased since: they are nobody's
    loose: int = 0  # lines that are none of the shop's products
    faults: list[RowFault] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return len(self.sales)

    @property
    def total(self) -> int:
        return sum(planned.sale.total for planned in self.sales)

    @property
    def without_customer(self) -> int:
        return sum(planned.customer is None for planned in self.sales)


class Goods:
    """The shop's products by what an old register's line says of them."""

    def __init__(self, books: Books) -> None:
        self._codes = books.settings.codes
        self._by_code: dict[str, Any] = {}
        self._by_name: dict[str, Any] = {}
        for product in Product.select().order_by(Product.id):
            self._by_name.setdefault(normal(product.name), product)
            if product.code:
                self._by_code[product.code] = product

    def find(self, line: PastLine) -> Any | None:
        """By code, or where the line has none by name; None: no product of the shop's."""
        if line.code:
            return self._by_code.get(self._as_scanned(line.code))
        return self._by_name.get(normal(line.item)) if line.item else None

    def _as_scanned(self, code: str) -> str:
        match read_code(code, self._codes):
            case Jan(found) | Isbn(found) | InStore(item=found):
                return found
            case _:
                return code


def plan_sales(books: Books, past: Past, unknown: Unknown) -> SalesPlan:
    """Which sales are new, and whose they are. Nothing is written."""
    buyers, goods, here = _buyers(books), Goods(books), _here(books)
    plan = SalesPlan(returned=past.returned)
    for sale in past.sales:
        key = _key(books, sale)
        if key in here:
            if here[key] == sale.total:
                plan.same += 1
            else:
                plan.changed.append(sale.row)
            continue
        meant = _meant(books, buyers, sale.buyer)
        if isinstance(meant, Fault):
            plan.faults.append(RowFault(sale.row, None, meant))
            continue
        plan.loose += sum(goods.find(line) is None for line in sale.lines)
        customer: CustomerId | Newcomer | None = None
        if isinstance(meant, Newcomer):
            if unknown is Unknown.NEW:
                customer = meant
                plan.newcomers[meant] = plan.newcomers.get(meant, NOBODY).with_more(sale.buyer)
        elif isinstance(meant, Person):
            plan.erased += meant.erased
            if not meant.erased:
                customer = meant.id
                plan.known.add(meant.id)
        plan.sales.append(Planned(sale, key, customer))
    return plan


def _buyers(books: Books) -> Buyers:
    ask = books.store.database.connection().execute
    buyers, people = Buyers(), dict[int, Person]()
    rows = ask("SELECT id, number, merged_into_id, name, reading, phone, erased_at FROM customer").fetchall()
    for row, _, merged, name, reading, phone, erased in rows:
        people[row] = Person(CustomerId(row), name, reading, phone, erased is not None)
        if merged is None and erased is None:
            buyers.add(people[row])
    kept = {row: people[row if merged is None else merged] for row, _, merged, *_ in rows}
    for row, number, *_ in rows:
        buyers.add_number(number, kept[row])
    for digest, row in ask("SELECT digest, customer_id FROM card"):
        buyers.add_card(digest.hex(), kept[row])
    for code, row in ask("SELECT code, customer_id FROM alias"):
        buyers.add_code(code, kept[row])
    return buyers


def _meant(books: Books, buyers: Buyers, buyer: Buyer) -> Person | Newcomer | Fault | None:
    if buyer.nobody:
        return None
    return buyers.find(buyer, lambda code: card_number(code, "barcode", books.card_key).digest.hex())


def _here(books: Books) -> dict[str, int]:
    """The sales that imports wrote, with what they came to."""
    rows = books.store.database.connection().execute(
        "SELECT key, goods - discount FROM sale WHERE key >= ? AND key < ?", (_KEYS, _KEYS[:-1] + ";")
    )
    return dict(rows.fetchall())


def _key(books: Books, sale: PastSale) -> str:
    hashed = blake2b(sale.mark.encode(), key=books.card_key, digest_size=16, person=b"kokyaku-sale")
    return _KEYS + hashed.hexdigest()
