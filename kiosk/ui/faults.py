"""An exception in a callback ends a Kivy app unless a handler says otherwise. The counter goes on, within limits."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager

# a fault inside a canvas rule leaves the queue of Kivy's rules broken, and every later frame fails
MOST = 10
WITHIN = 60.0  # s


class Survive(ExceptionHandler):
    """Notes each fault and goes on. The tenth within a minute is raised: the process ends, and is started anew."""

    def __init__(self, note: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._note = note
        self._times: deque[float] = deque(maxlen=MOST)

    def handle_exception(self, fault: BaseException) -> Any:
        if not isinstance(fault, Exception):
            return ExceptionManager.RAISE
        self._note(fault)
        self._times.append(time.monotonic())
        hopeless = len(self._times) == MOST and self._times[-1] - self._times[0] < WITHIN
        return ExceptionManager.RAISE if hopeless else ExceptionManager.PASS
