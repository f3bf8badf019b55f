"""A card at the reader: known, unknown, lost, refused, and another one in the middle of something."""

from typing import Any

from hardware.events import CardRefusal, CardRefused, CardTapped
from hardware.ports import Cue
from kiosk.actions.card import (
    Blocked,
    Unknown,
    attach_card,
    enrol_customer,
    free_card,
    look_up,
    tap_card,
    working_cards,
)
from kiosk.actions.record import read_record
from kiosk.actions.search import find_customers
from kiosk.actions.slip import JobState
from kiosk.actions.visit import Known, VisitMade
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import AtClock
from kiosk.flow.intents import (
    AttachCard,
    Back,
    CardFound,
    ConfirmAttach,
    EnrolCustomer,
    Intent,
    KeepGoing,
    OpenCustomer,
    TakeNewCard,
)
from kiosk.flow.states import (
    AskingAboutCard,
    AskingClock,
    AtBlockedCard,
    AtCustomer,
    AtRefusedCard,
    Attaching,
    AtUnknownCard,
    ChoosingPin,
    Finding,
    GivingStaffCard,
    GoOn,
    Idle,
    JoiningCard,
    Noting,
    Selling,
    SettingClock,
    SlipSeen,
    State,
    Unfinished,
)
from kiosk.flow.steps.opened import open_customer
from kiosk.flow.steps.sale import joined
from kiosk.flow.steps.staff import card_given, staff_card
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import Writing
from kiosk.rules.card_number import card_number
from kiosk.rules.units import CustomerId
from kiosk.value import replace


def card_tapped(state: State, event: CardTapped, desk: Desk) -> State | GoOn:
    """A tap in any state. Something unfinished is never dropped or mixed up: it asks."""
    if isinstance(state, AskingClock | SettingClock | AtClock):
        desk.cue(Cue.FAULT)
        desk.say("toast.clock_first")
        return state
    if isinstance(state, GivingStaffCard):
        return card_given(state, event, desk)
    if (signed := staff_card(state, event, desk)) is not None:
        return signed
    match state:
        case ChoosingPin(before=None):
            desk.cue(Cue.FAULT)
            desk.say("toast.pin_first")
            return state
        case AskingAboutCard(unfinished):
            return AskingAboutCard(unfinished, event)
        case Finding(card=None):
            return arrive(event, desk)
        case Finding(card=card) | Attaching(card=card):
            if card == card_number(event.uid, event.kind, desk.books.card_key):
                desk.say("toast.same_card")
                return state
        case Noting(draft=draft) if draft.empty:
            return arrive(event, desk)
        case Selling():
            return _card_in_sale(state, event, desk)
        case JoiningCard(card=card) if card == card_number(event.uid, event.kind, desk.books.card_key):
            return state
    if isinstance(state, Unfinished):
        below = _customer_below(state)
        if below is not None and look_up(desk.books, event.uid, event.kind) == below:
            return state
        desk.cue(Cue.UNKNOWN)
        return AskingAboutCard(state, event)
    return arrive(event, desk)


def _customer_below(state: Any) -> CustomerId | None:
    """Whose screen it was from which something unfinished was begun; None: nobody's."""
    while state is not None and not isinstance(state, AtCustomer):
        state = getattr(state, "before", None)
    return None if state is None else state.record.id


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


def _card_in_sale(state: Selling, event: CardTapped, desk: Desk) -> State:
    """A card joins the sale that has none. Another one than the sale's asks."""
    if state.record is None:
        return _joined(state, event, desk)
    if look_up(desk.books, event.uid, event.kind) == state.record.id:
        desk.say("toast.in_sale_already")
        return replace(state, by_card=True, untouched=False)
    desk.cue(Cue.UNKNOWN)
    return AskingAboutCard(state, event)


def _joined(state: Selling, event: CardTapped, desk: Desk) -> State:
    match look_up(desk.books, event.uid, event.kind):
        case Unknown(card):
            desk.cue(Cue.UNKNOWN)
            return JoiningCard(state, card)
        case Blocked():
            desk.warn("toast.blocked_card")
            desk.cue(Cue.FAULT)
            return state
        case customer:
            return joined(state, customer, desk)


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
        case TakeNewCard() if isinstance(state.unfinished, Selling):
            return _joined(state.unfinished, state.tapped, desk)
        case TakeNewCard():
            return arrive(state.tapped, desk)
        case _:
            return state


def finding(state: Finding, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer):
            if state.card is None:
                return open_customer(desk, customer)
            record = read_record(desk.books, customer, desk.books.today())
            return Attaching(state.card, record, state, working_cards(desk.books, customer))
        case _:
            return _looked_up(state, wrote(state.writing, intent, desk), desk)


def attaching(state: Attaching, intent: Intent, desk: Desk) -> State:
    match intent:
        case ConfirmAttach(old):
            return at_customer(attach_card(desk.books, state.card, state.record.id, old), desk)
        case Back():
            return state.before
        case _:
            return state


def _looked_up(state: Finding, writing: Writing, desk: Desk) -> Finding:
    """At once, with what is still being composed."""
    text = writing.whole
    return replace(state, writing=writing, found=find_customers(desk.books, text) if text else ())
