"""The thread that waits for the process in which two copies of the shop are joined, and tells how it fares."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.join_process import command
from kiosk.actions.joining import Joined
from kiosk.actions.other_shops import OtherShop
from kiosk.value import Hidden, Value

logger = logging.getLogger(__name__)

ENDS_WITHIN: Final = 5.0  # seconds
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
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def join(self, other: OtherShop, key: str) -> int:
        self._last += 1
        self._ending.clear()
        self._thread = threading.Thread(target=self._run, args=(self._last, other, key), name="join", daemon=True)
        self._thread.start()
        return self._last

    def cancel(self) -> None:
        self._ending.set()
        if (process := self._process) is not None:
            process.terminate()

    def stop(self) -> None:
        """End the join at hand; blocks 5 s at most. What it leaves behind is taken away at the next start."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(ENDS_WITHIN)
        if (process := self._process) is not None:
            process.kill()

    def _run(self, number: int, other: OtherShop, key: str) -> None:
        try:
            words = command(self._folder, self._board, self._now_ms(), other.place, other.backup)
            with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
                self._process = process
                answer = self._heard(number, process, key)
        except Exception:
            logger.exception("the join has a fault")
            answer = NotJoined(number, BackupTrouble.OTHER)
        finally:
            self._process = None
        self._sink(answer)

    def _heard(self, number: int, process: subprocess.Popen[bytes], key: str) -> JoinFinished | NotJoined:
        """The pipe into the process stays open until it has answered: it goes when the kiosk does."""
        assert process.stdin is not None, "it is a pipe"
        assert process.stdout is not None, "it is a pipe"
        with suppress(BrokenPipeError):  # it died before it could listen, as is seen below
            process.stdin.write(f"{key}\n".encode())
            process.stdin.flush()
        if self._ending.is_set():
            process.terminate()
        for line in process.stdout:
            words: dict[str, Any] = json.loads(line)
            match words:
                case {"step": step, "done": done, "total": total}:
                    self._sink(JoinMoved(number, step, done, total))
                case {"joined": joined}:
                    return JoinFinished(number, msgspec.convert(joined, Joined, str_keys=True))
                case {"why": why}:
                    return NotJoined(number, why)
        # it was ended before it could say so, or died: what it leaves behind is taken away when the shop is opened
        return NotJoined(number, BackupTrouble.CANCELLED if self._ending.is_set() else BROKEN_OFF)
