"""フォロー: the list for today, one of it with the ways to reach the customer, and until when it may wait."""

from kiosk.actions.follow_ups import FollowUpShown
from kiosk.flow.follow_up_words import reason
from kiosk.flow.intents import (
    FollowUpDone,
    LetFollowUpGo,
    OpenCustomer,
    OpenFollowUp,
    OpenPutOff,
    PutOff,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtFollowUp, AtFollowUps, PuttingOff
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, PickBody, Role, Row
from kiosk.rules.business_day import months_later
from kiosk.rules.details import spaced_phone
from kiosk.rules.notes import Kind
from kiosk.rules.reach import Refused
from kiosk.rules.units import BusinessDay
from kiosk.rules.wishes import Channel

_WAYS = (Kind.PHONE, Kind.POST, Kind.MAIL, Kind.VISIT)
_DAYS = (1, 2, 3, 7, 14, 21)
_MONTHS = (1, 2, 3)


def follow_ups(scene: Scene, state: AtFollowUps) -> ListBody:
    return ListBody(
        title=scene.text("follow_up.title", n=len(state.rows)),
        rows=tuple(_row(scene, shown, words) for shown, words in state.rows),
        empty=scene.text("follow_up.empty"),
        actions=(scene.back("follow_up.back"),),
        note=_last_month(scene, state),
    )


def follow_up(scene: Scene, state: AtFollowUp) -> ChoiceBody:
    shown = state.task.shown
    return ChoiceBody(
        title=reason(scene.words, shown.why, scene.today),
        text=state.words,
        choices=(
            *(_way(scene, state, how) for how in _WAYS),
            Button(scene.text("follow_up.open"), OpenCustomer(shown.customer)),
            Button(scene.text("follow_up.let_go"), LetFollowUpGo(), Role.QUIET),
            Button(scene.text("follow_up.put_off"), OpenPutOff()),
            Button(scene.text("follow_up.done_talk"), FollowUpDone(Kind.TALK), Role.PRIMARY),
        ),
        leave=scene.back("follow_up.back"),
        person=person(scene, state.record),
    )


def putting_off(scene: Scene, state: PuttingOff) -> PickBody:
    today = scene.today
    days = [(scene.text("follow_up.in_days", n=n), BusinessDay(today + n)) for n in _DAYS]
    days += [(scene.text("follow_up.in_months", n=n), months_later(today, n)) for n in _MONTHS]
    return PickBody(
        person=person(scene, state.before.record),
        title=scene.text("follow_up.until_when"),
        options=tuple(Button(word, PutOff(day), detail=scene.words.day(day, today=today)) for word, day in days),
        columns=3,
        leave=scene.back("follow_up.back"),
    )


def _row(scene: Scene, shown: FollowUpShown, words: str) -> Row:
    late = shown.due < scene.today
    return Row(
        title=scene.words.name(shown.name, shown.number),
        detail=scene.text("follow_up.row", why=reason(scene.words, shown.why, scene.today), say=words),
        end=scene.text("follow_up.by", date=scene.words.day(shown.due, today=scene.today)),
        level=Level.WARN if late else Level.CALM,
        intent=OpenFollowUp(shown.id),
    )


def _way(scene: Scene, state: AtFollowUp, how: Kind) -> Button:
    """What the customer does not wish can't be pressed, and says why."""
    label = scene.text(f"follow_up.done_{how}")
    answer = state.task.answer(Channel(how.value))
    if isinstance(answer, Refused):
        until = "" if answer.until is None else scene.words.day(answer.until, today=scene.today)
        return Button(label, None, detail=scene.text(f"refusal.{answer.why}_short", date=until))
    return Button(label, FollowUpDone(how), detail=spaced_phone(state.task.shown.phone) if how is Kind.PHONE else "")


def _last_month(scene: Scene, state: AtFollowUps) -> str:
    """What came of it; nothing when nothing was done."""
    count = state.last_month
    return scene.text("follow_up.last_month", n=count.done, came=count.came[0].number) if count.done else ""
