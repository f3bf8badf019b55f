"""A note in the making: templates with their weekday and hour, keys, a finger; then it is saved, and can be undone."""

from hardware.ports import Cue
from kiosk.actions.notes import save_note
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    AddStroke,
    Back,
    ChooseKind,
    ClearInk,
    CyclePen,
    Intent,
    OpenInk,
    OpenTyping,
    PickHour,
    PickWeekday,
    SaveNote,
    TakeInk,
    TakeText,
    ToggleSensitive,
    TurnPage,
    UndoStroke,
    UseTemplate,
)
from kiosk.flow.states import FillingTemplate, Inking, Noting, State, TypingNote
from kiosk.flow.steps.opened import refreshed
from kiosk.flow.steps.today import list_today
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import begun
from kiosk.rules.ink import Ink, Pen, with_stroke
from kiosk.rules.notes import Slot, filled, next_slot
from kiosk.value import replace

PAGE = 12
"""Templates on one page: four across and three down."""


def noting(state: Noting, intent: Intent, desk: Desk) -> State:
    draft = state.draft
    match intent:
        case UseTemplate(wanted):
            template = next((one for one in state.templates if one.id == wanted), None)
            return state if template is None else _answered(FillingTemplate(state, template, template.text), desk)
        case ChooseKind(kind):
            return replace(state, draft=replace(draft, kind=kind))
        case ToggleSensitive():
            return replace(state, draft=replace(draft, sensitive=not draft.sensitive))
        case TurnPage(by):
            pages = -(-len(state.templates) // PAGE)
            return replace(state, page=max(0, min(pages - 1, state.page + by)))
        case OpenTyping():
            return TypingNote(state, begun(draft.text, ""))
        case OpenInk():
            return Inking(state, draft.ink)
        case SaveNote() if not draft.empty:
            saved = save_note(desk.books, state.before.record.id, draft)
            desk.cue(Cue.DONE)
            desk.say(f"toast.saved_{draft.kind}", deed=saved)
            return _left(state, desk)
        case Back():
            return _left(state, desk)
        case _:
            return state


def filling(state: FillingTemplate, intent: Intent, desk: Desk) -> State:
    match intent, next_slot(state.text):
        case PickWeekday(weekday), Slot.WEEKDAY as slot:
            return _answered(replace(state, text=filled(state.text, slot, desk.words.weekday(weekday))), desk)
        case PickHour(hour), Slot.HOUR as slot:
            return _answered(replace(state, text=filled(state.text, slot, str(hour))), desk)
        case Back(), _:
            return state.before
        case _:
            return state


def typing(state: TypingNote, intent: Intent, desk: Desk) -> State:
    match intent:
        case TakeText():
            before = state.before
            return replace(before, draft=replace(before.draft, text=state.writing.whole.strip()))
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def inking(state: Inking, intent: Intent, desk: Desk) -> State:
    match intent:
        case AddStroke(number, points) if points:
            more = with_stroke(state.ink, state.pen, points)
            if more is None:
                desk.say("toast.ink_full")
                return replace(state, heard=number)
            return replace(state, ink=more, heard=number)
        case UndoStroke():
            return replace(state, ink=Ink(state.ink.strokes[:-1]))
        case ClearInk():
            return replace(state, ink=Ink())
        case CyclePen():
            pens = list(Pen)
            return replace(state, pen=pens[(pens.index(state.pen) + 1) % len(pens)])
        case TakeInk():
            before = state.before
            return replace(before, draft=replace(before.draft, ink=state.ink))
        case Back():
            return state.before
        case _:
            return state


def _answered(state: FillingTemplate, desk: Desk) -> State:
    """Ask for what is still open; when nothing is, the sentence goes behind what the note says already."""
    if next_slot(state.text) is not None:
        return state
    draft, text = state.before.draft, state.text
    if draft.text:
        text = desk.words.texts("note.joined", before=draft.text, more=text)
    return replace(state.before, draft=replace(draft, text=text, templates=(*draft.templates, state.template.id)))


def _left(state: Noting, desk: Desk) -> State:
    return list_today(desk) if state.from_list else refreshed(state.before, desk)
