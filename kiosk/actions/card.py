"""Cards: who is this, a new customer, another card for a known one, a lost card that is back."""

from peewee import fn

from db.models import Card, Customer
from kiosk.actions.books import Books, Deed
from kiosk.actions.record import read_record
from kiosk.actions.visit import Known, newcomer, record_visit, visit_within
from kiosk.actions.words import refresh_words
from kiosk.rules.card_number import CardNumber, card_number
from kiosk.rules.cards import CardState, OldCards
from kiosk.rules.units import CardId, CustomerId
from kiosk.value import Value


class Unknown(Value):
    """Nobody's card."""

    card: CardNumber


class Blocked(Value):
    """A card that was reported lost, or has been replaced. Whose it is does not show before it is freed."""

    card: CardId
    customer: CustomerId
    state: CardState


def look_up(books: Books, uid: str, kind: str) -> CustomerId | Unknown | Blocked:
    """Whose card this is. Records nothing."""
    number = card_number(uid, kind, books.card_key)
    row = books.queries.card.one(digest=number.digest)
    if row is None:
        return Unknown(number)
    customer = CustomerId(row.customer)
    return customer if row.state == CardState.ACTIVE else Blocked(CardId(row.id), customer, CardState(row.state))


def tap_card(books: Books, uid: str, kind: str) -> Known | Unknown | Blocked:
    """What a tap means. A known card's visit is committed when this returns."""
    whose = look_up(books, uid, kind)
    match whose:
        case Unknown():
            return whose
        case Blocked(card, customer, state):
            with books.deed() as deed:
                books.log_access(deed, f"{state}_card_shown", customer=customer, ref=card)
            return whose
    return record_visit(books, whose)


def enrol_customer(books: Books, card: CardNumber, *, slip: bool = True) -> Known:
    """A new customer with this card and the next number; the name may follow. A repeat finds the first one.

    `slip` False: what follows prints one.
    """
    if (row := books.queries.card.one(digest=card.digest)) is not None:
        return record_visit(books, CustomerId(row.customer))
    with books.deed() as deed:
        customer = CustomerId(books.store.new_id())
        number = (Customer.select(fn.MAX(Customer.number)).scalar() or 0) + 1
        Customer.insert(id=customer, number=number, at=deed.at, bday=deed.bday, by=deed.by).execute()
        refresh_words(books, deed, customer)
        _give(books, deed, customer, card)
        return visit_within(books, deed, newcomer(customer, number, deed), slip=slip)


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
        return visit_within(books, deed, read_record(books, customer, deed.bday))


def working_cards(books: Books, customer: CustomerId) -> int:
    """How many cards of this customer work now."""
    return int(Card.select().where((Card.customer == customer) & (Card.state == CardState.ACTIVE)).count())


def free_card(books: Books, blocked: Blocked) -> Known:
    """The lost or replaced card works again: it is back with its customer."""
    with books.deed() as deed:
        Card.update(state=CardState.ACTIVE).where(Card.id == blocked.card).execute()
        books.log_access(deed, "card_freed", customer=blocked.customer, ref=blocked.card)
        return visit_within(books, deed, read_record(books, blocked.customer, deed.bday))


def _give(books: Books, deed: Deed, customer: CustomerId, card: CardNumber) -> None:
    books.log_access(deed, "card_attached", customer=customer, ref=write_card(books, deed, customer, card))


def write_card(books: Books, deed: Deed, customer: CustomerId, card: CardNumber) -> int:
    """A card that works, which must be nobody's yet; its id."""
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
    return row
