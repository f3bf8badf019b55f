"""Updates, looked for and unpacked by a process of its own; the thread that waits for it tells the counter."""

import logging
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from db.connection import FILE
from db.schema import newest_migration
from kiosk.actions.places import sticks
from kiosk.own_process import OwnProcess
from kiosk.releases.archive import Release, UpdateTrouble, refusal
from kiosk.releases.keeping import Releases
from kiosk.value import Value

logger = logging.getLogger(__name__)


class UpdateFound(Value):
    """A file on a stick. `trouble`: why it can't be taken; `release` None: because it was not found right."""

    file: Path
    release: Release | None
    trouble: UpdateTrouble | None


class UpdatesFound(Value):
    number: int
    updates: tuple[UpdateFound, ...]


class UpdateMoved(Value):
    """How far it is: "copy" or "unpack", and of it so much."""

    number: int
    step: str
    done: int
    total: int


class UpdateReady(Value):
    """It lies beside this one, whole, and can be switched to."""

    number: int


class UpdateRefused(Value):
    """Nothing has changed."""

    number: int
    trouble: UpdateTrouble


UpdateEvent = UpdatesFound | UpdateMoved | UpdateReady | UpdateRefused


class UpdatesKnown(Value):
    """`version`: of this program. `ready`: which can be switched to, `failed`: which did not come up; "" for none."""

    version: str
    ready: str = ""
    failed: str = ""


class Updates(Protocol):
    """Whom the counter asks. Nothing blocks; each answer carries the number that was returned."""

    def known(self) -> UpdatesKnown: ...

    def look(self) -> int:
        """One UpdatesFound."""

    def unpack(self, update: UpdateFound) -> int:
        """One UpdateReady or UpdateRefused."""

    def cancel(self) -> None:
        """What is being unpacked ends soon, with its answer."""

    def switch(self) -> None:
        """The program ends, and what starts next is the one that lies ready. Raises OSError."""

    def forget_failed(self) -> None:
        """Somebody has read it. Raises OSError."""


class UpdatesThread:
    def __init__(self, releases: Releases, data: Path, end: Callable[[], None]) -> None:
        """`data`: the shop's folder. `end` ends the program; whoever started it starts it again."""
        self._releases = releases
        self._data = data
        self._end = end
        self._waiting: queue.SimpleQueue[tuple[int, UpdateFound | None] | None] = queue.SimpleQueue()
        self._last = 0
        self._process = OwnProcess()
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[UpdateEvent], None]) -> None:
        """`sink` gets what happens, in the updates' thread. It begins by taking away what is needed no more."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="updates", daemon=True)
        self._thread.start()

    def known(self) -> UpdatesKnown:
        return UpdatesKnown(self._releases.version, self._releases.ready, self._releases.failed)

    def look(self) -> int:
        return self._ask(None)

    def unpack(self, update: UpdateFound) -> int:
        return self._ask(update)

    def cancel(self) -> None:
        self._process.cancel()

    def switch(self) -> None:
        about = self._releases.about_ready()
        self._releases.switch(self._data if about.schema > newest_migration() else None)
        self._end()

    def forget_failed(self) -> None:
        self._releases.forget_failed()

    def stop(self) -> None:
        """End what is at hand; blocks 5 s at most. What is left of it is taken away at the next start."""
        self._waiting.put(None)
        self._process.stop(self._thread)

    def _ask(self, update: UpdateFound | None) -> int:
        self._last += 1
        self._process.wanted()
        self._waiting.put((self._last, update))
        return self._last

    def _run(self, sink: Callable[[UpdateEvent], None]) -> None:
        self._releases.sweep()
        while (asked := self._waiting.get()) is not None:
            number, update = asked
            try:
                sink(self._looked(number) if update is None else self._unpacked(number, update, sink))
            except Exception:
                logger.exception("the updates have a fault")
                sink(UpdatesFound(number, ()) if update is None else UpdateRefused(number, UpdateTrouble.OTHER))

    def _looked(self, number: int) -> UpdatesFound:
        """At sticks that are locked, too."""
        with self._process.running(_command("look", self._releases.key, *sticks())) as said:
            return UpdatesFound(number, tuple(map(self._judged, said)))

    def _judged(self, words: dict[str, Any]) -> UpdateFound:
        match words:
            case {"file": file, "release": about}:
                release = msgspec.convert(about, Release)
                return UpdateFound(Path(file), release, refusal(release, self._releases.version, newest_migration()))
            case {"file": file, "trouble": trouble}:
                return UpdateFound(Path(file), None, UpdateTrouble(trouble))
        raise ValueError("the process speaks otherwise")

    def _unpacked(
        self, number: int, update: UpdateFound, sink: Callable[[UpdateEvent], None]
    ) -> UpdateReady | UpdateRefused:
        kept = (self._data / FILE).stat().st_size
        command = _command("unpack", self._releases.key, update.file, self._releases.folder, kept)
        with self._process.running(command) as said:
            return self._heard(number, said, sink)

    def _heard(
        self, number: int, said: Iterator[dict[str, Any]], sink: Callable[[UpdateEvent], None]
    ) -> UpdateReady | UpdateRefused:
        for words in said:
            match words:
                case {"step": step, "done": done, "total": total}:
                    sink(UpdateMoved(number, step, done, total))
                case {"trouble": trouble}:
                    return UpdateRefused(number, UpdateTrouble(trouble))
                case {"release": about}:
                    release = msgspec.convert(about, Release)
                    # the stick may hold another file by that name since it was looked at
                    if trouble := refusal(release, self._releases.version, newest_migration()):
                        return UpdateRefused(number, trouble)
                    self._releases.keep_ready(release.version)
                    return UpdateReady(number)
        # it was ended before it could say so, or died
        return UpdateRefused(number, UpdateTrouble.CANCELLED if self._process.is_ending else UpdateTrouble.OTHER)


def _command(deed: str, *words: object) -> list[str]:
    """What looks and unpacks; all that it takes is imported there alone."""
    return [sys.executable, "-m", "kiosk.releases.process", deed, *map(str, words)]
