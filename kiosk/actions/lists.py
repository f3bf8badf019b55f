"""Lists for the staff: who came today."""

import msgspec

from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId, Instant
from kiosk.value import Hidden, Value


class CameToday(Value):
    customer: CustomerId
    at: Instant
    name: Hidden[str]
    number: int
    learned: bool  # a note, a contact or a tag was written down today
    bought: Hidden[tuple[str, ...]]  # today, less what came back


class CustomerShown(Value):
    name: Hidden[str]
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
