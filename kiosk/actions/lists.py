"""Lists for the staff: who came today."""

from dataclasses import dataclass, field

import msgspec

from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId, Instant


@dataclass(frozen=True, slots=True)
class CameToday:
    customer: CustomerId
    at: Instant
    name: str = field(repr=False)
    number: int
    learned: bool  # a note, a contact or a tag was written down today
    bought: tuple[str, ...] = field(repr=False)  # today, less what came back


@dataclass(frozen=True, slots=True)
class CustomerShown:
    name: str = field(repr=False)
    number: int


def customer_shown(books: Books, customer: CustomerId) -> CustomerShown | None:
    """By which name and number a customer is called. None when there is no such record."""
    row = books.queries.customer.one(customer=customer)
    return None if row is None else CustomerShown(row.name, row.number)


def customers_today(books: Books) -> tuple[CameToday, ...]:
    """Those of whom nothing was learned today first, of these the last first; 200 at most."""
    return tuple(
        CameToday(
            CustomerId(row.customer),
            Instant(row.at),
            row.name,
            row.number,
            bool(row.learned),
            msgspec.json.decode(row.bought, type=tuple[str, ...]),
        )
        for row in books.timeline.came.all(bday=books.today(), limit=200)
    )
