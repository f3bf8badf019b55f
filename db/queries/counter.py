"""The queries of the counter's hot path, compiled once when the store opens.

They say what happened; what it means is for kiosk.rules. Rows are named tuples of plain values.
"""

from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, fn

from db.compiled import Compiled, param
from db.connection import Store
from db.models import Card, Customer, PointEntry, PointLot, SlipJob, Tag, TagOn, Visit

R = TypeVar("R", bound=tuple[Any, ...])


class CardRow(NamedTuple):
    id: int
    customer: int
    state: str


class CustomerRow(NamedTuple):
    id: int
    number: int
    name: str
    reading: str
    phone: str
    household: int | None
    birth_month: int | None
    birth_day: int | None
    merged_into: int | None
    erased_at: int | None


class LotRow(NamedTuple):
    id: int
    expires: int | None
    left: int


class DebtRow(NamedTuple):
    delta: int  # below 0 while points are owed


class DueLotRow(NamedTuple):
    id: int
    customer: int
    left: int
    expires: int


class VisitsRow(NamedTuple):
    days: int
    before: int | None  # the last business day before the one asked about
    on_day: int  # 1 when there is a visit on that day


class TagOnRow(NamedTuple):
    id: int
    tag: int | None
    text: str
    household: int | None
    sensitive: int
    until: int | None
    review_on: int | None


class PresetRow(NamedTuple):
    id: int
    text: str
    sensitive: int
    review_months: int | None
    used: int


class FoundRow(NamedTuple):
    id: int
    number: int
    name: str
    reading: str
    phone: str


class JobRow(NamedTuple):
    id: int
    customer: int | None
    sale: int | None
    figures: str
    state: str
    copies: int
    at: int
    bday: int
    name: str | None
    number: int | None


class WaitingRow(NamedTuple):
    slips: int


class CounterQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        self.card = rows(
            CardRow,
            Card.select(Card.id, Card.customer, Card.state).where(Card.digest == param("digest")),
        )
        self.customer = rows(
            CustomerRow,
            Customer.select(
                Customer.id,
                Customer.number,
                Customer.name,
                Customer.reading,
                Customer.phone,
                Customer.household,
                Customer.birth_month,
                Customer.birth_day,
                Customer.merged_into,
                Customer.erased_at,
            ).where(Customer.id == param("customer")),
        )
        self.open_lots = rows(
            LotRow,
            PointLot.select(PointLot.id, PointLot.expires, PointLot.left)
            .where((PointLot.customer == param("customer")) & (PointLot.left > 0))
            .order_by(PointLot.expires.asc(nulls="LAST"), PointLot.id),
        )
        self.debt = rows(
            DebtRow,
            PointEntry.select(fn.COALESCE(fn.SUM(PointEntry.delta), 0)).where(
                (PointEntry.customer == param("customer")) & PointEntry.lot.is_null()
            ),
        )
        self.prolong_lots = rows(
            tuple,
            PointLot.update(expires=param("expires")).where(
                (PointLot.customer == param("customer")) & (PointLot.left > 0) & (PointLot.expires < param("expires"))
            ),
        )
        self.drain_lot = rows(
            tuple, PointLot.update(left=PointLot.left - param("points")).where(PointLot.id == param("lot"))
        )
        self.refill_lot = rows(
            tuple,
            PointLot.update(left=PointLot.left + param("points"), expires=param("expires")).where(
                PointLot.id == param("lot")
            ),
        )
        self.due_lots = rows(
            DueLotRow,
            PointLot.select(PointLot.id, PointLot.customer, PointLot.left, PointLot.expires).where(
                (PointLot.left > 0) & (PointLot.expires < param("bday"))
            ),
        )
        self.visits = rows(
            VisitsRow,
            Visit.select(
                fn.COUNT(Visit.id),
                fn.MAX(Visit.bday).filter(Visit.bday < param("bday")),
                fn.COUNT(Visit.id).filter(Visit.bday == param("bday")),
            ).where(Visit.customer == param("customer")),
        )
        on_now = (
            TagOn.select(
                TagOn.id, TagOn.tag, TagOn.text, TagOn.household, TagOn.sensitive, TagOn.until, TagOn.review_on
            )
            .where(TagOn.off_at.is_null())
            .order_by(TagOn.at, TagOn.id)
        )
        self.customer_tags = rows(TagOnRow, on_now.where(TagOn.customer == param("customer")))
        self.household_tags = rows(TagOnRow, on_now.where(TagOn.household == param("household")))
        self.new_visit = rows(
            tuple,
            Visit.insert(
                id=param("id"),
                customer=param("customer"),
                bday=param("bday"),
                at=param("at"),
                by=param("by"),
                clock_ok=param("clock_ok"),
            ),
        )
        self.seen_on = rows(tuple, Customer.update(last_seen=param("bday")).where(Customer.id == param("customer")))
        self.new_lot = rows(
            tuple,
            PointLot.insert(
                id=param("id"),
                customer=param("customer"),
                bday=param("bday"),
                expires=param("expires"),
                points=param("points"),
                left=param("points"),
            ),
        )
        self.new_entry = rows(
            tuple,
            PointEntry.insert(
                id=param("id"),
                customer=param("customer"),
                lot=param("lot"),
                delta=param("delta"),
                kind=param("kind"),
                visit=param("visit"),
                sale=param("sale"),
                key=param("key"),
                at=param("at"),
                bday=param("bday"),
                by=param("by"),
            ),
        )
        self.new_job = rows(
            tuple,
            SlipJob.insert(
                id=param("id"),
                customer=param("customer"),
                visit=param("visit"),
                sale=param("sale"),
                figures=param("figures"),
                state="waiting",
                copies=0,
                key=param("key"),
                at=param("at"),
                bday=param("bday"),
                by=param("by"),
            ),
        )
        used = fn.COUNT(TagOn.id)
        self.presets = rows(
            PresetRow,
            Tag.select(Tag.id, Tag.text, Tag.sensitive, Tag.review_months, used)
            .join(TagOn, JOIN.LEFT_OUTER, on=(TagOn.tag == Tag.id))
            .where(Tag.active == 1)
            .group_by(Tag.id)
            .order_by(used.desc(), Tag.sort, Tag.id),
        )
        found = (
            Customer.select(
                Customer.id,
                Customer.number,
                Customer.name,
                Customer.reading,
                Customer.phone,
            )
            .order_by(Customer.reading_key, Customer.number)
            .limit(param("limit"))
        )
        self.by_reading = rows(
            FoundRow, found.where((Customer.reading_key >= param("low")) & (Customer.reading_key < param("high")))
        )
        jobs = SlipJob.select(
            SlipJob.id,
            SlipJob.customer,
            SlipJob.sale,
            SlipJob.figures,
            SlipJob.state,
            SlipJob.copies,
            SlipJob.at,
            SlipJob.bday,
            Customer.name,
            Customer.number,
        ).join(Customer, JOIN.LEFT_OUTER)
        self.job = rows(JobRow, jobs.where(SlipJob.id == param("job")))
        self.jobs_of_day = rows(
            JobRow, jobs.where(SlipJob.bday == param("bday")).order_by(SlipJob.at.desc()).limit(param("limit"))
        )
        unsettled = SlipJob.state.in_(("waiting", "not_sent", "unknown"))
        self.open_jobs = rows(JobRow, jobs.where(unsettled).order_by(SlipJob.at.desc()).limit(100))
        self.waiting_slips = rows(WaitingRow, SlipJob.select(fn.COUNT(SlipJob.id)).where(unsettled))
        self.job_state = rows(
            tuple,
            SlipJob.update(state=param("state"), copies=SlipJob.copies + param("copies")).where(
                SlipJob.id == param("job")
            ),
        )
