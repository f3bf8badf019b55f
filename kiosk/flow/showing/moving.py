"""The question what a new machine means, and what says where the shop is."""

from kiosk.flow.intents import AskMoveLater, KeepPlace, MoveShop, OpenJoining, SameShop, SaveText, WritePlace
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import AtPlace, WritingPlace
from kiosk.flow.views import Button, ChoiceBody, ListBody, Role, Row, TypeBody
from kiosk.rules.moving import PlaceLine


def asking(scene: Scene) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("moving.title"),
        text=scene.text("moving.text"),
        choices=(
            Button(scene.text("moving.same"), SameShop(), Role.PRIMARY, detail=scene.text("moving.same_detail")),
            Button(scene.text("moving.moved"), MoveShop(), detail=scene.text("moving.moved_detail")),
            Button(scene.text("moving.join"), OpenJoining(), detail=scene.text("moving.join_detail")),
            Button(scene.text("moving.later"), AskMoveLater(), detail=scene.text("moving.later_detail")),
        ),
        leave=None,
    )


def place(scene: Scene, state: AtPlace) -> ListBody:
    return ListBody(
        title=scene.text("moving.place"),
        rows=tuple(
            Row(scene.text(f"moving.line.{line}"), text or scene.text("moving.nothing"), intent=WritePlace(line))
            for line, text in state.lines.items()
        ),
        empty="",
        actions=(scene.back("moving.back"), Button(scene.text("moving.keep"), KeepPlace(), Role.PRIMARY)),
    )


def line(scene: Scene, state: WritingPlace) -> TypeBody:
    title = scene.text(f"moving.line.{state.line}")
    why = "moving.refused_number" if state.line is PlaceLine.INVOICE_NUMBER else "moving.refused"
    return TypeBody(
        message=scene.text(why) if state.refused else "",
        actions=(scene.back("filling.back"), Button(scene.text("filling.save"), SaveText(), Role.PRIMARY)),
        writing=writing_part(scene, state.writing, written_line(title, scene.text("moving.hint"), state.writing)),
    )
