"""A sale: kept while it is rung up, then written once, with its visit, its points and its slip, in one transaction."""

from collections.abc import Collection

import msgspec

from kiosk.actions.books import Books, Deed
from kiosk.actions.class_sign import class_sign, limits_on
from kiosk.actions.coupons import check_coupon, use_coupon
from kiosk.actions.figures import add_purchase
from kiosk.actions.ledger import Ledger
from kiosk.actions.record import CustomerRecord, read_record, renewed
from kiosk.actions.slip import promise_slip
from kiosk.actions.visit import VisitOutcome, visit_within
from kiosk.rules.business_day import date_of
from kiosk.rules.classes import CustomerClass, Purchases, class_of, percent_of
from kiosk.rules.letters import CouponCode, CouponTrouble
from kiosk.rules.points import expires_on
from kiosk.rules.sale import Bonus, OpenSale, Reckoning, reckon
from kiosk.rules.units import NO_POINTS, BusinessDay, CustomerId, JobId, SaleId, Yen
from kiosk.value import Value, replace


class Sold(Value):
    """The sale is on the disk. `record` is the customer after it, None where there was no card."""

    sale: SaleId
    reckoning: Reckoning
    record: CustomerRecord | None
    visit: VisitOutcome | None
    job: JobId | None


class NotEnoughPoints(Value):
    """Meanwhile the customer has fewer points than the sale would spend: nothing was written."""

    record: CustomerRecord


class CouponRefused(Value):
    """Meanwhile the coupon was used elsewhere, or its last day is over: nothing was written."""

    why: CouponTrouble


class SoldBefore(Value):
    """This very sale was written already (a double press, a restart right after it): nothing was written."""

    sale: SaleId


def begin_sale(books: Books, customer: CustomerId | None = None) -> OpenSale:
    """A new sale, kept only with its first line. Raises DiskFull where there is no room for one to be settled."""
    books.store.require_room()
    return OpenSale(key=f"sale:{books.store.new_id()}", customer=customer)


def open_sale(books: Books) -> OpenSale | None:
    """What was being rung up when the program ended."""
    row = books.till.open_sale.one()
    return msgspec.json.decode(row.content, type=OpenSale) if row else None


def left_open_lines(books: Books) -> int:
    """How many lines the open sale has; 0: there is none."""
    left = open_sale(books)
    return len(left.lines) if left is not None else 0


def keep_sale(books: Books, sale: OpenSale) -> None:
    """On the disk when this returns; a restart brings it back."""
    with books.deed() as deed:
        _keep(books, deed, sale)


def _keep(books: Books, deed: Deed, sale: OpenSale) -> None:
    books.till.keep_open_sale.run(content=msgspec.json.encode(sale).decode(), at=deed.at)


def without_card(books: Books, deed: Deed, customers: Collection[int]) -> None:
    """The sale that is left open is nobody's, if it was one of these customers'. Their points are not spent."""
    sale = open_sale(books)
    if sale is not None and sale.customer in customers:
        _keep(books, deed, replace(sale, customer=None, points=NO_POINTS, coupon=None))


def drop_sale(books: Books) -> None:
    """Nothing was sold."""
    with books.deed():
        books.till.drop_open_sale.run()


def bonus_of(books: Books, record: CustomerRecord | None, today: BusinessDay) -> Bonus:
    """What multiplies this customer's points today: the month of the birthday, and the class."""
    if record is None:
        return Bonus()
    settings = books.settings
    birthday = record.birthday is not None and record.birthday[0] == date_of(today).month
    return Bonus(
        birthday=settings.points.birthday_percent if birthday else 100,
        customer_class=_class_percent(books, record.id, today),
    )


def _class_percent(books: Books, customer: CustomerId, today: BusinessDay) -> int:
    rules = books.settings.classes
    if all(percent_of(one, rules) == 100 for one in CustomerClass):
        return 100  # this shop makes no difference: nothing need be counted
    row = books.figures.bought.one(customer=customer)
    if row is None:
        return 100
    bought = Purchases(row.days, BusinessDay(row.first), BusinessDay(row.last), Yen(row.total))
    return percent_of(class_of(bought, limits_on(books, today)), rules)


