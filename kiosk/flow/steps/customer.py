"""The customer on the screen: name, slip, a visit without a card, tags that may be stale or hidden."""

from hardware.ports import Cue
from kiosk.actions.naming import name_customer
from kiosk.actions.notes import templates
from kiosk.actions.person import read_sheet
from kiosk.actions.slip import JobState, slip_of_today
from kiosk.actions.tags import confirm, presets, reveal, take_off
from kiosk.actions.timeline import timeline
from kiosk.actions.visit import VisitMade, record_visit
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseLine,
    ClearKeys,
    HoldSensitive,
    Intent,
    NoLongerTrue,
    OpenDetails,
    OpenNaming,
    OpenNotes,
    OpenSelling,
    OpenTags,
    OpenTimeline,
    PrintSlip,
    RecordVisit,
    ReleaseSensitive,
    SaveName,
    Section,
    StillTrue,
)
from kiosk.flow.states import AtCustomer, AtTimeline, Detailing, Naming, Noting, SlipSeen, State, Tagging
from kiosk.flow.steps.opened import refreshed
from kiosk.flow.steps.sale import begin_selling_to
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import begun
from kiosk.rules.kana import hiragana
from kiosk.value import replace


def open_details(before: AtCustomer, desk: Desk, section: Section = Section.BASICS) -> Detailing:
    return Detailing(replace(before, revealed=None), read_sheet(desk.books, before.record.id), section)


def customer(state: AtCustomer, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenTags():
            return Tagging(replace(state, revealed=None), presets(desk.books))
        case OpenSelling():
            return begin_selling_to(desk, state)
        case OpenNaming():
            return _naming(replace(state, revealed=None))
        case OpenNotes():
            return Noting(replace(state, revealed=None), templates(desk.books))
        case OpenTimeline():
            page = timeline(desk.books, state.record)
            return AtTimeline(replace(state, revealed=None), page.events, page.more)
        case OpenDetails():
            return open_details(state, desk)
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
        case ChooseLine(line):
            furigana = state.furigana or begun(state.writing.reading, "")
            return replace(state, at_furigana=line == 1, furigana=replace(furigana, converts=False))
        case ClearKeys() if not state.at_furigana:
            return replace(state, writing=wrote(state.writing, intent, desk), furigana=None)
        case SaveName() if state.writing.whole.strip():
            reading = state.writing.reading if state.furigana is None else state.furigana.whole
            before = name_customer(
                desk.books, state.before.record.id, state.writing.whole.strip(), hiragana(reading).strip()
            )
            desk.cue(Cue.DONE)
            desk.say("toast.named", deed=before)
            return refreshed(state.before, desk)
        case Back():
            return state.before
        case _ if state.at_furigana and state.furigana is not None:
            return replace(state, furigana=wrote(state.furigana, intent, desk))
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def _naming(state: AtCustomer) -> Naming:
    """The name that is there may be changed, and its reading with it."""
    return Naming(state, begun(state.record.name, state.record.reading, names=True))


def _here(state: AtCustomer, desk: Desk) -> AtCustomer:
    known = record_visit(desk.books, state.record.id)
    desk.cue(Cue.DONE)
    slip = state.slip
    if isinstance(known.visit, VisitMade) and known.visit.job is not None:
        desk.print_later(known.visit.job)
        slip = SlipSeen(known.visit.job, JobState.SENDING)
    return replace(state, record=known.record, visit=known.visit, slip=slip)


def _slip(state: AtCustomer, desk: Desk) -> AtCustomer:
    job = slip_of_today(desk.books, state.record)
    desk.print_later(job)
    return replace(state, slip=SlipSeen(job, JobState.SENDING))
