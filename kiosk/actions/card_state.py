"""A customer's cards as they are known: one is lost, one works again. Each change is in the access log."""

from db.models import Card
from kiosk.actions.books import Books
from kiosk.rules.cards import CardState
from kiosk.rules.units import CardId, CustomerId
from kiosk.value import Hidden, Value


class CardShown(Value):
    id: CardId
    kind: str
    last4: Hidden[str]
    state: CardState


class CardMarked(Value):
    customer: CustomerId
    card: CardId
    state: CardState
    before: CardState


def cards_of(customer: CustomerId) -> tuple[CardShown, ...]:
    """Those that work first."""
    works = Card.state == CardState.ACTIVE
    rows = Card.select().where(Card.customer == customer).order_by(works.desc(), Card.at, Card.id)
    return tuple(CardShown(CardId(row.id), row.kind, row.last4, CardState(row.state)) for row in rows)


def mark_card(books: Books, customer: CustomerId, card: CardShown, state: CardState) -> CardMarked:
    _write(books, customer, card.id, state)
    return CardMarked(customer, card.id, state, card.state)


def undo(books: Books, done: CardMarked) -> None:
    _write(books, done.customer, done.card, done.before)


def _write(books: Books, customer: CustomerId, card: CardId, state: CardState) -> None:
    with books.deed() as deed:
        changed = Card.update(state=state).where((Card.id == card) & (Card.state != state)).execute()
        if changed:
            books.log_access(deed, f"card_{state.value}", customer=customer, ref=card)
