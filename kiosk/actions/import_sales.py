"""Writes what kiosk.actions.import_sales_plan planned, in batches; broken off, the same file again brings the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from db.words import write_words
from kiosk.actions.books import Books, Deed
from kiosk.actions.figures import ensure_figures, forget_all
from kiosk.actions.import_plan import Far
from kiosk.actions.import_sales_plan import Goods, Planned, SalesPlan
from kiosk.rules.business_day import day_of
from kiosk.rules.buyers import Newcomer
from kiosk.rules.kana import reading_key
from kiosk.rules.past_sales import PastLine, PastSale
from kiosk.rules.sale import Bonus, Discount, OpenLine, OpenSale, Reckoning, reckon
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId, Instant, ProductId

AT_ONCE: Final = 5000
"""Sales in one transaction: a WAL of some megabytes."""

_NOON: Final = time(12)


def write_sales(books: Books, plan: SalesPlan, tell: Far) -> None:
    """In batches, each one transaction. Raises StoreErrors: then whole batches were written, and the same file again
    brings the rest."""
    goods, done = Goods(books), 0
    made: dict[Newcomer, CustomerId] = {}
    numbers = _numbers(books, [buyer.number for buyer in plan.newcomers.values() if buyer.number is not None])
    for start in range(0, plan.writes, AT_ONCE):
        batch = plan.sales[start : start + AT_ONCE]
        with books.deed(bulk=True) as deed:
            if start == 0:
                forget_all(books)
            _write_newcomers(books, deed, plan, batch, made, numbers)
            _write_batch(books, batch, made, goods)
            books.log_access(deed, "sales_imported", ref=len(batch))
        books.store.checkpoint()
        done += len(batch)
        tell(done, plan.writes)
    ensure_figures(books)


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


def _write_batch(books: Books, batch: Sequence[Planned], made: dict[Newcomer, CustomerId], goods: Goods) -> None:
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


def _reckoned(books: Books, planned: Planned, goods: Goods) -> Reckoning:
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
