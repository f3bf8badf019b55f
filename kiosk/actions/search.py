"""Finding a customer as one types: by name, reading, number, the end of the phone number, or what a note says."""

from dataclasses import dataclass, field

from db.queries.search import HitRow
from kiosk.actions.books import Books
from kiosk.rules.kana import reading_key
from kiosk.rules.search_words import Excerpt, Wanted, excerpt, wanted
from kiosk.rules.units import CustomerId

MOST = 30
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    id: CustomerId
    number: int
    name: str = field(repr=False)
    reading: str = field(repr=False)
    phone_end: str = field(repr=False)  # the last four digits
    note: Excerpt | None = field(default=None, repr=False)  # what the plain note says by which this one was found


def find_customers(books: Books, typed: str) -> tuple[Found, ...]:
    """At most 30: the one with that number, then those whose name, reading, number or end of phone begins so, then
    those who have it somewhere in name, reading or a note; each kind by last visit. Exact, whatever the length.

    Only when that finds nobody: readings that begin alike (濁点, 半濁点 and 小書き folded), for a kana that is still to
    get its mark, and for 山崎 who may be やまさき or やまざき.
    """
    query = wanted(typed)
    if query is None:
        return ()
    search = books.search
    rows = [] if query.number is None else search.by_number.all(number=query.number)
    numbered = {row.id for row in rows}
    rows += [row for row in search.starting(query.starts, MOST) if row.id not in numbered]
    found = [_found(row) for row in rows[:MOST]]
    if len(found) < MOST:
        rows = search.holding(query.anywhere, query.starts, MOST - len(found))
        found += [_found(row, _said(books, row, query)) for row in rows]
    if not found and (key := reading_key(typed)):
        found = [_found(row) for row in search.alike.all(low=key, high=key + _LAST, limit=MOST)]
    return tuple(found)


def _found(row: HitRow, note: Excerpt | None = None) -> Found:
    return Found(CustomerId(row.id), row.number, row.name, row.reading, row.phone[-4:], note)


def _said(books: Books, row: HitRow, query: Wanted) -> Excerpt | None:
    """The newest note that says it; None when the name or the reading does."""
    if excerpt(row.name, query.anywhere) or excerpt(row.reading, query.anywhere):
        return None
    notes = (excerpt(note.text, query.anywhere) for note in books.search.notes.all(customer=row.id))
    return next(filter(None, notes), None)
