"""A visit: once a business day, with its points and its slip, in one transaction with whatever caused it."""

from dataclasses import dataclass

from db.models import PointLot
from kiosk.actions.books import Books, Deed
from kiosk.actions.record import lots_of
from kiosk.actions.slip import promise_slip
from kiosk.rules.points import balance, expires_on, prolonged_to, visit_points
from kiosk.rules.units import CustomerId, JobId, Points, VisitId


@dataclass(frozen=True, slots=True)
class VisitMade:
    """The customer's first time today. `job` is the slip to print now, if the shop wants one."""

    earned: Points
    job: JobId | None


@dataclass(frozen=True, slots=True)
class AlreadyHere:
    """Several taps are one visit: nothing was written."""


VisitOutcome = VisitMade | AlreadyHere


def record_visit(books: Books, customer: CustomerId) -> VisitOutcome:
    """Raises nothing for a repeat: the second time is AlreadyHere."""
    seen = books.queries.visits.one(customer=customer, bday=books.today())
    if seen is not None and seen.on_day:
        return AlreadyHere()
    with books.deed() as deed:
        return visit_within(books, deed, customer)


def visit_within(books: Books, deed: Deed, customer: CustomerId) -> VisitOutcome:
    """The same inside a transaction that is already open."""
    queries = books.queries
    seen = queries.visits.one(customer=customer, bday=deed.bday)
    if seen is not None and seen.on_day:
        return AlreadyHere()
    visit = VisitId(books.store.new_id())
    before = balance(lots_of(books, customer))
    queries.new_visit.run(
        id=visit, customer=customer, bday=deed.bday, at=deed.at, by=deed.by, clock_ok=int(deed.clock_ok)
    )
    points = books.settings.points
    if (to := prolonged_to(points, deed.bday)) is not None:
        PointLot.update(expires=to).where(
            (PointLot.customer == customer) & (PointLot.left > 0) & (PointLot.expires < to)
        ).execute()
    earned = visit_points(points)
    if earned:
        lot = books.store.new_id()
        queries.new_lot.run(
            id=lot, customer=customer, bday=deed.bday, expires=expires_on(points, deed.bday), points=earned
        )
        queries.new_entry.run(
            id=books.store.new_id(),
            customer=customer,
            lot=lot,
            delta=earned,
            kind="visit",
            visit=visit,
            key=f"visit:{visit}",
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        )
    job = None
    if books.prints and books.settings.slip.on_visit:
        job = promise_slip(books, deed, customer, before=before, visit=visit, key=f"visit:{visit}")
    return VisitMade(earned, job)
