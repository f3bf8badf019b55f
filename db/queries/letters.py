"""Coupons at the counter, compiled once when the store opens; and what came of letters, for a reader.

They say what happened; what it means is for kiosk.rules. Rows are named tuples of plain values.
"""

from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, Value, fn

from db.compiled import Compiled, param
from db.connection import Reader, Store
from db.models import Contact, Coupon, Customer, Letter, Recipient, SlipJob, Visit

R = TypeVar("R", bound=tuple[Any, ...])


class WaitingRow(NamedTuple):
    """A coupon that goes onto the next slip."""

    recipient: int
    letter: int
    yen: int
    days: int


class CouponRow(NamedTuple):
    code: str
    yen: int
    valid_until: int
    sale: int | None
    customer: int  # the record that is kept
    household: int | None


class OnSlipRow(NamedTuple):
    code: str
    yen: int
    valid_until: int
    name: str  # of the letter


class CountRow(NamedTuple):
    state: str
    people: int


class FiguresRow(NamedTuple):
    letter: int
    recipients: int
    sent: int  # or perhaps sent
    came: int
    used: int  # coupons


class LetterQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        merged = Customer.alias()
        same = merged.select(merged.id).where(
            (merged.id == param("customer")) | (merged.merged_into == param("customer"))
        )
        self.waiting_coupons = rows(
            WaitingRow,
            Recipient.select(Recipient.id, Letter.id, Letter.coupon_yen, Letter.coupon_days)
            .join(Letter)
            .where(
                (Recipient.state == Value("waiting", converter=False))
                & Recipient.customer.in_(same)
                & (Letter.channel == "slip")
                & (Letter.state == "sending")
            )
            .order_by(Recipient.id),
        )
        never_came_out = SlipJob.select(SlipJob.id).where(
            SlipJob.customer.in_(same) & (SlipJob.state == Value("dropped", converter=False)) & (SlipJob.copies == 0)
        )
        self.move_coupons = rows(
            tuple,
            Coupon.update(job=param("job")).where(
                Coupon.sale.is_null() & (Coupon.valid_until >= param("today")) & Coupon.job.in_(never_came_out)
            ),
        )
        kept = Customer.alias()
        self.coupon = rows(
            CouponRow,
            Coupon.select(Coupon.code, Coupon.yen, Coupon.valid_until, Coupon.sale, kept.id, kept.household)
            .join(Recipient)
            .join(Customer)
            .join(kept, on=(kept.id == fn.COALESCE(Customer.merged_into, Customer.id)))
            .where(Coupon.code == param("code")),
        )
        self.coupons_of_job = rows(
            OnSlipRow,
            Coupon.select(Coupon.code, Coupon.yen, Coupon.valid_until, Letter.name)
            .join(Recipient)
            .join(Letter)
            .where(Coupon.job == param("job"))
            .order_by(Coupon.id),
        )
        self.coupon_of_sale = rows(
            OnSlipRow,
            Coupon.select(Coupon.code, Coupon.yen, Coupon.valid_until, Letter.name)
            .join(Recipient)
            .join(Letter)
            .where(Coupon.sale == param("sale")),
        )
        self.counts = rows(
            CountRow,
            Recipient.select(Recipient.state, fn.COUNT(Recipient.id))
            .where(Recipient.letter == param("letter"))
            .group_by(Recipient.state),
        )
        self.use_coupon = rows(
            tuple,
            Coupon.update(sale=param("sale")).where((Coupon.code == param("code")) & Coupon.sale.is_null()),
        )
        self.return_coupon = rows(tuple, Coupon.update(sale=None).where(Coupon.sale == param("sale")))


def figures(reader: Reader, within: int) -> list[FiguresRow]:
    """Of each letter that was sent: those who came in so many days after it, on the day itself not counted."""
    after = (
        (Visit.customer == fn.COALESCE(Customer.merged_into, Customer.id))
        & (Visit.bday > Contact.bday)
        & (Visit.bday <= Contact.bday + within)
    )
    came = Contact.id.is_null(False) & fn.EXISTS(Visit.select(Value(1)).where(after))
    query = (
        Recipient.select(
            Recipient.letter,
            fn.COUNT(Recipient.id),
            fn.COUNT(Recipient.contact),
            fn.COUNT(Recipient.id).filter(came),
            fn.COUNT(Coupon.sale),
        )
        .join(Customer, on=(Customer.id == Recipient.customer))
        .join(Contact, JOIN.LEFT_OUTER, on=(Contact.id == Recipient.contact))
        .join(Coupon, JOIN.LEFT_OUTER, on=(Coupon.recipient == Recipient.id))
        .group_by(Recipient.letter)
    )
    return Compiled(reader.database, query, FiguresRow).all()
