"""What time is it? Asked before a business day begins, when the machine can't know."""

from datetime import UTC, datetime, timedelta

from hardware.ports import Cue
from kiosk.actions.first_steps import FirstStep
from kiosk.actions.timekeeping import confirm_clock
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import AtClock
from kiosk.flow.intents import Back, ConfirmClock, CorrectClock, Intent, MoveClock
from kiosk.flow.states import AskingClock, AtDevices, SettingClock, State
from kiosk.flow.steps.staff import rest
from kiosk.rules.business_day import date_of, day_of, local_time, months_later
from kiosk.rules.units import Instant
from kiosk.value import replace


def asking_clock(state: AskingClock, intent: Intent, desk: Desk) -> State:
    match intent:
        case ConfirmClock():
            return _known(_now(desk), desk)
        case CorrectClock():
            return SettingClock(_now(desk), state)
        case _:
            return state


def at_clock(state: AtClock, intent: Intent, desk: Desk) -> State:
    match intent:
        case ConfirmClock():
            desk.first_steps.done(FirstStep.CLOCK)
            return rest(desk)
        case CorrectClock() if not desk.clock.told:
            return SettingClock(_now(desk), state)
        case _:
            return state


def setting_clock(state: SettingClock, intent: Intent, desk: Desk) -> State:
    match intent:
        case MoveClock():
            return replace(state, at=_moved(state.at, intent, desk))
        case ConfirmClock():
            return _known(state.at, desk)
        case Back():
            return state.before
        case _:
            return state


def open_clock(desk: Desk) -> SettingClock:
    return SettingClock(_now(desk), AtDevices())


def _now(desk: Desk) -> Instant:
    return Instant(desk.clock.wall_ms())


def _known(now: Instant, desk: Desk) -> State:
    confirm_clock(desk.books, desk.clock, now)
    desk.first_steps.done(FirstStep.CLOCK)
    desk.cue(Cue.DONE)
    desk.say("toast.clock_set")
    return rest(desk)


def _moved(at: Instant, by: MoveClock, desk: Desk) -> Instant:
    """The same hour of another day, or so much later: as the clock on the wall of the shop shows it."""
    local = local_time(at, desk.books.zone)
    day = date_of(months_later(day_of(local.date()), by.months)) + timedelta(days=by.days)
    then = datetime.combine(day, local.timetz()) + timedelta(hours=by.hours, minutes=by.minutes)
    return Instant(int(then.astimezone(UTC).timestamp() * 1000))
