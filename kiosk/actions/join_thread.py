"""The thread that waits for the process in which two copies of the shop are joined, and tells how it fares."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.joining import Joined
from kiosk.actions.other_shops import OtherShop
from kiosk.own_process import OwnProcess
from kiosk.value import Hidden, Value

logger = logging.getLogger(__name__)

BROKEN_OFF: Final = "broken_off"
"""Why nothing was joined when the process, or the whole machine, was switched off in the middle."""


class JoinMoved(Value):
    number: int
    step: str  # "read", "unpack", "play", "copy", "join", and what is proved then
    done: int
    total: int


class JoinFinished(Value):
    """The shop in the folder is the joined one."""

    number: int
    joined: Hidden[Joined]


class NotJoined(Value):
    """The folder's shop is as it was. `why`: names its words (texts.join_trouble, texts.backup_trouble)."""

    number: int
    why: str


JoinEvent = JoinMoved | JoinFinished | NotJoined


class Joins(Protocol):
    """Whom the counter asks."""

    def join(self, other: OtherShop, key: str) -> int:
        """Never blocks; nobody has the shop open from now on. Returns the number that the answer will carry: one
        JoinFinished or NotJoined, after which it can be opened again."""

    def cancel(self) -> None:
        """The join at hand ends soon, with its answer."""


class JoinThread:
    def __init__(self, folder: Path, board: str, now_ms: Callable[[], int], sink: Callable[[JoinEvent], None]) -> None:
        """`sink` gets what happens, in a thread of this one's own for each join."""
        self._folder = folder
        self._board = board
        self._now_ms = now_ms
        self._sink = sink
        self._last = 0
        self._process = OwnProcess()
        self._thread: threading.Thread | None = None

    def join(self, other: OtherShop, key: str) -> int:
        self._last += 1
        self._process.wanted()
        self._thread = threading.Thread(target=self._run, args=(self._last, other, key), name="join", daemon=True)
        self._thread.start()
        return self._last

    def cancel(self) -> None:
        self._process.cancel()

    def stop(self) -> None:
        """End the join at hand; blocks 5 s at most. What it leaves behind is taken away at the next start."""
        self._process.stop(self._thread)

    def _run(self, number: int, other: OtherShop, key: str) -> None:
        try:
            words = command(self._folder, self._board, self._now_ms(), other.place, other.backup)
            # the pipe into the process stays open until it has answered: it goes when the kiosk does
            with self._process.running(words, first_line=key) as said:
                answer = self._heard(number, said)
        except Exception:
            logger.exception("the join has a fault")
            answer = NotJoined(number, BackupTrouble.OTHER)
        self._sink(answer)

    def _heard(self, number: int, said: Iterator[dict[str, Any]]) -> JoinFinished | NotJoined:
        for words in said:
            match words:
                case {"step": step, "done": done, "total": total}:
                    self._sink(JoinMoved(number, step, done, total))
                case {"joined": joined}:
                    return JoinFinished(number, msgspec.convert(joined, Joined, str_keys=True))
                case {"why": why}:
                    return NotJoined(number, why)
        # it was ended before it could say so, or died: what it leaves behind is taken away when the shop is opened
        return NotJoined(number, BackupTrouble.CANCELLED if self._process.is_ending else BROKEN_OFF)


def command(folder: Path, board: str, now_ms: int, place: Path, backup: str) -> list[str]:
    """What runs it; all that joins is imported there alone."""
    words = [sys.executable, "-m", "kiosk.actions.join_process", str(folder), board, str(now_ms), str(place)]
    return [*words, backup] if backup else words
