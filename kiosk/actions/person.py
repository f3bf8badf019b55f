"""くわしく: all that the roster knows of one person, read at once."""

from db.models import Customer, Merge
from db.queries.living import living
from kiosk.actions.books import Books
from kiosk.actions.card_state import CardShown, cards_of
from kiosk.actions.facts import FactShown, facts_of
from kiosk.actions.headings import HeadingShown, headings
from kiosk.actions.record import NoSuchCustomer
from kiosk.actions.wishes import ConsentShown, WishShown, consents_of, wishes_of
from kiosk.rules.merging import can_still_undo
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.units import BusinessDay, CustomerId, HeadingId, HouseholdId, MergeId
from kiosk.rules.wishes import Channel
from kiosk.value import Hidden, Value

MOST_BROUGHT = 50


class SomeoneShown(Value):
    """Another customer, by name. `erased`: there is no name any more."""

    id: CustomerId
    number: int
    name: Hidden[str]
    reading: Hidden[str]
    erased: bool = False


class MergeShown(Value):
    """Another record that became part of this one, and can still be taken out."""

    id: MergeId
    gone: SomeoneShown
    on: BusinessDay


class PersonSheet(Value):
    id: CustomerId
    today: BusinessDay
    number: int
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]
    email: Hidden[str]
    postcode: Hidden[str]
    address: Hidden[str]
    birthday: Hidden[tuple[int, int] | None]  # month, day
    headings: tuple[HeadingShown, ...]  # those in use
    facts: Hidden[tuple[FactShown, ...]]
    household: HouseholdId | None
    members: tuple[SomeoneShown, ...]  # the others who live there
    wishes: tuple[WishShown, ...]
    consents: tuple[ConsentShown, ...]
    introducer: SomeoneShown | None
    brought: tuple[SomeoneShown, ...]  # whom this person introduced, the first 50
    cards: tuple[CardShown, ...]
    merges: tuple[MergeShown, ...]
    post_trouble: DeliveryTrouble | None = None
    mail_trouble: DeliveryTrouble | None = None

    def heading(self, heading: HeadingId) -> HeadingShown | None:
        return next((shown for shown in self.headings if shown.id == heading), None)

    def under(self, heading: HeadingId) -> tuple[FactShown, ...]:
        return tuple(fact for fact in self.facts if fact.heading == heading)

    def wish(self, channel: Channel) -> WishShown | None:
        return next((wish for wish in self.wishes if wish.channel is channel), None)

    def consent(self, channel: Channel) -> ConsentShown | None:
        """The newest that holds."""
        return next((consent for consent in reversed(self.consents) if consent.channel is channel), None)


def read_sheet(books: Books, customer: CustomerId) -> PersonSheet:
    """Raises NoSuchCustomer, also for a person who was erased or whose record was merged."""
    row = Customer.get_or_none((Customer.id == customer) & living())
    if row is None:
        raise NoSuchCustomer(customer)
    today = books.today()
    home = None if row.household_id is None else HouseholdId(row.household_id)
    return PersonSheet(
        id=customer,
        today=today,
        number=row.number,
        name=row.name,
        reading=row.reading,
        phone=row.phone,
        email=row.email,
        postcode=row.postcode,
        address=row.address,
        birthday=(row.birth_month, row.birth_day) if row.birth_month and row.birth_day else None,
        headings=tuple(heading for heading in headings(books) if heading.active),
        facts=facts_of(customer, home),
        household=home,
        members=_people(living() & (Customer.household == home) & (Customer.id != customer)) if home else (),
        wishes=wishes_of(customer),
        consents=consents_of(customer),
        introducer=_someone(row.introduced_by_id) if row.introduced_by_id is not None else None,
        brought=_people((Customer.introduced_by == customer) & living()),
        cards=cards_of(customer),
        merges=_merges(customer, today),
        post_trouble=None if row.post_trouble is None else DeliveryTrouble(row.post_trouble),
        mail_trouble=None if row.mail_trouble is None else DeliveryTrouble(row.mail_trouble),
    )


def _someone(customer: int) -> SomeoneShown:
    """A record that was merged is shown as the one that was kept."""
    row = Customer.get_by_id(customer)
    return _shown(Customer.get_by_id(row.merged_into_id) if row.merged_into_id is not None else row)


def _people(which: object) -> tuple[SomeoneShown, ...]:
    rows = Customer.select().where(which).order_by(Customer.reading_key, Customer.number).limit(MOST_BROUGHT)
    return tuple(_shown(row) for row in rows)


def _shown(row: Customer) -> SomeoneShown:
    return SomeoneShown(CustomerId(row.id), row.number, row.name, row.reading, row.erased_at is not None)


def _merges(customer: CustomerId, today: BusinessDay) -> tuple[MergeShown, ...]:
    rows = (
        Merge.select()
        .where((Merge.kept == customer) & Merge.undone_at.is_null())
        .order_by(Merge.at.desc(), Merge.id.desc())
    )
    return tuple(
        MergeShown(MergeId(row.id), _shown(Customer.get_by_id(row.gone_id)), BusinessDay(row.bday))
        for row in rows
        if can_still_undo(BusinessDay(row.bday), today)
    )