def reckoned(books: Books, sale: OpenSale, bonus: Bonus) -> Reckoning:
    """What the sale comes to by the shop's settings."""
    return reckon(sale, books.settings.points, books.settings.sale.rounding, bonus)


def settle_sale(
    books: Books, sale: OpenSale, known: CustomerRecord | None = None
) -> Sold | NotEnoughPoints | CouponRefused | SoldBefore:
    """Write the sale, once. It is on the disk when this returns, and nothing of it is when this raises.

    `known` is the customer as the screen shows them: what counts for a sale is read again all the same.
    """
    written = books.till.sale_by_key.one(key=sale.key)
    if written is not None:
        if open_sale(books) is not None:
            drop_sale(books)
        return SoldBefore(SaleId(written.id))
    with books.deed() as deed:
        before = _buyer(books, deed, sale.customer, known)
        if before is not None and max(before.points, 0) < sale.points:  # who owes points may still buy
            return NotEnoughPoints(before)
        if sale.coupon is not None:
            checked = check_coupon(books, CouponCode(sale.coupon.code), before, deed.bday)
            if isinstance(checked, CouponTrouble):
                return CouponRefused(checked)
        reckoning = reckoned(books, sale, bonus_of(books, before, deed.bday))
        visit = None
        after = before
        if before is not None:
            came = visit_within(books, deed, before, slip=False)
            after, visit = came.record, came.visit
        row = SaleId(books.store.new_id())
        # the record that is kept: the sale may have been left open before a merge
        person = None if before is None else before.id
        _write(books, deed, row, person, sale.key, reckoning)
        if sale.coupon is not None:
            use_coupon(books, sale.coupon, row)
        add_purchase(
            books,
            deed.bday,
            person,
            reckoning.total,
            ((one.line.product, one.line.quantity, one.net) for one in reckoning.lines),
        )
        if after is not None:
            ledger = Ledger(books, deed, after.id, after.account, sale=row)
            if reckoning.points_used:
                ledger.spend(reckoning.points_used)
            if reckoning.earned:
                ledger.issue("earn", reckoning.earned, expires_on(books.settings.points, deed.bday))
            after = replace(after, account=ledger.account, sign=class_sign(books, after.id, deed.bday))
        job = None
        if books.prints:
            earlier = before.points if before is not None else None
            job = promise_slip(books, deed, after, before=earlier, used=reckoning.points_used, sale=row, key=sale.key)
        books.till.drop_open_sale.run()
    return Sold(row, reckoning, after, visit, job)


def _buyer(
    books: Books, deed: Deed, customer: CustomerId | None, known: CustomerRecord | None
) -> CustomerRecord | None:
    if customer is None:
        return None
    if known is not None and known.id == customer:
        return renewed(books, known, deed.bday)
    return read_record(books, customer, deed.bday)


def _write(books: Books, deed: Deed, row: SaleId, person: CustomerId | None, key: str, reckoning: Reckoning) -> None:
    books.till.new_sale.run(
        id=row,
        of=None,
        customer=person,
        goods=reckoning.goods,
        discount=reckoning.discount,
        points_used=reckoning.points_used,
        total=reckoning.total,
        gross_10=reckoning.gross[10],
        tax_10=reckoning.tax[10],
        gross_8=reckoning.gross[8],
        tax_8=reckoning.tax[8],
        earned=reckoning.earned,
        key=key,
        clock_ok=int(deed.clock_ok),
        at=deed.at,
        bday=deed.bday,
        by=deed.by,
    )
    for place, one in enumerate(reckoning.lines):
        books.till.new_line.run(
            id=books.store.new_id(),
            sale=row,
            of=None,
            place=place,
            product=one.line.product,
            name=one.line.name,
            code=one.line.code,
            rate=one.line.rate,
            quantity=one.line.quantity,
            price=one.line.price,
            discount=one.discount,
            amount=one.amount,
            discount_share=one.discount_share,
            points_share=one.points_share,
            net=one.net,
            earned=one.earned,
        )
