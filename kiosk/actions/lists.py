"""Lists for the staff: who came today."""

from dataclasses import dataclass, field

from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId, Instant


@dataclass(frozen=True, slots=True)
class CameToday:
    customer: CustomerId
    at: Instant
    name: str = field(repr=False)
    number: int


@dataclass(frozen=True, slots=True)
class CustomerShown:
    name: str = field(repr=False)
    number: int


def customer_shown(books: Books, customer: CustomerId) -> CustomerShown | None:
    """By which name and number a customer is called. None when there is no such record."""
    row = books.queries.customer.one(customer=customer)
    return None if row is None else CustomerShown(row.name, row.number)


def customers_today(books: Books) -> tuple[CameToday, ...]:
    """Last first, 200 at most."""
    return tuple(
        CameToday(CustomerId(row.customer), Instant(row.at), row.name, row.number)
        for row in books.queries.visits_of_day.all(bday=books.today(), limit=200)
    )
