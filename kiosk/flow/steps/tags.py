"""The palette: one touch puts a tag on, touched again it is off; whose it is, until when, and hidden or not."""

from enum import StrEnum
from typing import TypeVar

from hardware.ports import Cue
from kiosk.actions.tags import Preset, TagPutOn, TagTakenOff, on_already, put_on, take_off
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseScope,
    CycleReview,
    CycleUntil,
    Intent,
    PickHour,
    ToggleSensitive,
    ToggleTag,
    TurnPage,
)
from kiosk.flow.states import PickingHour, State, Tagging
from kiosk.flow.steps.opened import refreshed
from kiosk.flow.steps.today import list_today
from kiosk.rules.tags import asks_hour
from kiosk.value import replace

PAGE = 15
"""Presets on one page of the palette: five across and three down, at least 25×15 mm each at 7 inches."""

E = TypeVar("E", bound=StrEnum)


def tagging(state: Tagging, intent: Intent, desk: Desk) -> State:
    options = state.options
    match intent:
        case ToggleTag(tag):
            preset = next((preset for preset in state.presets if preset.id == tag), None)
            return state if preset is None else _touched(state, preset, desk)
        case ChooseScope(scope):
            return replace(state, options=replace(options, scope=scope))
        case CycleUntil():
            return replace(state, options=replace(options, until=_next(options.until)))
        case CycleReview():
            return replace(state, options=replace(options, review=_next(options.review)))
        case ToggleSensitive():
            return replace(state, options=replace(options, sensitive=not options.sensitive))
        case TurnPage(by):
            pages = -(-len(state.presets) // PAGE)
            return replace(state, page=max(0, min(pages - 1, state.page + by)))
        case Back():
            return list_today(desk) if state.from_list else state.before
        case _:
            return state


def picking_hour(state: PickingHour, intent: Intent, desk: Desk) -> State:
    match intent:
        case PickHour(hour):
            done = put_on(desk.books, state.before.before.record, state.preset, state.before.options, hour)
            return _said(state.before, done, desk)
        case Back():
            return state.before
        case _:
            return state


def _touched(state: Tagging, preset: Preset, desk: Desk) -> State:
    on = on_already(state.before.record, preset, state.options.scope)
    if on is not None:
        return _said(state, take_off(desk.books, on), desk)
    if asks_hour(preset.text):
        return PickingHour(state, preset)
    return _said(state, put_on(desk.books, state.before.record, preset, state.options), desk)


def _said(state: Tagging, done: TagPutOn | TagTakenOff, desk: Desk) -> Tagging:
    desk.cue(Cue.DONE)
    desk.say("toast.put_on" if isinstance(done, TagPutOn) else "toast.taken_off", desk.words.tag(done), done)
    return replace(state, before=refreshed(state.before, desk))


def _next(choice: E) -> E:
    choices = list(type(choice))
    return choices[(choices.index(choice) + 1) % len(choices)]
