"""Slip jobs: promised in the transaction that caused them, printed afterwards, never a second time by themselves."""

from enum import StrEnum

import msgspec

from db.models import SlipJob
from db.queries.counter import JobRow
from kiosk.actions.books import Books, Deed
from kiosk.actions.coupons import CouponOnSlip, coupons_on, hand_over
from kiosk.actions.record import CustomerRecord, read_record
from kiosk.actions.sale_slip import SaleOnSlip, sale_on_slip
from kiosk.rules.settings import CalledBy, SaleSettings
from kiosk.rules.slips import SlipFigures
from kiosk.rules.units import NO_POINTS, Instant, JobId, Points, SaleId, VisitId
from kiosk.value import Hidden, Value


class JobState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    PRINTED = "printed"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    DROPPED = "dropped"


OPEN = (JobState.WAITING, JobState.NOT_SENT, JobState.UNKNOWN)
"""Slips that wait for the staff's word."""


class SlipToPrint(Value):
    """All that the slip's words are made of. `again`: a copy came out before, or may have (再発行)."""

    job: JobId
    figures: SlipFigures
    shop: str
    name: Hidden[str]  # "" when the shop prints numbers, or nobody knows the name yet
    number: int | None  # None: a sale without a card
    words: tuple[str, ...]
    again: bool
    sale: SaleOnSlip | None  # what was bought or taken back; None: a visit's slip
    issuer: SaleSettings  # address, phone, registration number; whether the drawer opens
    coupons: tuple[CouponOnSlip, ...] = ()
    sample: bool = False  # of a shop that is only a sample


class JobShown(Value):
    """One line of the list of slips."""

    id: JobId
    name: Hidden[str]
    number: int | None  # None: a sale without a card
    at: Instant
    state: JobState
    again: bool  # a copy came out before, or may have


def promise_slip(
    books: Books,
    deed: Deed,
    record: CustomerRecord | None,
    *,
    key: str,
    before: Points | None = None,
    used: Points = NO_POINTS,
    visit: VisitId | None = None,
    sale: SaleId | None = None,
) -> JobId:
    """A slip with the balance as the record says, waiting. `key` makes a repeat impossible (IntegrityError).

    `before` is the balance before the deed, `used` what the deed spent (below 0: returned). No record: no card.
    """
    figures = SlipFigures(at=deed.at)
    if record is not None:
        soon, now = record.expiry, record.points
        before = now if before is None else before
        figures = SlipFigures(
            at=deed.at,
            before=before,
            earned=Points(now - before + used),
            used=used,
            now=now,
            visits=record.visits,
            expires=soon.on if soon else None,
            expiring=soon.points if soon else NO_POINTS,
        )
    job = JobId(books.store.new_id())
    books.queries.new_job.run(
        id=job,
        customer=record.id if record is not None else None,
        visit=visit,
        sale=sale,
        figures=msgspec.json.encode(figures).decode(),
        key=key,
        at=deed.at,
        bday=deed.bday,
        by=deed.by,
    )
    if record is not None:
        hand_over(books, deed, record.id, job)
    return job


def slip_of_today(books: Books, record: CustomerRecord) -> JobId:
    """Today's slip of this customer: the one that was promised, or a new one."""
    today = books.today()
    row = (
        SlipJob.select(SlipJob.id)
        .where((SlipJob.customer == record.id) & (SlipJob.bday == today))
        .order_by(SlipJob.at.desc())
        .first()
    )
    if row is not None:
        return JobId(row.id)
    with books.deed() as deed:
        now = read_record(books, record.id, deed.bday)
        return promise_slip(books, deed, now, key=f"asked:{now.id}:{deed.bday}")


class OnItsWay(Value):
    """The job is at the printer already (a double press): its answer is awaited."""


def slip_to_print(books: Books, job: JobId) -> SlipToPrint | OnItsWay:
    """What the slip says now. Raises LookupError for a job that is none."""
    row = books.queries.job.one(job=job)
    if row is None:
        raise LookupError(f"no slip job {job}")
    if row.state == JobState.SENDING:
        return OnItsWay()
    settings = books.settings
    return SlipToPrint(
        job=job,
        figures=msgspec.json.decode(row.figures, type=SlipFigures),
        shop=settings.shop.name,
        name=(row.name or "") if settings.slip.name is CalledBy.NAME else "",
        number=row.number,
        words=settings.slip.words,
        again=row.copies > 0,
        sale=None if row.sale is None else sale_on_slip(books, SaleId(row.sale)),
        issuer=settings.sale,
        coupons=coupons_on(books, job),
        sample=books.sample_since is not None,
    )


def begin_printing(books: Books, job: JobId) -> None:
    """Mark the job as handed over, before it is: a crash in between leaves it unknown, never printed twice."""
    with books.deed():
        books.queries.job_state.run(job=job, state=JobState.SENDING, copies=0)


def finish_printing(books: Books, job: JobId, state: JobState) -> None:
    """The printer's answer. Printed and unknown count as a copy: the next one says 再発行."""
    with books.deed():
        books.queries.job_state.run(job=job, state=state, copies=int(state in (JobState.PRINTED, JobState.UNKNOWN)))


def drop_slip(books: Books, job: JobId) -> None:
    """The staff let a slip go that did not come out. One that is at the printer, or came out, stays as it is."""
    with books.deed():
        SlipJob.update(state=JobState.DROPPED).where((SlipJob.id == job) & SlipJob.state.in_(OPEN)).execute()


def settle_interrupted(books: Books) -> int:
    """At start and on a new day: a slip at the printer whose answer was never written has an unknown end.

    The machine died, or the disk was full when the answer came. Returns how many.
    """
    with books.deed():
        return int(
            SlipJob.update(state=JobState.UNKNOWN, copies=SlipJob.copies + 1)
            .where(SlipJob.state == JobState.SENDING)
            .execute()
        )


def open_slips(books: Books) -> tuple[JobShown, ...]:
    """Slips that wait for the staff's word, newest first, 100 at most."""
    return tuple(_shown(row) for row in books.queries.open_jobs.all())


def slips_waiting(books: Books) -> int:
    """How many slips wait for the staff's word."""
    return books.queries.waiting_slips.only().slips


def slips_today(books: Books) -> tuple[JobShown, ...]:
    """What waits, then the other slips of today, newest first."""
    waiting = open_slips(books)
    known = {job.id for job in waiting}
    rows = books.queries.jobs_of_day.all(bday=books.today(), limit=100)
    return waiting + tuple(_shown(row) for row in rows if row.id not in known)


def _shown(row: JobRow) -> JobShown:
    return JobShown(JobId(row.id), row.name or "", row.number, Instant(row.at), JobState(row.state), row.copies > 0)
