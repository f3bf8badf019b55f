"""返品: all of a sale or a part of it goes back, points both ways, never more than was sold."""

from collections.abc import Mapping
from contextlib import suppress

from db.models import PointLot
from db.queries.till import SoldRow
from kiosk.actions.books import Books, Deed
from kiosk.actions.coupons import give_back
from kiosk.actions.figures import take_back
from kiosk.actions.ledger import Ledger, read_account
from kiosk.actions.merge_points import lineage
from kiosk.actions.record import CustomerRecord, NoSuchCustomer, read_record
from kiosk.actions.slip import promise_slip
from kiosk.rules.refund import GRACE_DAYS, SoldLine, earned_back, part_of, tax_back
from kiosk.rules.units import (
    BusinessDay,
    CustomerId,
    Instant,
    JobId,
    LotId,
    Points,
    ProductId,
    SaleId,
    SaleLineId,
    Yen,
)
from kiosk.value import Hidden, Value, replace


class SaleInList(Value):
    """One sale as a list shows it."""

    id: SaleId
    at: Instant
    bday: BusinessDay
    total: Yen
    back: Yen  # taken back of it so far
    name: Hidden[str]
    number: int | None
    item: Hidden[str]  # the first line's name
    lines: int


class LineShown(Value):
    """A line of a sale, and how many pieces of it were taken back."""

    id: SaleLineId
    product: ProductId | None
    name: Hidden[str]
    code: str
    rate: int
    sold: SoldLine
    back: int

    @property
    def left(self) -> int:
        return self.sold.quantity - self.back


class SaleShown(Value):
    """A sale with all that a refund has to know of it."""

    id: SaleId
    customer: CustomerId | None
    at: Instant
    bday: BusinessDay
    total: Yen
    lines: Hidden[tuple[LineShown, ...]]

    @property
    def whole(self) -> dict[SaleLineId, int]:
        """All that is left of it."""
        return {line.id: line.left for line in self.lines if line.left}


class Refunded(Value):
    """The refund is on the disk. Yen and points as they go back, counted upwards."""

    refund: SaleId
    total: Yen
    points_returned: Points
    points_taken: Points
    record: CustomerRecord | None
    job: JobId | None


class MoreThanSold(Value):
    """Another refund came first, or nothing was chosen: nothing was written."""


class RefundedBefore(Value):
    """This very refund was written already (a double press): nothing was written."""

    refund: SaleId


def sales_of_day(books: Books, day: BusinessDay) -> tuple[SaleInList, ...]:
    """Newest first, 200 at most."""
    return tuple(_listed(row) for row in books.till.sales_of_day.all(bday=day, limit=200))


def sales_of_customer(books: Books, customer: CustomerId) -> tuple[SaleInList, ...]:
    """Newest first, 100 at most."""
    return tuple(_listed(row) for row in books.till.sales_of_customer.all(customer=customer, limit=100))


def read_sale(books: Books, sale: SaleId) -> SaleShown | None:
    """None when there is no such sale, or it is a refund itself."""
    row = books.till.sale.one(sale=sale)
    if row is None or row.of is not None:
        return None
    lines = tuple(
        LineShown(
            SaleLineId(line.id),
            None if line.product is None else ProductId(line.product),
            line.name,
            line.code,
            line.rate,
            SoldLine(
                quantity=line.quantity,
                price=Yen(line.price),
                discount=Yen(line.discount),
                discount_share=Yen(line.discount_share),
                points_share=Yen(line.points_share),
                net=Yen(line.net),
                earned=Points(line.earned),
            ),
            line.back,
        )
        for line in books.till.lines.all(sale=sale)
    )
    customer = None if row.customer is None else CustomerId(row.customer)
    return SaleShown(SaleId(row.id), customer, Instant(row.at), BusinessDay(row.bday), Yen(row.total), lines)


def refund_value(sale: SaleShown, pieces: Mapping[SaleLineId, int]) -> tuple[Yen, Points, Points]:
    """What would go back: yen, spent points, earned points."""
    parts = _parts(sale, pieces)
    return (
        Yen(sum(part.net for part in parts.values())),
        Points(sum(part.points_share for part in parts.values())),
        Points(sum(part.earned for part in parts.values())),
    )


def refund(
    books: Books, sale_id: SaleId, pieces: Mapping[SaleLineId, int], key: str
) -> Refunded | MoreThanSold | RefundedBefore:
    """Take these pieces of these lines back. `key` makes it once. On the disk when this returns."""
    written = books.till.sale_by_key.one(key=key)
    if written is not None:
        return RefundedBefore(SaleId(written.id))
    with books.deed() as deed:
        sale = read_sale(books, sale_id)
        chosen = {line: count for line, count in pieces.items() if count}
        if sale is None or not chosen or any(count > sale.whole.get(line, 0) for line, count in chosen.items()):
            return MoreThanSold()
        row = SaleId(books.store.new_id())
        parts = _parts(sale, chosen)
        _write(books, deed, row, sale, parts, key)
        give_back(books, sale.id)
        returned = Points(sum(part.points_share for part in parts.values()))
        taken = Points(sum(part.earned for part in parts.values()))
        record: CustomerRecord | None = None
        before: Points | None = None
        person = None if sale.customer is None else _kept(books, sale.customer)
        products = (
            (line.product, parts[line.id].quantity, parts[line.id].net) for line in sale.lines if line.id in parts
        )
        take_back(books, sale.bday, person, products)
        if person is not None:
            ledger = Ledger(books, deed, person, read_account(books, person), sale=row)
            # of somebody who was erased the figures move, and nobody is shown
            with suppress(NoSuchCustomer):
                record = read_record(books, person, deed.bday)
                before = record.points
            _return_spent(books, ledger, sale.id, returned, deed.bday)
            _take_earned(books, ledger, sale.id, taken)
            record = replace(record, account=ledger.account) if record is not None else None
        job = None
        if books.prints:
            job = promise_slip(books, deed, record, before=before, used=Points(-returned), sale=row, key=key)
    return Refunded(row, Yen(sum(part.net for part in parts.values())), returned, taken, record, job)


