"""A visit: once a business day, with its points and its slip, in one transaction with whatever caused it."""

from kiosk.actions.books import Books, Deed
from kiosk.actions.ledger import Ledger
from kiosk.actions.record import CustomerRecord, read_record
from kiosk.actions.slip import promise_slip
from kiosk.rules.points import Account, expires_on, prolonged_to, visit_points
from kiosk.rules.units import CustomerId, JobId, Points, VisitId
from kiosk.value import Value, replace


class VisitMade(Value):
    """The customer's first time today. `job` is the slip to print now, if the shop wants one."""

    earned: Points
    job: JobId | None


class AlreadyHere(Value):
    """Several taps are one visit: nothing was written."""


VisitOutcome = VisitMade | AlreadyHere


class Known(Value):
    """The customer as they are after the visit was recorded."""

    record: CustomerRecord
    visit: VisitOutcome


def record_visit(books: Books, customer: CustomerId) -> Known:
    """Raises NoSuchCustomer; nothing for a repeat: the second time is AlreadyHere."""
    record = read_record(books, customer, books.today())
    if record.here_today:
        return Known(record, AlreadyHere())
    with books.deed() as deed:
        return visit_within(books, deed, record)


def visit_within(books: Books, deed: Deed, record: CustomerRecord, *, slip: bool = True) -> Known:
    """The same inside a transaction that is already open. `record` is how the customer was read before it; `slip`
    False where the deed has a slip of its own."""
    if record.today != deed.bday:  # the day began between the reading and the deed
        record = read_record(books, record.id, deed.bday)
    if record.here_today:
        return Known(record, AlreadyHere())
    visit = VisitId(books.store.new_id())
    note_visit(books, deed, record.id, visit)
    rules = books.settings.points
    ledger = Ledger(books, deed, record.id, record.account, visit=visit)
    if (to := prolonged_to(rules, deed.bday)) is not None:
        ledger.prolong(to)
    earned = visit_points(rules)
    if earned:
        ledger.issue("visit", earned, expires_on(rules, deed.bday))
    after = replace(record, account=ledger.account, visits=record.visits + 1, here_today=True)
    job = None
    if slip and books.prints and books.settings.slip.on_visit:
        job = promise_slip(books, deed, after, before=record.points, visit=visit, key=f"visit:{visit}")
    return Known(after, VisitMade(earned, job))


def note_visit(books: Books, deed: Deed, customer: CustomerId, visit: VisitId) -> None:
    """The bare fact that the customer came on the deed's business day."""
    books.queries.new_visit.run(
        id=visit, customer=customer, bday=deed.bday, at=deed.at, by=deed.by, clock_ok=int(deed.clock_ok)
    )
    books.queries.seen_on.run(customer=customer, bday=deed.bday)


def newcomer(customer: CustomerId, number: int, deed: Deed) -> CustomerRecord:
    """Somebody who was made in this very deed: there is nothing to read yet."""
    return CustomerRecord(
        id=customer,
        today=deed.bday,
        number=number,
        name="",
        reading="",
        household=None,
        birthday=None,
        account=Account(),
        visits=0,
        last_visit=None,
        here_today=False,
        tags=(),
        note=None,
        bought=None,
        life=None,
        introducer=None,
    )
