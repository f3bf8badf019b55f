"""Finding a customer by number, reading or the end of the phone number."""

from dataclasses import dataclass, field

from db.queries.counter import FoundRow
from kiosk.actions.books import Books
from kiosk.rules.kana import digits, reading_key
from kiosk.rules.units import CustomerId

MOST = 20
PHONE_DIGITS = 3
"""The shortest end of a phone number that is searched for: two digits would find half the town."""
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    id: CustomerId
    number: int
    name: str = field(repr=False)
    reading: str = field(repr=False)
    phone_end: str = field(repr=False)  # the last four digits


def find_customers(books: Books, typed: str) -> tuple[Found, ...]:
    """At most 20 of them: the number itself, then phones that end so, then readings that begin so."""
    wanted = digits(typed)
    rows: list[FoundRow] = []
    queries = books.queries
    if wanted and len(wanted) <= 9:
        rows += queries.by_number.all(number=int(wanted), limit=1)
    if len(wanted) >= PHONE_DIGITS:
        tail = wanted[::-1]
        rows += queries.by_phone.all(low=tail, high=tail + _LAST, limit=MOST)
    if not wanted and (key := reading_key(typed)):
        rows += queries.by_reading.all(low=key, high=key + _LAST, limit=MOST)
    once = {row.id: row for row in rows}
    return tuple(
        Found(
            CustomerId(row.id),
            row.number,
            row.name,
            row.reading,
            row.phone[-4:],
        )
        for row in list(once.values())[:MOST]
    )
