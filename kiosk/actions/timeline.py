"""これまで: all that was done with a customer, newest first, page by page."""

from enum import StrEnum

import msgspec

from db.queries.timeline import NEWEST, EventRow
from kiosk.actions.access import require_reveal
from kiosk.actions.books import Books
from kiosk.actions.record import CustomerRecord
from kiosk.rules.ink import BadInk, Ink, decoded
from kiosk.rules.notes import Kind
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import Hidden, Value

PAGE = 30


class What(StrEnum):
    """What an event of the timeline was. A contact has its channel in `Event.kind`."""

    SALE = "sale"
    REFUND = "refund"
    VISIT = "visit"
    NOTE = "note"
    TAG_ON = "tag_on"
    TAG_OFF = "tag_off"


class Item(Value):
    name: Hidden[str]
    quantity: int  # below 0: taken back


class Unreadable(Value):
    """Ink that this program can't read: of a newer version, or damaged."""


class Event(Value):
    what: What
    kind: Kind  # of a note; of anything else NOTE
    id: int
    at: Instant
    text: Hidden[str]
    sensitive: bool
    ink: Ink | Unreadable | None
    household: bool
    total: int  # yen; of a refund below 0
    of_day: BusinessDay | None  # of the sale that a refund takes back
    items: Hidden[tuple[Item, ...]]


class Page(Value):
    """`more`: whether anything is older than these."""

    events: tuple[Event, ...]
    more: bool


def timeline(books: Books, record: CustomerRecord, after: Event | None = None) -> Page:
    """The newest events of the customer, their household, and the records merged into theirs; those after `after`."""
    rows = books.timeline.timeline.all(
        customer=record.id,
        household=record.household,
        at=NEWEST if after is None else after.at,
        id=NEWEST if after is None else after.id,
        limit=PAGE + 1,
    )
    return Page(tuple(_event(row) for row in rows[:PAGE]), len(rows) > PAGE)


def reveal_event(books: Books, record: CustomerRecord, event: Event) -> None:
    """A hidden note or tag is looked at: the access log keeps who and when. Raises NobodySignedIn."""
    require_reveal(books)
    kind = "note" if event.what is What.NOTE else "tag"
    with books.deed() as deed:
        books.log_access(deed, f"sensitive_{kind}_seen", customer=record.id, ref=event.id)


def read_ink(blob: bytes | None) -> Ink | Unreadable | None:
    if blob is None:
        return None
    try:
        return decoded(blob)
    except BadInk:
        return Unreadable()


def _event(row: EventRow) -> Event:
    what, _, channel = row.kind.partition(":")
    items = msgspec.json.decode(row.lines, type=list[tuple[str, int]])
    return Event(
        what=What.NOTE if channel else What(what),
        kind=Kind(channel) if channel else Kind.NOTE,
        id=row.id,
        at=Instant(row.at),
        text=row.text,
        sensitive=bool(row.sensitive),
        ink=read_ink(row.ink),
        household=bool(row.household),
        total=row.total,
        of_day=None if row.of_bday is None else BusinessDay(row.of_bday),
        items=tuple(Item(name, quantity) for name, quantity in items),
    )
