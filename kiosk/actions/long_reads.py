"""Long reads: reports, exports, choosing people, the nightly comparison. The counter goes on meanwhile.

They run one after the other in the reports' thread, on a read-only connection and in one read transaction each: what
a read sees is the data of one moment.
"""

import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from db.connection import Reader, Store
from db.errors import sqlite_named
from kiosk.actions.trouble import BooksTrouble, trouble_of
from kiosk.value import Hidden, Value

logger = logging.getLogger(__name__)

NICENESS: Final = 10  # where both want the processor, the counter has it
TOLD_EVERY: Final = 0.1  # seconds between two words about how far it is
LOOK_UP_EVERY: Final = 100_000  # steps of SQLite's, some milliseconds, between two looks whether it is still wanted


class Tell(Protocol):
    def __call__(self, done: int, total: int, so_far: object = None, /) -> None:
        """How much is done, how much there is, and what there is to show of it already, a frozen value. Call it between
        two queries: it is also where a read ends that nobody waits for any more."""


LongRead = Callable[[Reader, Tell], object]
"""What is to be read. It runs in the reports' thread: it may use the reader alone, and returns a frozen value."""


class ReadMoved(Value):
    """How far the read with this number is, and at times what can be shown of it; that may hold names."""

    number: int
    done: int
    total: int
    so_far: Hidden[Any] = None


class ReadFinished(Value):
    """What it found; it may hold names."""

    number: int
    found: Hidden[Any]


class ReadFailed(Value):
    """The data could not be read, or the read has a fault (the log says which)."""

    number: int
    trouble: BooksTrouble


ReadEvent = ReadMoved | ReadFinished | ReadFailed


class LongReads(Protocol):
    """Whom the counter asks."""

    def ask(self, read: LongRead) -> int:
        """Never blocks. Returns the number that the answer will carry: one ReadFinished or ReadFailed, unless it is
        given up."""

    def give_up(self, number: int) -> None:
        """Nobody waits for it any more: it ends soon, and no answer is sought. One may be on its way already."""


class _GivenUp(Exception):
    pass


class ReportsThread:
    """Reads what is asked for, in the order in which it was asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: queue.SimpleQueue[tuple[int, LongRead] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()  # over the two below
        self._last = 0
        self._wanted: set[int] = set()
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[ReadEvent], None]) -> None:
        """`sink` gets what happens, in the reports' thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="reports", daemon=True)
        self._thread.start()

    def ask(self, read: LongRead) -> int:
        with self._lock:
            self._last += 1
            number = self._last
            self._wanted.add(number)
        self._waiting.put((number, read))
        return number

    def give_up(self, number: int) -> None:
        with self._lock:
            self._wanted.discard(number)

    def stop(self) -> None:
        """End at once, also in the middle of a query; blocks 5 s at most."""
        with self._lock:
            self._wanted.clear()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(5)

    def _run(self, sink: Callable[[ReadEvent], None]) -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        while (asked := self._waiting.get()) is not None:
            number, read = asked
            answer = self._answer(number, read, sink)
            with self._lock:
                wanted = number in self._wanted
                self._wanted.discard(number)
            if wanted:
                sink(answer)

    def _answer(self, number: int, read: LongRead, sink: Callable[[ReadEvent], None]) -> ReadFinished | ReadFailed:
        told = time.monotonic()

        def tell(done: int, total: int, so_far: object = None) -> None:
            nonlocal told
            if number not in self._wanted:
                raise _GivenUp
            if (now := time.monotonic()) - told >= TOLD_EVERY or so_far is not None:
                told = now
                sink(ReadMoved(number, done, total, so_far))

        try:
            tell(0, 1)
            with Store.open_reader(self._folder) as reader, sqlite_named(), reader.database.atomic():
                # an interrupt from another thread would be lost when it comes between two queries
                reader.database.connection().set_progress_handler(lambda: number not in self._wanted, LOOK_UP_EVERY)
                return ReadFinished(number, read(reader, tell))
        except Exception as error:
            if number in self._wanted:  # else it was broken off on purpose
                logger.exception("a long read failed")
            return ReadFailed(number, trouble_of(error))
