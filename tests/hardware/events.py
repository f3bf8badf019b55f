"""Waiting for what a device tells, with a deadline."""

import queue
import time
from collections.abc import Callable

from hardware.events import Event


class Told:
    """A sink, and the one who reads it."""

    def __init__(self) -> None:
        self._events: queue.Queue[Event] = queue.Queue()

    def __call__(self, event: Event) -> None:
        self._events.put(event)

    def next(self) -> Event:
        """The next event, which must come within 10 s."""
        return self._events.get(timeout=10)

    def nothing_more(self) -> bool:
        return self._events.empty()


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as the condition holds, which must be within 10 s."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
