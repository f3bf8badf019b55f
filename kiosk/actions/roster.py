"""名簿の手入れ: the roster's lists, read in the reports' thread, and what one touch settles."""

from typing import Final

from db.connection import Reader
from db.models import Customer
from db.queries.roster import RosterQueries, RosterRow
from kiosk.actions.books import Books
from kiosk.actions.long_reads import Tell
from kiosk.actions.wishes import WishSaid, take_wish_back, write_wish
from kiosk.rules.business_day import months_later
from kiosk.rules.roster import RosterList
from kiosk.rules.settings import RosterSettings
from kiosk.rules.units import BusinessDay, CustomerId
from kiosk.rules.wishes import Channel
from kiosk.value import Hidden, Value

MOST = 200
_WRITTEN: Final = (Channel.POST, Channel.MAIL)


class RosterLine(Value):
    """`channel`: on which something came back. `since`: the day of it, or of the last visit."""

    customer: CustomerId
    name: Hidden[str]
    number: int
    channel: Channel
    since: BusinessDay | None


class RosterRead(Value):
    """The first 200 of so many."""

    lines: tuple[RosterLine, ...]
    total: int


class LookedAt(Value):
    """The record is right as it is; `before`: when it was found so the last time."""

    customer: CustomerId
    before: BusinessDay | None


class WritingStopped(Value):
    """Neither letters nor mails."""

    wishes: tuple[WishSaid, ...]


RosterDeed = LookedAt | WritingStopped


def read_roster(reader: Reader, tell: Tell, which: RosterList, rules: RosterSettings, today: BusinessDay) -> RosterRead:
    queries = RosterQueries(reader)
    long_ago = months_later(today, -rules.unseen_months)
    if which in (RosterList.RETURNED, RosterList.MOVED):
        rows = queries.trouble.all(trouble=which, limit=MOST)
    elif which is RosterList.UNSEEN:
        rows = queries.unseen.all(seen=long_ago, looked_at=long_ago, limit=MOST)
    elif which is RosterList.NO_CONSENT:
        rows = queries.no_consent.all(looked_at=long_ago, limit=MOST)
    else:
        rows = queries.no_address.all(looked_at=long_ago, limit=MOST)
    return RosterRead(tuple(_line(row) for row in rows), rows[0].total if rows else 0)


def look_at(books: Books, customer: CustomerId) -> LookedAt:
    """It is right as it is: nothing is asked about it for as long as the settings say."""
    before = Customer.get_by_id(customer).looked_at_on
    with books.deed() as deed:
        Customer.update(looked_at_on=deed.bday).where(Customer.id == customer).execute()
    return LookedAt(customer, None if before is None else BusinessDay(before))


def stop_writing(books: Books, customer: CustomerId) -> WritingStopped:
    """A wish against letters and mails, in one transaction."""
    with books.deed() as deed:
        return WritingStopped(tuple(write_wish(books, deed, customer, channel, False) for channel in _WRITTEN))


def undo(books: Books, done: RosterDeed) -> None:
    with books.deed():
        match done:
            case LookedAt(customer, before):
                Customer.update(looked_at_on=before).where(Customer.id == customer).execute()
            case WritingStopped(wishes):
                for said in wishes:
                    take_wish_back(said)


def _line(row: RosterRow) -> RosterLine:
    return RosterLine(
        CustomerId(row.customer),
        row.name,
        row.number,
        Channel.POST if row.post else Channel.MAIL,
        None if row.since is None else BusinessDay(row.since),
    )
