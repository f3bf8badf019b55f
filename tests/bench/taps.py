"""Tap → painted frame, and the same for a view in which nothing changes (the floor). In one process, off screen.

Run as `python -m tests.bench.taps FOLDER CUSTOMERS TAPS`; prints JSON. The event is put into the inbox as the reader's
thread does; the reader's own time is in its driver's figures. A process of its own, for Kivy has one window.
"""

import json
import logging
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from db.sample import card_uid
from hardware.events import CardKind, CardTapped
from kiosk.config import Config
from kiosk.flow.intents import Back, Intent, Leave, Pressed
from kiosk.flow.views import CustomerBody
from kiosk.main import SWITCH_SECONDS, Kiosk, RunOptions
from tests.bench.figures import percentiles

WARM_UP = 20


class Hand:
    """Taps cards on a kiosk that runs in this process, and knows when each view was on the screen."""

    def __init__(self, folder: Path) -> None:
        self.kiosk = Kiosk(RunOptions(folder, Config(), simulate=True), self._saw)
        self._painted: dict[int, float] = {}
        self._slips = folder / "slips"
        self._came_out = len(list(self._slips.glob("*.png")))

    def run(self, drive: Callable[[], None]) -> None:
        """Let `drive` tap in a thread of its own while the kiosk has the main one. Raises SystemExit when it fails."""
        done = False

        def drive_and_stop() -> None:
            nonlocal done
            try:
                while self.kiosk.app is None or not self.kiosk.app.wait_painted(0, 1):
                    time.sleep(0.05)
                time.sleep(4)  # the layouts are built ahead, the devices' libraries imported
                drive()
                done = True
            finally:
                assert self.kiosk.app is not None
                self.kiosk.app.stop()

        threading.Thread(target=drive_and_stop, daemon=True).start()
        if self.kiosk.run() or not done:
            raise SystemExit("the measurement failed")

    def tap(self, number: int) -> tuple[float, bool | None]:
        """A customer's card, and away again: ms to the frame, and whether it was the first of the day (None: no
        customer is shown)."""
        begun = time.monotonic()
        self.kiosk.inbox.put(CardTapped(card_uid(number), CardKind.FELICA, begun))
        took = self._until_painted(begun)
        body = self.kiosk.last_view().body
        first = body.slip is not None if isinstance(body, CustomerBody) else None
        self.press(Leave())
        if first:
            self._came_out += 1
            self._wait_for_slip()
        time.sleep(random.uniform(0.02, 0.06))
        return took, first

    def press(self, intent: Intent) -> float:
        """ms to the frame."""
        begun = time.monotonic()
        self.kiosk.inbox.put(Pressed(intent, self.kiosk.last_view().serial))
        return self._until_painted(begun)

    def _saw(self, serial: int, at: float) -> None:
        self._painted[serial] = at

    def _until_painted(self, begun: float) -> float:
        assert self.kiosk.app is not None
        self.kiosk.inbox.wait_until_empty(5)
        serial = self.kiosk.last_view().serial
        assert self.kiosk.app.wait_painted(serial, 5), "nothing was painted"
        # a view may be overtaken by the next, such as a slip's answer
        return (min(at for seen, at in self._painted.items() if seen >= serial) - begun) * 1000

    def _wait_for_slip(self) -> None:
        """Until the simulated printer has drawn them: customers don't come faster than slips come out."""
        until = time.monotonic() + 3
        while len(list(self._slips.glob("*.png"))) < self._came_out and time.monotonic() < until:
            time.sleep(0.02)


def measure(folder: Path, customers: int, taps: int) -> dict[str, object]:
    hand = Hand(folder)
    found: dict[str, object] = {}

    def drive() -> None:
        # other customers than the last time: these were here today
        numbers = random.sample(range(10, customers - 10), taps + WARM_UP)
        first, again, floor = [], [], []
        for count, number in enumerate(numbers):
            for _ in range(2):
                took, visited = hand.tap(number)
                if visited is not None and count >= WARM_UP:
                    (first if visited else again).append(took)
            took = hand.press(Back())  # nothing to go back to on the idle screen
            if count >= WARM_UP:
                floor.append(took)
        found.update(
            taps=len(again),
            first_of_the_day_ms=percentiles(first),
            again_ms=percentiles(again),
            empty_view_ms=percentiles(floor),
        )

    hand.run(drive)
    return found


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.setswitchinterval(SWITCH_SECONDS)
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
