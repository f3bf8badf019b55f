"""Typing for the roster: a detail, a fact, a heading; and looking for another customer."""

from kiosk.actions.headings import HeadingShown
from kiosk.actions.search import MOST
from kiosk.flow.intents import SaveText
from kiosk.flow.showing.card import found_row
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import AtHeading, Detailing, Filling, Fresh, Seeking
from kiosk.flow.views import Button, Role, TypeBody
from kiosk.rules.details import Detail


def filling(scene: Scene, state: Filling) -> TypeBody:
    line = written_line(_title(scene, state), scene.text(f"hint.{_kind(state)}"), state.writing)
    return TypeBody(
        message=scene.text(f"fault_in.{state.fault}") if state.fault is not None else "",
        actions=(scene.back("filling.back"), Button(scene.text("filling.save"), SaveText(), Role.PRIMARY)),
        writing=writing_part(scene, state.writing, line),
    )


def seeking(scene: Scene, state: Seeking) -> TypeBody:
    message = ""
    typed = state.writing.whole
    if typed and not state.found:
        message = scene.text("find.none")
    elif len(state.found) >= MOST:
        message = scene.text("find.more", n=MOST)
    return TypeBody(
        title=scene.text(f"seek.{state.sought}", name=_name(scene, state.before)),
        typed=typed,
        hint=scene.text("find.hint"),
        rows=tuple(found_row(scene, found) for found in state.found),
        message=message,
        actions=(scene.back("filling.back"),),
    )


def _title(scene: Scene, state: Filling) -> str:
    match state.target, state.before:
        case Detail() as detail, Detailing() as before:
            return scene.text("filling.title", what=scene.text(f"detail.{detail}"), name=_name(scene, before))
        case Fresh.FACT, AtHeading(before, heading):
            return scene.text("filling.title", what=heading.text, name=_name(scene, before))
        case HeadingShown(text=text), _:
            return scene.text("filling.rename", text=text)
        case _:
            return scene.text("filling.heading")


def _kind(state: Filling) -> str:
    return "heading" if isinstance(state.target, HeadingShown) else state.target.value


def _name(scene: Scene, state: Detailing) -> str:
    return scene.words.name(state.sheet.name, state.sheet.number)
