"""人となり: lasting things about a person or a household, under the shop's own headings."""

from peewee import fn

from db.models import Fact
from kiosk.actions.books import Books
from kiosk.actions.headings import HeadingShown
from kiosk.actions.household import household_of
from kiosk.rules.tags import Scope
from kiosk.rules.units import CustomerId, FactId, HeadingId, HouseholdId
from kiosk.value import Hidden, Value

OFTEN = 2  # owners of whom the same is known: then it is offered for others, and says nothing about anybody
MOST_OFFERED = 13


class FactShown(Value):
    id: FactId
    heading: HeadingId
    text: Hidden[str]
    household: bool


class FactPutOn(Value):
    fact: FactId
    text: Hidden[str]


class FactTakenOff(Value):
    fact: FactId
    text: Hidden[str]


FactDeed = FactPutOn | FactTakenOff


def facts_of(customer: CustomerId, household: HouseholdId | None) -> tuple[FactShown, ...]:
    """Of the person and of the household, as they were learned."""
    whose = Fact.customer == customer
    if household is not None:
        whose |= Fact.household == household
    rows = Fact.select().where(whose & Fact.off_at.is_null()).order_by(Fact.at, Fact.id)
    return tuple(
        FactShown(FactId(row.id), HeadingId(row.heading_id), row.text, row.household_id is not None) for row in rows
    )


def often_said(heading: HeadingId) -> tuple[str, ...]:
    """What is known of several under this heading, most often first: one touch will do."""
    owners = fn.COUNT(fn.DISTINCT(fn.COALESCE(Fact.customer, Fact.household)))
    rows = (
        Fact.select(Fact.text)
        .where((Fact.heading == heading) & Fact.off_at.is_null())
        .group_by(Fact.text)
        .having(owners >= OFTEN)
        .order_by(owners.desc(), Fact.text)
        .limit(MOST_OFFERED)
    )
    return tuple(row.text for row in rows)


def put_fact(books: Books, customer: CustomerId, heading: HeadingShown, text: str, scope: Scope) -> FactPutOn:
    with books.deed() as deed:
        fact = FactId(books.store.new_id())
        home = household_of(books, customer) if scope is Scope.HOUSEHOLD else None
        Fact.insert(
            id=fact,
            heading=heading.id,
            text=text,
            customer=customer if home is None else None,
            household=home,
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
    return FactPutOn(fact, text)


def take_fact(books: Books, fact: FactShown) -> FactTakenOff:
    with books.deed() as deed:
        Fact.update(off_at=deed.at, off_by=deed.by).where((Fact.id == fact.id) & Fact.off_at.is_null()).execute()
    return FactTakenOff(fact.id, fact.text)


def undo(books: Books, done: FactDeed) -> None:
    with books.deed():
        match done:
            case FactPutOn(fact):
                Fact.delete().where(Fact.id == fact).execute()
            case FactTakenOff(fact):
                Fact.update(off_at=None, off_by=None).where(Fact.id == fact).execute()
