"""Finding a customer as one types: by name, reading, number, the end of the phone number, or what a note says."""

from db.queries.search import HitRow
from kiosk.actions.books import Books
from kiosk.rules.kana import reading_key
from kiosk.rules.search_words import Excerpt, Wanted, excerpt, normal, wanted
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value

MOST = 30
_LAST = "\U0010ffff"


class Found(Value):
    id: CustomerId
    number: int
    name: Hidden[str]
    reading: Hidden[str]
    phone_end: Hidden[str]  # the last four digits
    note: Hidden[Excerpt | None] = None  # what the plain note says by which this one was found


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
        said = _said(books, rows, query)
        found += [_found(row, said.get(row.id)) for row in rows]
    if not found and (key := reading_key(typed)):
        found = [_found(row) for row in search.alike.all(low=key, high=key + _LAST, limit=MOST)]
    return tuple(found)


def _found(row: HitRow, note: Excerpt | None = None) -> Found:
    return Found(CustomerId(row.id), row.number, row.name, row.reading, row.phone[-4:], note)


def _said(books: Books, rows: list[HitRow], query: Wanted) -> dict[int, Excerpt]:
    """The newest note that says it, of those whose name and reading don't."""
    by_note = [row.id for row in rows if not any(query.anywhere in normal(text) for text in (row.name, row.reading))]
    said: dict[int, Excerpt] = {}
    for note in books.search.notes(by_note) if by_note else ():
        if note.customer not in said and (words := excerpt(note.text, query.anywhere)) is not None:
            said[note.customer] = words
    return said
