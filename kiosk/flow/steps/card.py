"""A card at the reader: known, unknown, lost, refused, and another one in the middle of something."""

from dataclasses import replace

from hardware.events import CardRefusal, CardRefused, CardTapped
from hardware.ports import Cue
from kiosk.actions.card import (
    Blocked,
    Known,
    Unknown,
    attach_card,
    customer_of,
    enrol_customer,
    free_card,
    tap_card,
    working_cards,
)
from kiosk.actions.record import read_record
from kiosk.actions.search import find_customers
from kiosk.actions.slip import JobState
from kiosk.actions.visit import VisitMade
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    AttachCard,
    Back,
    CardFound,
    ClearKeys,
    ConfirmAttach,
    EnrolCustomer,
    EraseKey,
    Intent,
    KeepGoing,
    Key,
    OpenCustomer,
    TakeNewCard,
)
from kiosk.flow.states import (
    AskingAboutCard,
    AtBlockedCard,
    AtCustomer,
    AtRefusedCard,
    Attaching,
    AtUnknownCard,
    Finding,
    Idle,
    Naming,
    PickingHour,
    SlipSeen,
    State,
    Tagging,
    Unfinished,
)
from kiosk.flow.steps.customer import open_customer
from kiosk.rules.card_number import card_number
from kiosk.rules.kana import typed


def card_tapped(state: State, event: CardTapped, desk: Desk) -> State:
    """A tap in any state. Something unfinished is never dropped or mixed up: it asks."""
    match state:
        case AskingAboutCard(unfinished):
            return AskingAboutCard(unfinished, event)
        case Finding(card=None):
            return arrive(event, desk)
        case Finding(card=card) | Attaching(card=card):
            if card == card_number(event.uid, event.kind, desk.books.card_key):
                desk.say("toast.same_card")
                return state
        case Naming(before=AtCustomer(record=record)) | PickingHour(before=Tagging(before=AtCustomer(record=record))):
            if customer_of(desk.books, event.uid, event.kind) == record.id:
                return state
    if isinstance(state, Unfinished):
        desk.cue(Cue.UNKNOWN)
        return AskingAboutCard(state, event)
    return arrive(event, desk)


def card_refused(state: State, event: CardRefused, desk: Desk) -> State:
    """A phone or two cards at once. On a screen that is at work only a word, so that nobody loses their place."""
    desk.cue(Cue.FAULT)
    if isinstance(state, Idle | AtRefusedCard):
        return AtRefusedCard(event.reason)
    desk.warn("toast.random_card" if event.reason is CardRefusal.RANDOM_UID else "toast.several_cards")
    return state


def arrive(event: CardTapped, desk: Desk) -> State:
    """The one way from a card to a screen."""
    match tap_card(desk.books, event.uid, event.kind):
        case Known() as known:
            return at_customer(known, desk)
        case Unknown(card):
            desk.cue(Cue.UNKNOWN)
            return AtUnknownCard(card)
        case Blocked() as blocked:
            desk.cue(Cue.FAULT)
            return AtBlockedCard(blocked)


def at_customer(known: Known, desk: Desk) -> AtCustomer:
    desk.cue(Cue.KNOWN)
    slip = None
    if isinstance(known.visit, VisitMade) and known.visit.job is not None:
        desk.print_later(known.visit.job)
        slip = SlipSeen(known.visit.job, JobState.SENDING)
    return AtCustomer(known.record, known.visit, slip)


def unknown_card(state: AtUnknownCard, intent: Intent, desk: Desk) -> State:
    match intent:
        case EnrolCustomer():
            return at_customer(enrol_customer(desk.books, state.card), desk)
        case AttachCard():
            return Finding(card=state.card)
        case _:
            return state


def blocked_card(state: AtBlockedCard, intent: Intent, desk: Desk) -> State:
    return at_customer(free_card(desk.books, state.blocked), desk) if isinstance(intent, CardFound) else state


def another_card(state: AskingAboutCard, intent: Intent, desk: Desk) -> State:
    match intent:
        case KeepGoing():
            return state.unfinished
        case TakeNewCard():
            return arrive(state.tapped, desk)
        case _:
            return state


def finding(state: Finding, intent: Intent, desk: Desk) -> State:
    match intent:
        case Key(text):
            return _looked_up(state, typed(state.typed, text), desk)
        case EraseKey():
            return _looked_up(state, state.typed[:-1], desk)
        case ClearKeys():
            return _looked_up(state, "", desk)
        case OpenCustomer(customer):
            if state.card is None:
                return open_customer(desk, customer)
            record = read_record(desk.books, customer, desk.books.today())
            return Attaching(state.card, record, state, working_cards(desk.books, customer))
        case _:
            return state


def attaching(state: Attaching, intent: Intent, desk: Desk) -> State:
    match intent:
        case ConfirmAttach(old):
            return at_customer(attach_card(desk.books, state.card, state.record.id, old), desk)
        case Back():
            return state.before
        case _:
            return state


def _looked_up(state: Finding, text: str, desk: Desk) -> Finding:
    return replace(state, typed=text, found=find_customers(desk.books, text) if text else ())
