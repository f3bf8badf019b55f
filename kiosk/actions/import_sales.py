"""Years of an old register's sales become sales of this shop, so that they can be analysed on the first day.

What was bought counts; no points come of it, and no slip. The same file twice adds nothing, a longer one adds the rest:
each sale has a key made of what its rows say. It is hashed, for a sale is kept when its customer is erased.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final

from db.models import Product
from db.words import write_words
from kiosk.actions.books import Books, Deed
from kiosk.actions.figures import ensure_figures, forget_all
from kiosk.actions.import_plan import Far
from kiosk.rules.barcode import Isbn, Jan, read_code
from kiosk.rules.business_day import day_of
from kiosk.rules.buyers import Buyers, Newcomer, Person
from kiosk.rules.card_number import card_number
from kiosk.rules.cells import Fault
from kiosk.rules.drafts import RowFault
from kiosk.rules.in_store import InStore
from kiosk.rules.kana import reading_key
from kiosk.rules.past_sales import Buyer, Past, PastLine, PastSale, Returned
from kiosk.rules.sale import Bonus, Discount, OpenLine, OpenSale, Reckoning, reckon
from kiosk.rules.search_words import normal, search_text
from kiosk.rules.units import CustomerId, Instant, ProductId
from kiosk.value import Hidden, Value

AT_ONCE: Final = 5000
"""Sales in one transaction: a WAL of some megabytes."""

_KEYS: Final = "import:"
_NOON: Final = time(12)


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


class _Goods:
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
    buyers, goods, here = _buyers(books), _Goods(books), _here(books)
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
                plan.newcomers[meant] = _more(plan.newcomers.get(meant), sale.buyer)
        elif isinstance(meant, Person):
            plan.erased += meant.erased
            if not meant.erased:
                customer = meant.id
                plan.known.add(meant.id)
        plan.sales.append(Planned(sale, key, customer))
    return plan


def write_sales(books: Books, plan: SalesPlan, tell: Far) -> None:
    """In batches, each one transaction. Raises StoreErrors: then whole batches were written, and the same file again
    brings the rest."""
    goods, done = _Goods(books), 0
    made: dict[Newcomer, CustomerId] = {}
    numbers = _numbers(books, [buyer.number for buyer in plan.newcomers.values() if buyer.number is not None])
    for start in range(0, plan.writes, AT_ONCE):
        batch = plan.sales[start : start + AT_ONCE]
        with books.deed() as deed:
            if start == 0:
                forget_all(books)
            _write_newcomers(books, deed, plan, batch, made, numbers)
            _write_batch(books, batch, made, goods)
            books.log_access(deed, "sales_imported", ref=len(batch))
        books.store.checkpoint()
        done += len(batch)
        tell(done, plan.writes)
    ensure_figures(books)


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


def _more(known: Buyer | None, said: Buyer) -> Buyer:
    """What all rows of one newcomer say together: the first word on each thing counts."""
    if known is None:
        return said
    return Buyer(
        known.number or said.number,
        known.code or said.code,
        known.name or said.name,
        known.reading or said.reading,
        known.phone or said.phone,
    )


@dataclass(slots=True)
class _Numbers:
    taken: set[int]
    following: int

    def give(self, wished: int | None) -> int:
        """The old number where it is free."""
        number = wished
        if number is None or number in self.taken:
            number, self.following = self.following, self.following + 1
        self.taken.add(number)
        return number


def _numbers(books: Books, wished: Iterable[int]) -> _Numbers:
    taken = {number for (number,) in books.store.database.connection().execute("SELECT number FROM customer")}
    return _Numbers(taken, max((*taken, *wished), default=0) + 1)


def _write_newcomers(
    books: Books,
    deed: Deed,
    plan: SalesPlan,
    batch: Sequence[Planned],
    made: dict[Newcomer, CustomerId],
    numbers: _Numbers,
) -> None:
    """Those who buy for the first time in this batch."""
    coming = {p.customer: None for p in batch if isinstance(p.customer, Newcomer) and p.customer not in made}
    customers, aliases, words = [], [], []
    for newcomer in coming:
        buyer = plan.newcomers[newcomer]
        row = made[newcomer] = CustomerId(books.store.new_id())
        number = numbers.give(buyer.number)
        key = reading_key(buyer.reading)
        customers.append((row, number, buyer.name, buyer.reading, key, buyer.phone, buyer.phone[::-1], *_by(deed)))
        if buyer.code:
            aliases.append((books.store.new_id(), row, buyer.code, *_by(deed)))
        words.append((row, search_text(buyer.name, buyer.reading, number, buyer.phone, ())))
    connection = books.store.database.connection()
    connection.executemany(
        "INSERT INTO customer (id, number, name, reading, reading_key, phone, phone_tail, email, postcode, address,"
        " at, bday, by_id) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', ?, ?, ?)",
        customers,
    )
    connection.executemany(
        "INSERT INTO alias (id, customer_id, code, at, bday, by_id) VALUES (?, ?, ?, ?, ?, ?)", aliases
    )
    write_words(connection, words)


def _by(deed: Deed) -> tuple[int, int, int | None]:
    return deed.at, deed.bday, deed.by


def _write_batch(books: Books, batch: Sequence[Planned], made: dict[Newcomer, CustomerId], goods: _Goods) -> None:
    sales: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    visits: list[tuple[Any, ...]] = []
    seen = Counter[int]()
    for planned in batch:
        who = planned.customer
        customer = made[who] if isinstance(who, Newcomer) else who
        row, at = books.store.new_id(), _at(books, planned.sale)
        bday = day_of(planned.sale.day) if planned.sale.time is None else books.day_of(at)
        certain = int(planned.sale.time is not None)
        reckoning = _reckoned(books, planned, goods)
        sales.append((row, customer, *_sums(reckoning), planned.key, certain, at, bday))
        lines += ((books.store.new_id(), row, place, *line) for place, line in enumerate(_lines(reckoning)))
        if customer is not None:
            visits.append((books.store.new_id(), customer, bday, at, certain))
            seen[customer] = max(seen[customer], bday)
    connection = books.store.database.connection()
    connection.executemany(
        "INSERT INTO sale (id, customer_id, goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8,"
        " earned, key, clock_ok, at, bday) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sales,
    )
    connection.executemany(
        "INSERT INTO sale_line (id, sale_id, place, product_id, name, code, rate, quantity, price, discount, amount,"
        " discount_share, points_share, net, earned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lines,
    )
    connection.executemany(
        "INSERT INTO visit (id, customer_id, bday, at, clock_ok) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (customer_id, bday) DO NOTHING",
        visits,
    )
    connection.executemany(
        "UPDATE customer SET last_seen = max(coalesce(last_seen, 0), ?) WHERE id = ?",
        ((bday, customer) for customer, bday in seen.items()),
    )


def _at(books: Books, sale: PastSale) -> Instant:
    """When it was; noon where the register didn't say (then `clock_ok` is 0)."""
    local = datetime.combine(sale.day, sale.time or _NOON, books.zone)
    return Instant(int(local.timestamp()) * 1000)


