"""The customer on the screen: name, slip, a visit without a card, tags that may be stale or hidden."""

from dataclasses import replace

from hardware.ports import Cue
from kiosk.actions.naming import name_customer
from kiosk.actions.record import read_record
from kiosk.actions.slip import JobState, slip_of_today
from kiosk.actions.tags import confirm, presets, reveal, take_off
from kiosk.actions.visit import VisitMade, record_visit
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ClearKeys,
    EraseKey,
    HoldSensitive,
    Intent,
    Key,
    NoLongerTrue,
    OpenNaming,
    OpenTags,
    PrintSlip,
    RecordVisit,
    ReleaseSensitive,
    SaveName,
    StillTrue,
)
from kiosk.flow.states import AtCustomer, Naming, SlipSeen, State, Tagging
from kiosk.rules.kana import typed
from kiosk.rules.units import CustomerId


def open_customer(desk: Desk, customer: CustomerId) -> AtCustomer:
    """Someone found by search or in a list; no visit is recorded by that."""
    return AtCustomer(read_record(desk.books, customer, desk.books.today()))


def refreshed(state: AtCustomer, desk: Desk) -> AtCustomer:
    return replace(state, record=read_record(desk.books, state.record.id, desk.books.today()))


def customer(state: AtCustomer, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenTags():
            return Tagging(replace(state, revealed=None), presets(desk.books))
        case OpenNaming():
            return Naming(replace(state, revealed=None))
        case RecordVisit():
            return _here(state, desk)
        case PrintSlip() if desk.prints:
            return _slip(state, desk)
        case StillTrue(tag_on) | NoLongerTrue(tag_on):
            tag = state.record.tag(tag_on)
            if tag is None:
                return state
            if isinstance(intent, StillTrue):
                desk.say("toast.confirmed", desk.words.tag(tag), confirm(desk.books, tag))
            else:
                desk.say("toast.taken_off", desk.words.tag(tag), take_off(desk.books, tag))
            desk.cue(Cue.DONE)
            return refreshed(state, desk)
        case HoldSensitive(tag_on):
            tag = state.record.tag(tag_on)
            if tag is None or not tag.sensitive:
                return state
            reveal(desk.books, state.record, tag)
            return replace(state, revealed=tag.id)
        case ReleaseSensitive():
            return replace(state, revealed=None)
        case _:
            return state


def naming(state: Naming, intent: Intent, desk: Desk) -> State:
    match intent:
        case Key(text):
            return replace(state, typed=typed(state.typed, text))
        case EraseKey():
            return replace(state, typed=state.typed[:-1])
        case ClearKeys():
            return replace(state, typed="")
        case SaveName() if state.typed:
            before = name_customer(desk.books, state.before.record.id, state.typed)
            desk.cue(Cue.DONE)
            desk.say("toast.named", deed=before)
            return refreshed(state.before, desk)
        case Back():
            return state.before
        case _:
            return state


def _here(state: AtCustomer, desk: Desk) -> AtCustomer:
    made = record_visit(desk.books, state.record.id)
    desk.cue(Cue.DONE)
    slip = state.slip
    if isinstance(made, VisitMade) and made.job is not None:
        desk.print_later(made.job)
        slip = SlipSeen(made.job, JobState.SENDING)
    return refreshed(replace(state, visit=made, slip=slip), desk)


def _slip(state: AtCustomer, desk: Desk) -> AtCustomer:
    job = slip_of_today(desk.books, state.record.id)
    desk.print_later(job)
    return replace(state, slip=SlipSeen(job, JobState.SENDING))
