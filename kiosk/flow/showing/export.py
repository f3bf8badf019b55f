"""書き出し and 開示: where to, how far, what came of it."""

from collections.abc import Callable

from kiosk.actions.disclosure import Disclosed, NobodyThere
from kiosk.actions.export import Exported
from kiosk.actions.places import Place, PlaceKind
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.exporting import megabytes, outcome_words
from kiosk.flow.intents import DiscloseTo, ExportHidden, ExportTo, Intent, StopExport
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtExport, Disclosing
from kiosk.flow.views import Button, ChoiceBody, Level, Role
from kiosk.rules.numerals import grouped


def at_export(scene: Scene, state: AtExport) -> ChoiceBody:
    back = scene.back("export.back")
    if state.number is not None:
        return ChoiceBody(
            title=scene.text("export.working", done=grouped(state.done), total=grouped(state.total)),
            text=scene.text("export.working_text"),
            choices=(Button(scene.text("export.stop"), StopExport(), Role.DANGER),),
            leave=back,
            done=state.done / max(state.total, 1),
        )
    if state.outcome is not None:
        whole, outcome = isinstance(state.outcome, Exported), state.outcome
        return ChoiceBody(
            title=scene.text("export.done" if whole else "export.unfinished"),
            text=(
                scene.text("export.trouble.data")
                if isinstance(outcome, BooksTrouble)
                else outcome_words(outcome, scene.words.texts)
            ),
            choices=(),
            leave=back,
            level=Level.GOOD if whole else Level.BAD,
        )
    key = "export.sensitive_on" if state.hidden else "export.sensitive_off"
    toggle = Button(
        scene.text(key), ExportHidden(not state.hidden), detail=scene.text(f"{key}_detail"), picked=state.hidden
    )
    return ChoiceBody(
        title=scene.text("export.title"),
        text=scene.text("export.text"),
        choices=(*_places(scene, state.places, ExportTo), toggle),
        leave=back,
        level=Level.WARN,
    )


def disclosing(scene: Scene, state: Disclosing) -> ChoiceBody:
    title, text, level = "disclosure.title", scene.text("disclosure.text"), Level.WARN
    choices: tuple[Button, ...] = ()
    if state.number is not None:
        title, text, level = "disclosure.working", scene.text("disclosure.working_text"), Level.CALM
    elif isinstance(state.outcome, Disclosed):
        title, level = "disclosure.done", Level.GOOD
        rows = dict(state.outcome.rows)
        figures = {key: grouped(rows[key]) for key in ("notes", "sales", "points")}
        text = scene.text("disclosure.done_text", file=state.outcome.file, n=grouped(sum(rows.values())), **figures)
    elif state.outcome is not None:
        title, text, level = "disclosure.unfinished", _why_not(scene, state), Level.BAD
    else:
        choices = _places(scene, state.places, DiscloseTo)
    return ChoiceBody(
        title=scene.text(title),
        text=text,
        choices=choices,
        leave=scene.back("disclosure.back"),
        level=level,
        person=person(scene, state.before.before.record),
    )


def _why_not(scene: Scene, state: Disclosing) -> str:
    match state.outcome:
        case NobodyThere():
            return scene.text("disclosure.nobody")
        case BooksTrouble() | None | Disclosed():
            return scene.text("export.trouble.data")
        case failed:
            return scene.text(f"export.trouble.{failed.why}")


def _places(scene: Scene, places: tuple[Place, ...], to: Callable[[int], Intent]) -> tuple[Button, ...]:
    return tuple(_place(scene, place, to(at)) for at, place in enumerate(places))


def _place(scene: Scene, place: Place, intent: Intent) -> Button:
    if place.kind is PlaceKind.STICK:
        free = scene.text("export.stick_detail", free=megabytes(place.free))
        return Button(scene.text("export.stick", name=place.name), intent, Role.PRIMARY, detail=free)
    return Button(scene.text("export.here"), intent, detail=scene.text("export.here_detail", path=place.path))
