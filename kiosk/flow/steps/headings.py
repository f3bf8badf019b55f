"""Facts under a heading, and the shop's headings themselves."""

from hardware.ports import Cue
from kiosk.actions.facts import FactDeed, FactPutOn, often_said, put_fact, take_fact
from kiosk.actions.headings import HeadingDeed, HeadingShown, headings, keep_heading, raise_heading
from kiosk.actions.person import read_sheet
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseScope,
    Intent,
    KeepHeading,
    NewHeading,
    RaiseHeading,
    RenameHeading,
    ToggleFact,
    WriteFact,
)
from kiosk.flow.states import AtHeading, AtHeadings, Detailing, Filling, Fresh, State
from kiosk.flow.steps.opened import refreshed
from kiosk.flow.writing import Writing, begun
from kiosk.rules.tags import Scope
from kiosk.rules.units import HeadingId
from kiosk.value import replace


def open_heading(state: Detailing, heading: HeadingId, desk: Desk) -> State:
    """What is known shows at once, also when all of it is the household's."""
    shown = state.sheet.heading(heading)
    if shown is None:
        return state
    facts = state.sheet.under(heading)
    shared = bool(facts) and all(fact.household for fact in facts)
    return AtHeading(state, shown, often_said(heading), Scope.HOUSEHOLD if shared else Scope.PERSON)


def at_heading(state: AtHeading, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseScope(scope):
            return replace(state, scope=scope)
        case ToggleFact(text):
            return toggle_fact(state, text, desk)
        case WriteFact():
            return Filling(state, Fresh.FACT, Writing())
        case Back():
            return state.before
        case _:
            return state


def toggle_fact(state: AtHeading, text: str, desk: Desk) -> AtHeading:
    """Off, when it is on for this scope; otherwise on."""
    household = state.scope is Scope.HOUSEHOLD
    on = [
        fact for fact in state.before.sheet.under(state.heading.id) if fact.text == text and fact.household is household
    ]
    done: FactDeed
    if on:
        done = take_fact(desk.books, on[0])
    else:
        done = put_fact(desk.books, state.before.sheet.id, state.heading, text, state.scope)
    desk.cue(Cue.DONE)
    desk.say("toast.fact_on" if isinstance(done, FactPutOn) else "toast.fact_off", done.text, done)
    return facts_again(state, desk)


def facts_again(state: AtHeading, desk: Desk) -> AtHeading:
    before = refreshed(state.before.before, desk)
    sheet = read_sheet(desk.books, before.record.id)
    return replace(state, before=replace(state.before, before=before, sheet=sheet))


def at_headings(state: AtHeadings, intent: Intent, desk: Desk) -> State:
    match intent:
        case NewHeading():
            return Filling(state, Fresh.HEADING, Writing())
        case RenameHeading(heading) | RaiseHeading(heading) | KeepHeading(heading):
            shown = next((shown for shown in state.headings if shown.id == heading), None)
            return state if shown is None else _touched(state, intent, shown, desk)
        case Back():
            return replace(state.before, sheet=read_sheet(desk.books, state.before.sheet.id))
        case _:
            return state


def _touched(
    state: AtHeadings, intent: RenameHeading | RaiseHeading | KeepHeading, shown: HeadingShown, desk: Desk
) -> State:
    match intent:
        case RenameHeading():
            return Filling(state, shown, begun(shown.text, ""))
        case RaiseHeading():
            return heading_changed(state, desk, "toast.heading_moved", raise_heading(desk.books, shown))
        case KeepHeading():
            key = "toast.heading_away" if shown.active else "toast.heading_back"
            return heading_changed(state, desk, key, keep_heading(desk.books, shown))


def heading_changed(state: AtHeadings, desk: Desk, key: str, done: HeadingDeed) -> AtHeadings:
    desk.cue(Cue.DONE)
    desk.say(key, done.text, done)
    return headings_again(state, desk)


def headings_again(state: AtHeadings, desk: Desk) -> AtHeadings:
    return replace(state, headings=headings(desk.books))