def _reckoned(books: Books, planned: Planned, goods: _Goods) -> Reckoning:
    """As the till reckons, without points."""
    lines = tuple(_open_line(line, goods.find(line)) for line in planned.sale.lines)
    sale = OpenSale(planned.key, lines, Discount(yen=planned.sale.discount))
    return reckon(sale, books.settings.points, books.settings.sale.rounding, Bonus())


def _open_line(line: PastLine, product: Any | None) -> OpenLine:
    return OpenLine(
        price=line.price,
        rate=line.rate or (10 if product is None else product.rate),
        product=None if product is None else ProductId(product.id),
        name=line.item or ("" if product is None else product.name),
        code=line.code,
        quantity=line.quantity,
        discount=Discount(yen=line.discount),
    )


def _sums(reckoning: Reckoning) -> tuple[int, ...]:
    gross, tax = reckoning.gross, reckoning.tax
    return (
        reckoning.goods,
        reckoning.discount,
        reckoning.points_used,
        reckoning.total,
        gross[10],
        tax[10],
        gross[8],
        tax[8],
        reckoning.earned,
    )


def _lines(reckoning: Reckoning) -> Iterator[tuple[Any, ...]]:
    for one in reckoning.lines:
        line = one.line
        yield (
            line.product,
            line.name,
            line.code,
            line.rate,
            line.quantity,
            line.price,
            one.discount,
            one.amount,
            one.discount_share,
            one.points_share,
            one.net,
            one.earned,
        )
