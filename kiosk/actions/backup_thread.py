"""Backups, each in a process of its own; the thread that waits for them tells the counter how they fare."""

import json
import logging
import os
import queue
import select
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from db.backup_errors import TargetGone
from db.backup_listing import Backup, Tried
from db.backup_manifest import manifest_from
from db.backup_writing import give_up
from db.errors import StoreError
from kiosk.actions.backup_process import command
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.rules.backup_places import BackupPlace
from kiosk.value import Value

logger = logging.getLogger(__name__)

ENDS_WITHIN: Final = 5.0  # seconds
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
        self._stalled_seconds = stalled_seconds
        self._waiting: queue.SimpleQueue[tuple[int, BackupPlace, bool] | None] = queue.SimpleQueue()
        self._last = 0
        self._cancelled = threading.Event()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[BackupEvent], None]) -> None:
        """`sink` gets what happens, in the backups' thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="backups", daemon=True)
        self._thread.start()

    def begin(self, place: BackupPlace, *, choose: bool = False) -> int:
        self._last += 1
        self._cancelled.clear()
        self._waiting.put((self._last, place, choose))
        return self._last

    def cancel(self) -> None:
        self._cancelled.set()
        if (process := self._process) is not None:
            process.terminate()

    def stop(self) -> None:
        """End the run at hand; blocks 5 s at most. What a stick that hangs keeps is killed as soon as it can be."""
        self._stopping.set()
        self._waiting.put(None)
        self.cancel()
        if self._thread is not None:
            self._thread.join(ENDS_WITHIN)
        if (process := self._process) is not None:
            process.kill()

    def _run(self, sink: Callable[[BackupEvent], None]) -> None:
        while (asked := self._waiting.get()) is not None:
            sink(self._answer(*asked, sink))

    def _answer(
        self, number: int, place: BackupPlace, choose: bool, sink: Callable[[BackupEvent], None]
    ) -> BackupFinished | BackupFailed:
        try:
            words = command(self._folder, place, self._now_ms(), choose=choose)
            process = self._process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            if self._cancelled.is_set() or self._stopping.is_set():
                process.terminate()
            try:
                return self._heard(number, process, sink)
            finally:
                self._ended(process)
        except StoreError as error:
            logger.warning("no backup was made: %s", error)
            return BackupFailed(number, backup_trouble_of(error))
        except Exception:
            logger.exception("the backup has a fault")
            return BackupFailed(number, BackupTrouble.OTHER)
        finally:
            self._process = None

    def _heard(
        self, number: int, process: subprocess.Popen[bytes], sink: Callable[[BackupEvent], None]
    ) -> BackupFinished | BackupFailed:
        for line in self._lines(process):
            match json.loads(line):
                case {"step": step, "done": done, "total": total}:
                    sink(BackupMoved(number, step, done, total))
                case {"name": name, "manifest": manifest, "tried": tried}:
                    came = None if tried is None else Tried(tried)
                    return BackupFinished(number, Backup(name, manifest_from(manifest.encode()), came))
                case {"trouble": trouble}:
                    return BackupFailed(number, BackupTrouble(trouble))
        # it was ended before it could say so, or died: what it leaves behind is taken away by the next one
        ended = self._cancelled.is_set() or self._stopping.is_set()
        return BackupFailed(number, BackupTrouble.CANCELLED if ended else BackupTrouble.OTHER)

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
        """What it says. Raises TargetGone, and ends it, where it says nothing more."""
        assert process.stdout is not None, "it is a pipe"
        said = b""
        while select.select([process.stdout], [], [], self._stalled_seconds)[0]:
            if not (piece := os.read(process.stdout.fileno(), 1 << 16)):
                return
            *lines, said = (said + piece).split(b"\n")
            yield from lines
        process.kill()
        raise TargetGone("the place for backups does not answer any more")

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None, "it is a pipe"
        process.stdout.close()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            # it was killed, and ends when the share's server answers: until then the kernel holds it
            give_up(self._folder)
