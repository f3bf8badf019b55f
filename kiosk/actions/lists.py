"""Lists for the staff: who came today, who works here."""

from dataclasses import dataclass, field

from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId, Instant, StaffId


@dataclass(frozen=True, slots=True)
class CameToday:
    customer: CustomerId
    at: Instant
    name: str = field(repr=False)
    number: int


@dataclass(frozen=True, slots=True)
class StaffShown:
    id: StaffId
    name: str = field(repr=False)
    owner: bool


def customers_today(books: Books) -> tuple[CameToday, ...]:
    """Last first, 200 at most."""
    return tuple(
        CameToday(CustomerId(row.customer), Instant(row.at), row.name, row.number)
        for row in books.queries.visits_of_day.all(bday=books.today(), limit=200)
    )


def staff_list(books: Books) -> tuple[StaffShown, ...]:
    return tuple(StaffShown(StaffId(row.id), row.name, row.role == "owner") for row in books.queries.staff.all())
