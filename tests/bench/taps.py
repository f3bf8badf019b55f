"""Tap → painted frame, and the same for a view in which nothing changes (the floor). In one process, off screen.

Run as `python -m tests.bench.taps FOLDER CUSTOMERS TAPS [PLACE]`; prints JSON. With a place for backups one after the
other is made meanwhile. The event is put into the inbox as the reader's
thread does; the reader's own time is in its driver's figures. A process of its own, for Kivy has one window.
"""

import json
import logging
import random
import sys
import threading
import time
from pathlib import Path

from db.sample import card_uid
from hardware.events import CardKind, CardTapped
from kiosk.actions.backup_thread import BackupThread
from kiosk.config import BackupConfig, Config
from kiosk.flow.intents import Back, Leave, Pressed
from kiosk.flow.views import CustomerBody
from kiosk.main import SWITCH_SECONDS, Kiosk, RunOptions
from tests.bench.figures import percentiles

WARM_UP = 20


def slips_out(folder: Path, expected: int) -> None:
    """Wait until the simulated printer has drawn them: customers don't come faster than slips come out."""
    until = time.monotonic() + 3
    while len(list((folder / "slips").glob("*.png"))) < expected and time.monotonic() < until:
        time.sleep(0.02)


class Watch:
    """When each view was on the screen."""

    def __init__(self) -> None:
        self.painted: dict[int, float] = {}

    def saw(self, serial: int, at: float) -> None:
        self.painted[serial] = at


def backups_without_end(backups: BackupThread, place: Path, ended: threading.Event) -> None:
    while not ended.is_set():
        before = len(list(place.glob("*.json")))
        backups.begin()
        while len(list(place.glob("*.json"))) == before and not ended.wait(0.05):
            pass


def measure(folder: Path, customers: int, taps: int, place: Path | None = None) -> dict[str, object]:
    watch = Watch()
    config = Config(backup=BackupConfig("" if place is None else str(place)))
    kiosk = Kiosk(RunOptions(folder, config, simulate=True), watch.saw)
    found: dict[str, object] = {}
    ended = threading.Event()

    def until_painted(begun: float) -> float:
        assert kiosk.app is not None
        kiosk.inbox.wait_until_empty(5)
        serial = kiosk.last_view().serial
        assert kiosk.app.wait_painted(serial, 5), "nothing was painted"
        # a view may be overtaken by the next, such as a slip's answer
        return (min(at for seen, at in watch.painted.items() if seen >= serial) - begun) * 1000

    def drive() -> None:
        try:
            tap_and_leave()
        finally:
            ended.set()
            assert kiosk.app is not None
            kiosk.app.stop()

    def tap_and_leave() -> None:
        while kiosk.app is None or not kiosk.app.wait_painted(0, 1):
            time.sleep(0.05)
        time.sleep(4)  # the layouts are built ahead, the devices' libraries imported
        chance = random.Random()  # other customers than the last time: these were here today
        if place is not None:
            assert kiosk.backups is not None
            threading.Thread(target=backups_without_end, args=(kiosk.backups, place, ended), daemon=True).start()
        numbers = chance.sample(range(10, customers - 10), taps + WARM_UP)
        first, again, floor = [], [], []
        came_out = len(list((folder / "slips").glob("*.png")))
        for count, number in enumerate(numbers):
            uid = card_uid(number)
            for _ in range(2):
                begun = time.monotonic()
                kiosk.inbox.put(CardTapped(uid, CardKind.FELICA, begun))
                took = until_painted(begun)
                body = kiosk.last_view().body
                visited = isinstance(body, CustomerBody) and body.slip is not None
                if isinstance(body, CustomerBody) and count >= WARM_UP:
                    (first if visited else again).append(took)
                kiosk.inbox.put(Pressed(Leave(), kiosk.last_view().serial))
                until_painted(time.monotonic())
                if visited:
                    came_out += 1
                    slips_out(folder, came_out)
                time.sleep(chance.uniform(0.02, 0.06))
            begun = time.monotonic()
            kiosk.inbox.put(Pressed(Back(), kiosk.last_view().serial))  # nothing to go back to on the idle screen
            took = until_painted(begun)
            if count >= WARM_UP:
                floor.append(took)
        found.update(
            taps=len(again),
            first_of_the_day_ms=percentiles(first),
            again_ms=percentiles(again),
            empty_view_ms=percentiles(floor),
            backups=0 if place is None else len(list(place.glob("*.json"))),
        )

    threading.Thread(target=drive, daemon=True).start()
    code = kiosk.run()
    if code or not found:
        raise SystemExit("the measurement failed")
    return found


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.setswitchinterval(SWITCH_SECONDS)
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *map(Path, sys.argv[4:]))))
