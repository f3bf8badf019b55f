"""The question what time it is, and the steps by which it is set."""

from kiosk.flow.intents import ConfirmClock, CorrectClock, MoveClock
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AskingClock, SettingClock
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row
from kiosk.rules.business_day import day_of, local_time
from kiosk.rules.clock_doubt import BEHIND_MS, Doubt
from kiosk.rules.units import Instant


def asking(scene: Scene, state: AskingClock) -> ChoiceBody:
    return ChoiceBody(
        title=scene.titled("clock.title"),
        text=scene.text(f"clock.why_{state.why}", newest=_moment(scene, state.newest)),
        choices=(
            Button(_moment(scene, scene.clock), ConfirmClock(), Role.PRIMARY, detail=scene.text("clock.right")),
            Button(scene.text("clock.wrong"), CorrectClock(), detail=scene.text("clock.wrong_detail")),
        ),
        leave=None,
        level=Level.CALM if state.why is Doubt.UNSET else Level.WARN,
    )


def at_clock(scene: Scene) -> ChoiceBody:
    """The network's time is right, and the machine's own is put right by hand."""
    told = scene.clock_told
    return ChoiceBody(
        title=scene.titled("clock.title"),
        text=_moment(scene, scene.clock),
        choices=(
            Button(
                scene.text("clock.wrong"),
                None if told else CorrectClock(),
                detail=scene.text("clock.told" if told else "clock.wrong_detail"),
            ),
            Button(scene.text("clock.right"), ConfirmClock(), Role.PRIMARY),
        ),
        leave=None,
        loud=True,
    )


def setting(scene: Scene, state: SettingClock) -> ListBody:
    local = local_time(state.at, scene.zone)
    day = day_of(local.date())
    newest = state.before.newest if isinstance(state.before, AskingClock) else Instant(0)
    return ListBody(
        title=_moment(scene, state.at),
        rows=(
            Row(scene.words.month(day), "", buttons=_steps(scene, "months", -1, 1)),
            Row(scene.words.month_day(day), "", buttons=_steps(scene, "days", -7, -1, 1, 7)),
            Row(scene.text("clock.hour", hour=local.hour), "", buttons=_steps(scene, "hours", -1, 1)),
            Row(scene.text("clock.minute", minute=local.minute), "", buttons=_steps(scene, "minutes", -10, -1, 1, 10)),
        ),
        empty="",
        actions=(scene.back("clock.back"), Button(scene.text("clock.set"), ConfirmClock(), Role.PRIMARY)),
        note=scene.text("clock.before_newest", newest=_moment(scene, newest)) if state.at < newest - BEHIND_MS else "",
    )


def _steps(scene: Scene, unit: str, *steps: int) -> tuple[Button, ...]:
    return tuple(
        Button(scene.text(f"clock.{'later' if step > 0 else 'earlier'}_{unit}", n=abs(step)), MoveClock(**{unit: step}))
        for step in steps
    )


def _moment(scene: Scene, at: Instant) -> str:
    return scene.words.moment("clock.moment", local_time(at, scene.zone))