def _parts(sale: SaleShown, pieces: Mapping[SaleLineId, int]) -> dict[SaleLineId, SoldLine]:
    return {line.id: part_of(line.sold, line.back, count) for line in sale.lines if (count := pieces.get(line.id, 0))}


def _return_spent(books: Books, ledger: Ledger, sale: SaleId, points: Points, today: BusinessDay) -> None:
    """To their own lots, the last one spent first. What expired meanwhile gets some days of grace."""
    returned = {row.lot: row.points for row in books.till.returned_lots.all(sale=sale)}
    for row in books.till.spent_lots.all(sale=sale):
        part = min(points, -row.points - returned.get(row.lot, 0))
        if part > 0:
            past = row.expires is not None and row.expires < today
            expires = today + GRACE_DAYS if past else row.expires
            _give_back(books, ledger, LotId(row.lot), Points(part), None if expires is None else BusinessDay(expires))
            points = Points(points - part)
    assert not points, "more points would return than the sale spent"


def _give_back(books: Books, ledger: Ledger, lot: LotId, points: Points, expires: BusinessDay | None) -> None:
    owner = CustomerId(PointLot.select(PointLot.customer).where(PointLot.id == lot).scalar())
    if owner == ledger.customer:
        ledger.give_back(lot, points, expires)
        return
    merged = ledger.of(owner, read_account(books, owner))
    merged.give_back(lot, points, expires)
    ledger.take_over(merged, lot, points, expires)


def _take_earned(books: Books, ledger: Ledger, sale: SaleId, points: Points) -> None:
    earned = books.till.earned_lot.one(sale=sale)
    if earned is None or not points:
        return
    lots = lineage(LotId(earned.id))
    expired = sum(books.till.expired_of_lot.only(lot=lot).points for lot in lots)
    taken = books.till.taken_back.only(sale=sale)
    sums = books.till.sums_back.only(sale=sale)
    # the refund at hand is among the sums already
    gone_before = max(0, -sums.earned - points + taken.points)
    back = earned_back(points, Points(-expired), Points(gone_before))
    if back.from_balance:
        ledger.take_back(back.from_balance, lots)


def _listed(row: SoldRow) -> SaleInList:
    return SaleInList(
        id=SaleId(row.id),
        at=Instant(row.at),
        bday=BusinessDay(row.bday),
        total=Yen(row.total),
        back=Yen(-row.back),
        name=row.name or "",
        number=row.number,
        item=row.first_name or "",
        lines=row.lines,
    )


def _kept(books: Books, customer: CustomerId) -> CustomerId:
    """The record that is kept of this person: two may have been merged since the sale."""
    row = books.till.kept_record.one(customer=customer)
    return customer if row is None else CustomerId(row.id)


def _write(
    books: Books, deed: Deed, row: SaleId, sale: SaleShown, parts: Mapping[SaleLineId, SoldLine], key: str
) -> None:
    original, back = books.till.sale.only(sale=sale.id), books.till.sums_back.only(sale=sale.id)
    rounding = books.settings.sale.rounding
    lines = {line.id: line for line in sale.lines}

    def gross(rate: int) -> Yen:
        return Yen(sum(part.net for line, part in parts.items() if lines[line].rate == rate))

    gross_10, gross_8 = gross(10), gross(8)
    books.till.new_sale.run(
        id=row,
        of=sale.id,
        customer=sale.customer,
        goods=-sum(part.amount for part in parts.values()),
        discount=-sum(part.discount_share for part in parts.values()),
        points_used=-sum(part.points_share for part in parts.values()),
        total=-(gross_10 + gross_8),
        gross_10=-gross_10,
        tax_10=-tax_back(Yen(original.gross_10 + back.gross_10), gross_10, 10, rounding),
        gross_8=-gross_8,
        tax_8=-tax_back(Yen(original.gross_8 + back.gross_8), gross_8, 8, rounding),
        earned=-sum(part.earned for part in parts.values()),
        key=key,
        clock_ok=int(deed.clock_ok),
        at=deed.at,
        bday=deed.bday,
        by=deed.by,
    )
    for place, (line, part) in enumerate(parts.items()):
        books.till.new_line.run(
            id=books.store.new_id(),
            sale=row,
            of=line,
            place=place,
            product=lines[line].product,
            name=lines[line].name,
            code=lines[line].code,
            rate=lines[line].rate,
            quantity=-part.quantity,
            price=part.price,
            discount=-part.discount,
            amount=-part.amount,
            discount_share=-part.discount_share,
            points_share=-part.points_share,
            net=-part.net,
            earned=-part.earned,
        )
