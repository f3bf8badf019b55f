"""Backups in a thread of their own, on a read-only connection. The counter goes on meanwhile."""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from db.backup_errors import Cancelled
from db.backup_listing import Backup
from db.backup_target import FolderTarget
from db.errors import StoreError
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.value import Value

logger = logging.getLogger(__name__)

NICENESS: Final = 10  # where both want the processor, the counter has it
TOLD_EVERY: Final = 0.5  # seconds between two words about how far it is


class BackupMoved(Value):
    """How far the run with this number is: "copy", "write", "prove", and of it so much."""

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

    def begin(self, *, choose: bool = False) -> int:
        """Never blocks. Returns the number that the answer will carry: one BackupFinished or BackupFailed.

        `choose`: the place is from now on one for backups.
        """

    def cancel(self) -> None:
        """The run at hand ends soon, with its answer."""


class BackupThread:
    """One run at a time, in the order in which they were asked for."""

    def __init__(self, folder: Path, place: Callable[[], Path], now_ms: Callable[[], int]) -> None:
        """`place`: where backups go, asked for each run; it may raise BackupErrors."""
        self._folder = folder
        self._place = place
        self._now_ms = now_ms
        self._waiting: queue.SimpleQueue[tuple[int, bool] | None] = queue.SimpleQueue()
        self._last = 0
        self._cancelled = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[BackupEvent], None]) -> None:
        """`sink` gets what happens, in the backups' thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="backups", daemon=True)
        self._thread.start()

    def begin(self, *, choose: bool = False) -> int:
        self._last += 1
        self._cancelled.clear()
        self._waiting.put((self._last, choose))
        return self._last

    def cancel(self) -> None:
        self._cancelled.set()

    def stop(self) -> None:
        """End the run at hand; blocks 5 s at most. A stick that hangs is abandoned: the thread is a daemon."""
        self._stopping.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(5)

    def _run(self, sink: Callable[[BackupEvent], None]) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while (asked := self._waiting.get()) is not None:
            sink(self._answer(*asked, sink))

    def _answer(self, number: int, choose: bool, sink: Callable[[BackupEvent], None]) -> BackupFinished | BackupFailed:
        told = 0.0

        def tell(step: str, done: int, total: int) -> None:
            nonlocal told
            if self._cancelled.is_set() or self._stopping.is_set():
                raise Cancelled("somebody wanted it to end")
            if (now := time.monotonic()) - told >= TOLD_EVERY:
                told = now
                sink(BackupMoved(number, step, done, total))

        try:
            place = self._place()
            if choose:
                FolderTarget.present(place).choose()
            return BackupFinished(number, back_up(self._folder, place, self._now_ms(), tell))
        except StoreError as error:
            logger.warning("no backup was made: %s", error)
            return BackupFailed(number, backup_trouble_of(error))
        except Exception:
            logger.exception("the backup has a fault")
            return BackupFailed(number, BackupTrouble.OTHER)
