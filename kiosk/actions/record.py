"""Who this is to us: all that the counter knows about one customer, read in a few short queries."""

from dataclasses import dataclass, field

from kiosk.actions.books import Books
from kiosk.rules.points import NextExpiry, OpenLot, balance, next_expiry
from kiosk.rules.prompts import Acquaintance, Told
from kiosk.rules.tags import holds, is_due
from kiosk.rules.units import BusinessDay, CustomerId, HouseholdId, Points, TagId, TagOnId


@dataclass(frozen=True, slots=True)
class TagShown:
    """A tag that holds today."""

    id: TagOnId
    tag: TagId | None
    text: str = field(repr=False)
    household: bool
    sensitive: bool
    until: BusinessDay | None
    due: bool  # old enough to ask whether it is still so


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """As of `today`. Names and texts stay out of repr, and so out of logs."""

    id: CustomerId
    today: BusinessDay
    number: int
    name: str = field(repr=False)
    reading: str = field(repr=False)
    household: HouseholdId | None
    birthday: tuple[int, int] | None = field(repr=False)
    points: Points
    expiry: NextExpiry | None
    visits: int
    last_visit: BusinessDay | None  # before today
    here_today: bool
    tags: tuple[TagShown, ...] = field(repr=False)
    note: Told | None = field(repr=False)

    @property
    def acquaintance(self) -> Acquaintance:
        return Acquaintance(self.today, self.visits, self.last_visit, self.birthday, self.note)

    def tag(self, tag_on: TagOnId) -> TagShown | None:
        return next((tag for tag in self.tags if tag.id == tag_on), None)


class NoSuchCustomer(LookupError):
    """The id points nowhere: a record was merged or erased meanwhile."""


def lots_of(books: Books, customer: CustomerId) -> tuple[OpenLot, ...]:
    rows = books.queries.open_lots.all(customer=customer)
    return tuple(OpenLot(None if row.expires is None else BusinessDay(row.expires), Points(row.left)) for row in rows)


def read_record(books: Books, customer: CustomerId, today: BusinessDay) -> CustomerRecord:
    """Raises NoSuchCustomer."""
    queries = books.queries
    row = queries.customer.one(customer=customer)
    if row is None:
        raise NoSuchCustomer(customer)
    lots = lots_of(books, customer)
    visits = queries.visits.one(customer=customer, bday=today)
    assert visits is not None, "an aggregate always has a row"
    note = queries.last_note.one(customer=customer)
    tags = queries.customer_tags.all(customer=customer)
    if row.household is not None:
        tags = queries.household_tags.all(household=row.household) + tags
    return CustomerRecord(
        id=customer,
        today=today,
        number=row.number,
        name=row.name,
        reading=row.reading,
        household=None if row.household is None else HouseholdId(row.household),
        birthday=(row.birth_month, row.birth_day) if row.birth_month and row.birth_day else None,
        points=balance(lots),
        expiry=next_expiry(lots),
        visits=visits.days,
        last_visit=None if visits.before is None else BusinessDay(visits.before),
        here_today=bool(visits.on_day),
        tags=tuple(
            TagShown(
                id=TagOnId(tag.id),
                tag=None if tag.tag is None else TagId(tag.tag),
                text=tag.text,
                household=tag.household is not None,
                sensitive=bool(tag.sensitive),
                until=None if tag.until is None else BusinessDay(tag.until),
                due=is_due(None if tag.review_on is None else BusinessDay(tag.review_on), today),
            )
            for tag in tags
            if holds(None if tag.until is None else BusinessDay(tag.until), today)
        ),
        note=Told(note.text, BusinessDay(note.bday)) if note else None,
    )
