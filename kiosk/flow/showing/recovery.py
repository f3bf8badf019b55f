"""A new key of the backups: how its paper fares, or what has to be copied where nothing prints."""

from typing import Final

from hardware.events import SlipOutcome
from kiosk.actions.backup_keys import END_LETTERS
from kiosk.flow.intents import CheckKeyEnd, MakeKey, PrintKey, TypeKeyEnd
from kiosk.flow.recovery_slip import key_rows
from kiosk.flow.showing.fitting import step_back, step_on
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import MakingKey, TypingKey
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row, TypeBody

_ABREAST: Final = 8  # groups in a row: all rows stand on the smallest screen


def at_key(scene: Scene) -> ChoiceBody:
    """The last step of the first start."""
    detail = scene.text("backup_screen.make_key_detail")
    return ChoiceBody(
        title=scene.titled("first_steps.key"),
        text=scene.text("backup_screen.why_key"),
        choices=(Button(scene.text("backup_screen.make_key"), MakeKey(), Role.PRIMARY, detail=detail),),
        leave=step_back(scene),
        on=step_on(scene, done=False),
    )


def making_key(scene: Scene, state: MakingKey) -> ChoiceBody | ListBody:
    title = scene.text("recovery_screen.title", number=state.key.number)
    if not state.job:
        rows = key_rows(state.key.secret, abreast=_ABREAST)
        return ListBody(
            title=title,
            rows=tuple(Row(row, scene.text("recovery_screen.row", n=n, of=len(rows))) for n, row in enumerate(rows, 1)),
            empty="",
            actions=(
                scene.back("recovery_screen.give_up"),
                Button(scene.text("recovery_screen.copied"), TypeKeyEnd(), Role.PRIMARY),
            ),
            note=scene.text("recovery_screen.copy"),
        )
    came_out = state.printed is SlipOutcome.PRINTED
    return ChoiceBody(
        title=title,
        text=_how_it_fares(scene, state),
        choices=() if state.printed is None else (_typing(scene, came_out), _again(scene, came_out)),
        leave=scene.back("recovery_screen.give_up"),
        level=Level.CALM if state.printed is None or came_out else Level.WARN,
    )


def typing_key(scene: Scene, state: TypingKey) -> TypeBody:
    whole = len("".join(state.writing.whole.split())) >= END_LETTERS
    title = scene.text("recovery_screen.type_title", number=state.before.key.number, n=END_LETTERS)
    line = written_line(title, scene.text("recovery_screen.type_hint"), state.writing)
    return TypeBody(
        actions=(
            scene.back("recovery_screen.back"),
            Button(scene.text("recovery_screen.check"), CheckKeyEnd() if whole else None, Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, line),
    )


def _how_it_fares(scene: Scene, state: MakingKey) -> str:
    match state.printed:
        case None:
            return scene.text("recovery_screen.printing")
        case SlipOutcome.PRINTED:
            return scene.text("recovery_screen.scan" if scene.scans else "recovery_screen.type")
        case _:
            return scene.text("recovery_screen.failed")


def _typing(scene: Scene, came_out: bool) -> Button:
    role = Role.PRIMARY if came_out and not scene.scans else Role.PLAIN
    label = scene.text("recovery_screen.type_end", n=END_LETTERS)
    return Button(label, TypeKeyEnd() if came_out else None, role, detail=scene.text("recovery_screen.type_end_detail"))


def _again(scene: Scene, came_out: bool) -> Button:
    role = Role.PLAIN if came_out else Role.PRIMARY
    return Button(
        scene.text("recovery_screen.again"), PrintKey(), role, detail=scene.text("recovery_screen.again_detail")
    )
