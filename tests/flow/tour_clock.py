"""The part of the tour that begins on a machine which does not know what time it is."""

from typing import Protocol

from kiosk.flow.intents import Back, ConfirmClock, CorrectClock, Intent, MoveClock
from tests.flow.counter import Counter


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_clock(counter: Counter, keep: Keep) -> None:
    counter.clock.switch_off(hours=12)
    counter.reopen()
    keep("clock_asked")
    counter.clock.switch_off(hours=-36)
    counter.reopen()
    keep("clock_asked-behind")
    keep("clock_set-behind", CorrectClock())
    keep("clock_set", MoveClock(days=2), MoveClock(minutes=10))
    counter.send(Back())
    counter.clock.switch_off(hours=24 * 80, chip=True)
    counter.reopen()
    keep("clock_asked-ahead")
    counter.send(ConfirmClock())
