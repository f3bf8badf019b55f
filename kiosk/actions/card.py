"""Cards: who is this, a new customer, another card for a known one, a lost card that is back."""

from dataclasses import dataclass

from peewee import fn

from db.models import Card, Customer
from kiosk.actions.books import Books, Deed
from kiosk.actions.record import CustomerRecord, read_record
from kiosk.actions.visit import VisitOutcome, record_visit, visit_within
from kiosk.rules.card_number import CardNumber, card_number
from kiosk.rules.cards import CardState, OldCards
from kiosk.rules.units import CardId, CustomerId


@dataclass(frozen=True, slots=True)
class Known:
    """The customer, after the visit was recorded."""

    record: CustomerRecord
    visit: VisitOutcome


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody's card."""

    card: CardNumber


@dataclass(frozen=True, slots=True)
class Blocked:
    """A card that was reported lost, or has been replaced. Whose it is does not show before it is freed."""

    card: CardId
    customer: CustomerId
    state: CardState


def tap_card(books: Books, uid: str, kind: str) -> Known | Unknown | Blocked:
    """What a tap means. A known card's visit is committed when this returns."""
    number = card_number(uid, kind, books.card_key)
    row = books.queries.card.one(digest=number.digest)
    if row is None:
        return Unknown(number)
    customer = CustomerId(row.customer)
    if row.state != CardState.ACTIVE:
        with books.deed() as deed:
            books.log_access(deed, f"{row.state}_card_shown", customer=customer, ref=row.id)
        return Blocked(CardId(row.id), customer, CardState(row.state))
    return _arrived(books, customer, record_visit(books, customer))


def enrol_customer(books: Books, card: CardNumber) -> Known:
    """A new customer with this card and the next number; the name may follow. A repeat finds the first one."""
    if (row := books.queries.card.one(digest=card.digest)) is not None:
        return _arrived(books, CustomerId(row.customer), record_visit(books, CustomerId(row.customer)))
    with books.deed() as deed:
        customer = CustomerId(books.store.new_id())
        number = (Customer.select(fn.MAX(Customer.number)).scalar() or 0) + 1
        Customer.insert(id=customer, number=number, at=deed.at, bday=deed.bday, by=deed.by).execute()
        _give(books, deed, customer, card)
        visit = visit_within(books, deed, customer)
    return _arrived(books, customer, visit)


def attach_card(books: Books, card: CardNumber, customer: CustomerId, old: OldCards) -> Known:
    """One more card for a known customer; `old` says what becomes of the cards that worked until now."""
    with books.deed() as deed:
        if old is not OldCards.KEEP:
            books.log_access(deed, f"cards_{old.value}", customer=customer)
            Card.update(state=CardState(old.value)).where(
                (Card.customer == customer) & (Card.state == CardState.ACTIVE)
            ).execute()
        if books.queries.card.one(digest=card.digest) is None:
            _give(books, deed, customer, card)
        visit = visit_within(books, deed, customer)
    return _arrived(books, customer, visit)


def customer_of(books: Books, uid: str, kind: str) -> CustomerId | None:
    """Whose working card this is; None when it is nobody's. Records nothing."""
    row = books.queries.card.one(digest=card_number(uid, kind, books.card_key).digest)
    return CustomerId(row.customer) if row is not None and row.state == CardState.ACTIVE else None


def working_cards(books: Books, customer: CustomerId) -> int:
    """How many cards of this customer work now."""
    return int(Card.select().where((Card.customer == customer) & (Card.state == CardState.ACTIVE)).count())


def free_card(books: Books, blocked: Blocked) -> Known:
    """The lost or replaced card works again: it is back with its customer."""
    with books.deed() as deed:
        Card.update(state=CardState.ACTIVE).where(Card.id == blocked.card).execute()
        books.log_access(deed, "card_freed", customer=blocked.customer, ref=blocked.card)
        visit = visit_within(books, deed, blocked.customer)
    return _arrived(books, blocked.customer, visit)


def _give(books: Books, deed: Deed, customer: CustomerId, card: CardNumber) -> None:
    row = books.store.new_id()
    Card.insert(
        id=row,
        customer=customer,
        digest=card.digest,
        last4=card.last4,
        kind=card.kind,
        state=CardState.ACTIVE,
        at=deed.at,
        by=deed.by,
    ).execute()
    books.log_access(deed, "card_attached", customer=customer, ref=row)


def _arrived(books: Books, customer: CustomerId, visit: VisitOutcome) -> Known:
    return Known(read_record(books, customer, books.today()), visit)
