"""What a press may send: nothing twice. The widgets find the one `Presses` of their window through the widget tree."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.flow.intents import (
    ClearKeys,
    ConvertKey,
    EraseKey,
    Intent,
    Key,
    Letter,
    MoveCaret,
    PinKey,
    Pressed,
    SpaceKey,
    TurnCandidates,
    TurnPage,
)

DOUBLE_PRESS = 0.3  # s

_REPEATABLE = (Key, PinKey, EraseKey, ClearKeys, Letter, SpaceKey, MoveCaret, ConvertKey, TurnCandidates, TurnPage)


@dataclass(slots=True)
class Presses:
    """Passes intents to the inbox, less the second of a double press.

    A second press is the same intent within 300 ms on the same painted view; keys and page turns may be as quick as a
    finger is. `painted` gives the serial of the view that the finger saw.
    """

    put: Callable[[Pressed], None]
    painted: Callable[[], int]
    clock: Callable[[], float] = time.monotonic
    _last: tuple[Intent, int] | None = None
    _at: float = 0.0

    def send(self, intent: Intent) -> None:
        seen, now = (intent, self.painted()), self.clock()
        if not isinstance(intent, _REPEATABLE):
            if seen == self._last and now - self._at < DOUBLE_PRESS:
                return
            self._last, self._at = seen, now
        self.put(Pressed(*seen))
