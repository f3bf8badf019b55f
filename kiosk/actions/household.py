"""ご家庭: people who live together. What is known of a household belongs to whoever lives there."""

from db.models import Customer, Fact, Household, TagOn
from db.queries.living import living
from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId, HouseholdId
from kiosk.value import Value


class Brought(Value):
    """Tags and facts that came along from a household in which nobody is left."""

    source: HouseholdId
    tags: tuple[int, ...] = ()
    facts: tuple[int, ...] = ()


class HouseholdChanged(Value):
    """`before`: where each of those who moved had lived. `made`: a household that did not exist."""

    before: tuple[tuple[CustomerId, HouseholdId | None], ...]
    made: HouseholdId | None = None
    brought: Brought | None = None


class SameHousehold(Value):
    """They live together already, or are one person: nothing was written."""


def household_of(books: Books, customer: CustomerId) -> HouseholdId:
    """The customer's household, made when there is none. Call it in a deed."""
    if (known := _home(customer)) is not None:
        return known
    household = _make(books)
    _move(customer, household)
    return household


def join_household(books: Books, customer: CustomerId, other: CustomerId) -> HouseholdChanged | SameHousehold:
    """The customer moves in with the other one; when only the customer has a household, the other one moves in."""
    with books.deed():
        own, theirs = _home(customer), _home(other)
        if customer == other or (own is not None and own == theirs):
            return SameHousehold()
        if theirs is not None:
            _move(customer, theirs)
            brought = bring(own, theirs) if own is not None else None
            return HouseholdChanged(((customer, own),), brought=brought)
        home = own if own is not None else _make(books)
        movers = (other,) if own is not None else (customer, other)
        for mover in movers:
            _move(mover, home)
        return HouseholdChanged(tuple((mover, None) for mover in movers), made=home if own is None else None)


def leave_household(books: Books, customer: CustomerId) -> HouseholdChanged | SameHousehold:
    """The household keeps what is known of it; who lives alone stays."""
    with books.deed():
        home = _home(customer)
        if home is None or living_in(home) < 2:
            return SameHousehold()
        _move(customer, None)
    return HouseholdChanged(((customer, home),))


def undo(books: Books, done: HouseholdChanged) -> None:
    with books.deed():
        for customer, home in done.before:
            _move(customer, home)
        if done.brought is not None:
            give_back(done.brought)
        if done.made is not None and not Customer.select().where(Customer.household == done.made).exists():
            Household.delete().where(Household.id == done.made).execute()


def living_in(household: HouseholdId) -> int:
    """How many live there whose records are neither merged nor erased."""
    return int(Customer.select().where((Customer.household == household) & living()).count())


def bring(source: HouseholdId, target: HouseholdId) -> Brought:
    """When nobody is left in `source`, what is known of it comes along. Call it in a deed, after the move."""
    if living_in(source):
        return Brought(source)
    tags, facts = (
        tuple(row.id for row in table.select(table.id).where(table.household == source).order_by(table.id))
        for table in (TagOn, Fact)
    )
    _rehouse(tags, facts, target)
    return Brought(source, tags, facts)


def give_back(brought: Brought) -> None:
    """Call it in a deed."""
    _rehouse(brought.tags, brought.facts, brought.source)


def _rehouse(tags: tuple[int, ...], facts: tuple[int, ...], household: HouseholdId) -> None:
    TagOn.update(household=household).where(TagOn.id.in_(tags)).execute()
    Fact.update(household=household).where(Fact.id.in_(facts)).execute()


def _make(books: Books) -> HouseholdId:
    household = HouseholdId(books.store.new_id())
    Household.insert(id=household).execute()
    return household


def _home(customer: CustomerId) -> HouseholdId | None:
    home = Customer.get_by_id(customer).household_id
    return None if home is None else HouseholdId(home)


def _move(customer: CustomerId, household: HouseholdId | None) -> None:
    Customer.update(household=household).where(Customer.id == customer).execute()
