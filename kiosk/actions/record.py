"""Who this is to us: all that the counter knows about one customer, read in a few short queries."""

from db.queries.counter import CustomerRow
from kiosk.actions.books import Books
from kiosk.actions.class_sign import class_sign
from kiosk.actions.follow_ups import FollowUpShown, follow_up_of
from kiosk.actions.ledger import read_account
from kiosk.rules import prompts
from kiosk.rules.classes import ClassSign
from kiosk.rules.ink import BadInk, decoded
from kiosk.rules.points import Account, NextExpiry
from kiosk.rules.prompts import Acquaintance, Bought, Introducer, Life, Told
from kiosk.rules.tags import holds, is_due
from kiosk.rules.units import BusinessDay, CustomerId, HouseholdId, Points, TagId, TagOnId
from kiosk.value import Hidden, Value, replace


class TagShown(Value):
    """A tag that holds today."""

    id: TagOnId
    tag: TagId | None
    text: Hidden[str]
    household: bool
    sensitive: bool
    until: BusinessDay | None
    due: bool  # old enough to ask whether it is still so


class CustomerRecord(Value):
    """As of `today`. Names and texts stay out of repr, and so out of logs."""

    id: CustomerId
    today: BusinessDay
    number: int
    name: Hidden[str]
    reading: Hidden[str]
    household: HouseholdId | None
    birthday: Hidden[tuple[int, int] | None]
    account: Account
    visits: int
    last_visit: BusinessDay | None  # before today
    here_today: bool
    tags: Hidden[tuple[TagShown, ...]]
    note: Hidden[Told | None]
    bought: Hidden[Bought | None]  # before today
    life: Hidden[Life | None]  # that ends soon, or did a short while ago
    introducer: Hidden[Introducer | None]
    sign: ClassSign | None = None  # None: nothing was bought yet
    follow_up: FollowUpShown | None = None  # that is open

    @property
    def points(self) -> Points:
        return self.account.balance

    @property
    def expiry(self) -> NextExpiry | None:
        return self.account.next_expiry

    @property
    def expiring(self) -> Points:
        """What is lost soon."""
        return self.account.expiring_by(BusinessDay(self.today + prompts.EXPIRY_AHEAD_DAYS))

    @property
    def acquaintance(self) -> Acquaintance:
        due = [tag for tag in self.tags if tag.due]
        return Acquaintance(
            today=self.today,
            visits=self.visits,
            last_visit=self.last_visit,
            birthday=self.birthday,
            note=self.note,
            expiring=self.expiring,
            life=self.life,
            due=next((tag.text for tag in due[1:] if not tag.sensitive), ""),
            bought=self.bought,
            introducer=self.introducer,
            follow_up=None if self.follow_up is None else self.follow_up.why,
        )

    def tag(self, tag_on: TagOnId) -> TagShown | None:
        return next((tag for tag in self.tags if tag.id == tag_on), None)


class NoSuchCustomer(LookupError):
    """The id points nowhere: a record was merged or erased meanwhile."""


def read_record(books: Books, customer: CustomerId, today: BusinessDay) -> CustomerRecord:
    """The record of this person: of one that was merged, the record that was kept. Raises NoSuchCustomer."""
    queries = books.queries
    row = queries.customer.one(customer=customer)
    if row is None or row.erased_at is not None:
        raise NoSuchCustomer(customer)
    if row.merged_into is not None:
        return read_record(books, CustomerId(row.merged_into), today)
    visits = queries.visits.only(customer=customer, bday=today)
    tags = queries.customer_tags.all(customer=customer)
    if row.household is not None:
        tags = queries.household_tags.all(household=row.household) + tags
    bought, introducer = _bonds(books, customer, today)
    return CustomerRecord(
        id=customer,
        today=today,
        number=row.number,
        name=row.name,
        reading=row.reading,
        household=None if row.household is None else HouseholdId(row.household),
        birthday=_birthday(row),
        account=read_account(books, customer),
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
        note=_told(books, customer),
        bought=bought,
        life=_life(books, customer, today),
        introducer=introducer,
        sign=class_sign(books, customer, today),
        follow_up=follow_up_of(books, customer),
    )


def renewed(books: Books, record: CustomerRecord, today: BusinessDay) -> CustomerRecord:
    """The record with account, visits and sign as they stand now; the rest as it was read before on this day.

    Of a record that was merged meanwhile, or read on another day, all is read. Raises NoSuchCustomer.
    """
    row = books.queries.customer.one(customer=record.id)
    if row is None or row.merged_into is not None or row.erased_at is not None or record.today != today:
        return read_record(books, record.id, today)
    visits = books.queries.visits.only(customer=record.id, bday=today)
    return replace(
        record,
        birthday=_birthday(row),
        account=read_account(books, record.id),
        visits=visits.days,
        last_visit=None if visits.before is None else BusinessDay(visits.before),
        here_today=bool(visits.on_day),
        sign=class_sign(books, record.id, today),
    )


def _birthday(row: CustomerRow) -> tuple[int, int] | None:
    return (row.birth_month, row.birth_day) if row.birth_month and row.birth_day else None


def _told(books: Books, customer: CustomerId) -> Told | None:
    said = books.timeline.last_said.one(customer=customer)
    if said is None:
        return None
    try:
        ink = None if said.ink is None else decoded(said.ink)
    except BadInk:  # the timeline says so; here its words alone are worth something
        ink = None
    return Told(said.text, BusinessDay(said.bday), ink) if said.text or ink else None


def _life(books: Books, customer: CustomerId, today: BusinessDay) -> Life | None:
    row = books.timeline.lives.one(
        customer=customer, low=today - prompts.LIFE_PAST_DAYS, high=today + prompts.LIFE_AHEAD_DAYS
    )
    return None if row is None else Life(row.name, BusinessDay(row.sold_on), row.life_days)


def _bonds(books: Books, customer: CustomerId, today: BusinessDay) -> tuple[Bought | None, Introducer | None]:
    row = books.timeline.bonds.one(customer=customer, bday=today)
    assert row is not None, "there is a row for every customer"
    bought = introducer = None
    if row.bought is not None and row.bought_on is not None:
        bought = Bought(row.bought, BusinessDay(row.bought_on))
    if row.introducer is not None and row.introducer_number is not None:
        introducer = Introducer(row.introducer, row.introducer_number)
    return bought, introducer
