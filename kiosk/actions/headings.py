"""The shop's own headings for facts: made, named, ordered, put away and brought back."""

from peewee import fn

from db.models import Heading
from kiosk.actions.books import Books
from kiosk.rules.facts import moved_up
from kiosk.rules.units import HeadingId
from kiosk.value import Value


class HeadingShown(Value):
    id: HeadingId
    text: str
    active: bool


class HeadingMade(Value):
    heading: HeadingId
    text: str


class HeadingNamed(Value):
    heading: HeadingId
    text: str
    before: str


class HeadingMoved(Value):
    text: str
    before: tuple[HeadingId, ...]  # all of them, in the order they had


class HeadingKept(Value):
    """Put away (`active` False), or brought back."""

    heading: HeadingId
    text: str
    active: bool


class HeadingExists(Value):
    """There is one of that name: nothing was written."""


HeadingDeed = HeadingMade | HeadingNamed | HeadingMoved | HeadingKept


def headings(books: Books) -> tuple[HeadingShown, ...]:
    """In the shop's order, those put away last."""
    rows = Heading.select().order_by(Heading.active.desc(), Heading.sort, Heading.id)
    return tuple(HeadingShown(HeadingId(row.id), row.text, bool(row.active)) for row in rows)


def make_heading(books: Books, text: str) -> HeadingMade | HeadingKept | HeadingExists:
    """The last of all. One of that name that was put away is brought back."""
    found = Heading.get_or_none(Heading.text == text)
    if found is not None:
        shown = HeadingShown(HeadingId(found.id), found.text, bool(found.active))
        return HeadingExists() if shown.active else keep_heading(books, shown)
    with books.deed():
        heading = HeadingId(books.store.new_id())
        last = Heading.select(fn.MAX(Heading.sort)).scalar()
        Heading.insert(id=heading, text=text, sort=0 if last is None else last + 1).execute()
    return HeadingMade(heading, text)


def name_heading(books: Books, heading: HeadingShown, text: str) -> HeadingNamed | HeadingExists:
    if Heading.select().where(Heading.text == text).exists():
        return HeadingExists()
    with books.deed():
        Heading.update(text=text).where(Heading.id == heading.id).execute()
    return HeadingNamed(heading.id, text, heading.text)


def raise_heading(books: Books, heading: HeadingShown) -> HeadingMoved:
    before = tuple(shown.id for shown in headings(books))
    with books.deed():
        _order(moved_up(before, heading.id))
    return HeadingMoved(heading.text, before)


def keep_heading(books: Books, heading: HeadingShown) -> HeadingKept:
    """Put away, or brought back. What is known under it stays, and is seen again when it is back."""
    with books.deed():
        Heading.update(active=not heading.active).where(Heading.id == heading.id).execute()
    return HeadingKept(heading.id, heading.text, not heading.active)


def undo(books: Books, done: HeadingDeed) -> None:
    with books.deed():
        match done:
            case HeadingMade(heading):
                Heading.delete().where(Heading.id == heading).execute()
            case HeadingNamed(heading, before=before):
                Heading.update(text=before).where(Heading.id == heading).execute()
            case HeadingMoved(before=before):
                _order(before)
            case HeadingKept(heading, active=active):
                Heading.update(active=not active).where(Heading.id == heading).execute()


def _order(order: tuple[int, ...]) -> None:
    for sort, heading in enumerate(order):
        Heading.update(sort=sort).where(Heading.id == heading).execute()
