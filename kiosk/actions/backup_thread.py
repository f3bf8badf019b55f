"""Backups, each in a process of its own; the thread that waits for them tells the counter how they fare."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from db.backup_listing import Backup, Tried
from db.backup_manifest import manifest_from
from db.backup_writing import give_up
from db.errors import StoreError
from kiosk.actions.backup_process import command
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.own_process import OwnProcess, Stalled
from kiosk.rules.backup_places import BackupPlace
from kiosk.value import Value

logger = logging.getLogger(__name__)

STALLED_SECONDS: Final = 600.0
"""So long a run may say nothing: a slow stick (2 MB/s) takes two minutes to sync the backup of 100,000 customers."""


class BackupMoved(Value):
    """How far the run with this number is: "copy", "write", "prove", "try", and of it so much."""

    number: int
    step: str
    done: int
    total: int


class BackupFinished(Value):
    """Made and proved."""

    number: int
    backup: Backup


class BackupFailed(Value):
    number: int
    trouble: BackupTrouble


BackupEvent = BackupMoved | BackupFinished | BackupFailed


class Backups(Protocol):
    """Whom the counter asks."""

    def begin(self, place: BackupPlace, *, choose: bool = False) -> int:
        """Never blocks. Returns the number that the answer will carry: one BackupFinished or BackupFailed.

        `choose`: the place is from now on one for backups.
        """

    def cancel(self) -> None:
        """The run at hand ends soon, with its answer."""


class BackupThread:
    """One run at a time, in the order in which they were asked for."""

    def __init__(self, folder: Path, now_ms: Callable[[], int], stalled_seconds: float = STALLED_SECONDS) -> None:
        """`stalled_seconds`: a run that says nothing for so long is ended by force, and counts as failed."""
        self._folder = folder
        self._now_ms = now_ms
        self._process = OwnProcess(stalled_seconds, stuck=partial(give_up, folder))
        self._waiting: queue.SimpleQueue[tuple[int, BackupPlace, bool] | None] = queue.SimpleQueue()
        self._last = 0
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[BackupEvent], None]) -> None:
        """`sink` gets what happens, in the backups' thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="backups", daemon=True)
        self._thread.start()

    def begin(self, place: BackupPlace, *, choose: bool = False) -> int:
        self._last += 1
        self._process.wanted()
        self._waiting.put((self._last, place, choose))
        return self._last

    def cancel(self) -> None:
        self._process.cancel()

    def stop(self) -> None:
        """End the run at hand; blocks 5 s at most. What a stick that hangs keeps is killed as soon as it can be."""
        self._waiting.put(None)
        self._process.stop(self._thread)

    def _run(self, sink: Callable[[BackupEvent], None]) -> None:
        while (asked := self._waiting.get()) is not None:
            sink(self._answer(*asked, sink))

    def _answer(
        self, number: int, place: BackupPlace, choose: bool, sink: Callable[[BackupEvent], None]
    ) -> BackupFinished | BackupFailed:
        try:
            words = command(self._folder, place, self._now_ms(), choose=choose)
            with self._process.running(words) as said:
                return self._heard(number, said, sink)
        except Stalled:
            logger.warning("no backup was made: the place for backups does not answer any more")
            return BackupFailed(number, BackupTrouble.GONE)
        except StoreError as error:
            logger.warning("no backup was made: %s", error)
            return BackupFailed(number, backup_trouble_of(error))
        except Exception:
            logger.exception("the backup has a fault")
            return BackupFailed(number, BackupTrouble.OTHER)

    def _heard(
        self, number: int, said: Iterator[dict[str, Any]], sink: Callable[[BackupEvent], None]
    ) -> BackupFinished | BackupFailed:
        for words in said:
            match words:
                case {"step": step, "done": done, "total": total}:
                    sink(BackupMoved(number, step, done, total))
                case {"name": name, "manifest": manifest, "tried": tried}:
                    came = None if tried is None else Tried(tried)
                    return BackupFinished(number, Backup(name, manifest_from(manifest.encode()), came))
                case {"trouble": trouble}:
                    return BackupFailed(number, BackupTrouble(trouble))
        # it was ended before it could say so, or died: what it leaves behind is taken away by the next one
        return BackupFailed(number, BackupTrouble.CANCELLED if self._process.is_ending else BackupTrouble.OTHER)
