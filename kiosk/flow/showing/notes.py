"""A note in the making: what there is of it, templates, what they ask for, keys and the drawing area."""

from kiosk.actions.notes import TemplateShown
from kiosk.flow.intents import (
    Back,
    ChooseKind,
    ClearInk,
    CyclePen,
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
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import FillingTemplate, Inking, Noting, TypingNote
from kiosk.flow.steps.notes import PAGE
from kiosk.flow.views import Button, InkBody, NoteBody, PickBody, Role, TypeBody
from kiosk.rules.ink import Pen
from kiosk.rules.notes import WRITTEN, Slot, next_slot
from kiosk.rules.tags import HOURS

_WEEKDAYS = range(7)


def note(scene: Scene, state: Noting) -> NoteBody:
    draft = state.draft
    pages = max(1, -(-len(state.templates) // PAGE))
    turns = (
        Button(scene.text("tags.less"), TurnPage(-1) if state.page > 0 else None),
        Button(scene.text("tags.more"), TurnPage(1) if state.page < pages - 1 else None),
    )
    return NoteBody(
        person=person(scene, state.before.record),
        text=draft.text,
        hint=scene.text("note.hint"),
        ink=draft.ink if draft.ink.strokes else None,
        templates=tuple(
            Button(_open(scene, template), UseTemplate(template.id))
            for template in state.templates[state.page * PAGE : (state.page + 1) * PAGE]
        ),
        page=scene.text("tags.page", page=state.page + 1, pages=pages) if pages > 1 else "",
        pages=turns if pages > 1 else (),
        options=(
            *(Button(scene.text(f"said.{kind}"), ChooseKind(kind), picked=draft.kind is kind) for kind in WRITTEN),
            Button(scene.text("note.sensitive"), ToggleSensitive(), picked=draft.sensitive),
        ),
        ways=(
            Button(scene.text("note.type"), OpenTyping()),
            Button(scene.text("note.draw"), OpenInk()),
        ),
        actions=(
            Button(scene.text("note.leave"), Back(), Role.QUIET),
            Button(scene.text("note.save"), None if draft.empty else SaveNote(), Role.PRIMARY),
        ),
    )


def slot_name(state: FillingTemplate) -> str:
    return "note_weekday" if next_slot(state.text) is Slot.WEEKDAY else "note_hour"


def filling(scene: Scene, state: FillingTemplate) -> PickBody:
    weekday = next_slot(state.text) is Slot.WEEKDAY
    return PickBody(
        person=person(scene, state.before.before.record),
        title=scene.text(
            "note.which_weekday" if weekday else "note.which_hour",
            text=_open(scene, TemplateShown(state.template.id, state.text)),
        ),
        options=tuple(Button(scene.words.weekday(day), PickWeekday(day)) for day in _WEEKDAYS)
        if weekday
        else tuple(Button(scene.text("pick_hour.hour", hour=hour), PickHour(hour)) for hour in HOURS),
        columns=7,
        leave=scene.back("pick_hour.back"),
    )


def typing(scene: Scene, state: TypingNote) -> TypeBody:
    record = state.before.before.record
    title = scene.text("note.type_title", who=scene.words.name(record.name, record.number))
    line = written_line(title, scene.text("note.type_hint"), state.writing)
    return TypeBody(
        actions=(
            scene.back("naming.back"),
            Button(scene.text("note.take"), TakeText(), Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, line),
    )


def drawing(scene: Scene, state: Inking) -> InkBody:
    drawn = bool(state.ink.strokes)
    return InkBody(
        person=person(scene, state.before.before.record),
        hint=scene.text("ink.hint"),
        ink=state.ink,
        pen=int(state.pen),
        heard=state.heard,
        tools=(
            Button(scene.text(_PENS[state.pen]), CyclePen(), detail=scene.text("ink.pen")),
            Button(scene.text("ink.undo"), UndoStroke() if drawn else None),
            Button(scene.text("ink.clear"), ClearInk() if drawn else None),
        ),
        actions=(
            scene.back("naming.back"),
            Button(scene.text("note.take"), TakeInk(), Role.PRIMARY),
        ),
    )


_PENS = {Pen.FINE: "ink.fine", Pen.MEDIUM: "ink.medium", Pen.BROAD: "ink.broad"}


def _open(scene: Scene, template: TemplateShown) -> str:
    """What is still to be chosen shows as a ring."""
    text = template.text
    for slot in Slot:
        text = text.replace(f"{{{slot}}}", scene.text("tags.hour_mark"))
    return text
