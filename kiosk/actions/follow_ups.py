"""Follow-ups at the counter: those to do today, what is done about one, and the way back for 5 s."""

from db.models import Contact, FollowUp
from db.queries.follow_up_list import FollowUpRow
from kiosk.actions.books import Books
from kiosk.actions.follow_ups_counted import count_follow_ups
from kiosk.actions.reach import reachable
from kiosk.rules.business_day import month_of
from kiosk.rules.follow_up_counts import FollowUpCount
from kiosk.rules.follow_up_reason import FollowUpRule, Reason
from kiosk.rules.notes import Kind
from kiosk.rules.reach import Allowed, ContactKind, Refused, reach
from kiosk.rules.units import BusinessDay, CustomerId, FollowUpId, Month, NoteId
from kiosk.rules.wishes import Channel
from kiosk.value import Hidden, Value

MOST = 200


class FollowUpShown(Value):
    """One that is open."""

    id: FollowUpId
    customer: CustomerId
    name: Hidden[str]
    number: int
    phone: Hidden[str]
    why: Reason
    due: BusinessDay


class FollowUpTask(Value):
    """One with the ways on which it may be done today, each with its answer; a talk at the counter always may."""

    shown: FollowUpShown
    ways: tuple[tuple[Channel, Allowed | Refused], ...]

    def answer(self, channel: Channel) -> Allowed | Refused:
        return dict(self.ways)[channel]

    def allows(self, how: Kind) -> bool:
        return how is Kind.TALK or any(
            channel.value == how.value and isinstance(answer, Allowed) for channel, answer in self.ways
        )


class FollowUpSettled(Value):
    """Done (`contact`: that was written down of it), let go, or put off. `waited`: until when it was put off before."""

    follow_up: FollowUpId
    contact: NoteId | None
    waited: BusinessDay | None


class SettledBefore(Value):
    """Somebody was faster, or the business day overtook it: nothing was written."""


def follow_ups_to_do(books: Books) -> int:
    return books.follow_ups.number_to_do.only(bday=books.today()).number


def follow_ups_today(books: Books) -> tuple[FollowUpShown, ...]:
    """What is due first, first; 200 at most."""
    return tuple(_shown(row) for row in books.follow_ups.to_do.all(bday=books.today(), limit=MOST))


def follow_up_of(books: Books, customer: CustomerId) -> FollowUpShown | None:
    """The one that is open for this customer."""
    row = books.follow_ups.of_customer.one(customer=customer)
    return None if row is None else _shown(row)


def read_task(books: Books, follow_up: FollowUpId) -> FollowUpTask | None:
    """None when it is open no more."""
    row = books.follow_ups.one.one(follow_up=follow_up)
    if row is None:
        return None
    shown, today = _shown(row), books.today()
    who = reachable(books.reach, [shown.customer])[shown.customer]
    answers = ((channel, reach(channel, ContactKind.EXCHANGE, who, today)) for channel in Channel)
    return FollowUpTask(shown, tuple(answers))


def last_month(books: Books) -> FollowUpCount:
    """What came of those of the month before; a visit counts within the days of the settings."""
    month = Month(month_of(books.today()) - 1)
    return count_follow_ups(books.store, month, (books.settings.follow_up.back_days,))


def done(books: Books, task: FollowUpTask, how: Kind, text: str) -> FollowUpSettled | SettledBefore:
    """The customer was called, written to or talked to: a contact with `text`. Raises ValueError for a way that the
    customer does not wish or that is none."""
    if not task.allows(how):
        raise ValueError("nobody is reached against their wish")
    with books.deed() as deed:
        row = _open_row(task.shown.id)
        if row is None:
            return SettledBefore()
        contact = NoteId(books.store.new_id())
        Contact.insert(
            id=contact,
            customer=row.customer_id,
            channel=how,
            text=text,
            kind=ContactKind.EXCHANGE,
            follow_up=row.id,
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
        _settle(row.id, state="done", settled_at=deed.at, settled_bday=deed.bday, settled_by=deed.by)
    return FollowUpSettled(task.shown.id, contact, _waited(row))


def let_go(books: Books, follow_up: FollowUpId) -> FollowUpSettled | SettledBefore:
    """It will not be done, and not be made again."""
    with books.deed() as deed:
        row = _open_row(follow_up)
        if row is None:
            return SettledBefore()
        _settle(row.id, state="let_go", settled_at=deed.at, settled_bday=deed.bday, settled_by=deed.by)
    return FollowUpSettled(follow_up, None, _waited(row))


def put_off(books: Books, follow_up: FollowUpId, until: BusinessDay) -> FollowUpSettled | SettledBefore:
    """It is in the list again from that business day on, and due then if it was due before."""
    with books.deed():
        row = _open_row(follow_up)
        if row is None:
            return SettledBefore()
        _settle(row.id, wait_until=until)
    return FollowUpSettled(follow_up, None, _waited(row))


def undo(books: Books, settled: FollowUpSettled) -> None:
    """Open as before; what was written down of it is gone."""
    with books.deed():
        Contact.delete().where(Contact.id == settled.contact).execute()
        _settle(
            settled.follow_up,
            state="open",
            settled_at=None,
            settled_bday=None,
            settled_by=None,
            wait_until=settled.waited,
        )


def _open_row(follow_up: FollowUpId) -> FollowUp | None:
    found: FollowUp | None = FollowUp.get_or_none((FollowUp.id == follow_up) & (FollowUp.state == "open"))
    return found


def _waited(row: FollowUp) -> BusinessDay | None:
    return None if row.wait_until is None else BusinessDay(row.wait_until)


def _settle(follow_up: int, **columns: object) -> None:
    FollowUp.update(columns).where(FollowUp.id == follow_up).execute()


def _shown(row: FollowUpRow) -> FollowUpShown:
    return FollowUpShown(
        FollowUpId(row.id),
        CustomerId(row.customer),
        row.name,
        row.number,
        row.phone,
        Reason(FollowUpRule(row.rule), BusinessDay(row.since), row.figure, row.subject),
        BusinessDay(row.due),
    )
