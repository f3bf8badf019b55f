"""Work in a process of its own: no tap waits for it, and what hangs it hangs nothing else.

It speaks in lines of JSON to the thread that waits for it: {"step", "done", "total"} on the way, and an answer at the
end. SIGTERM ends it, with that answer.
"""

import json
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

NICENESS: Final = 10  # where both want the processor, the counter has it
TOLD_EVERY: Final = 0.5  # seconds between two words about how far it is
ENDS_WITHIN: Final = 5.0  # seconds


class Stalled(RuntimeError):
    """It said nothing for too long, and was killed."""


class Voice:
    """In that process: what it says. From now on SIGTERM has the next tell() raise `cancelled`."""

    def __init__(self, cancelled: Callable[[str], Exception]) -> None:
        self._cancelled = cancelled
        self._ended = threading.Event()
        self._told, self._step = 0.0, ""
        signal.signal(signal.SIGTERM, lambda *_: self._ended.set())

    def tell(self, step: str, done: int, total: int) -> None:
        """How far it is, and whether it is still wanted. A new step is said at once."""
        if self._ended.is_set():
            raise self._cancelled("somebody wanted it to end")
        if (now := time.monotonic()) - self._told >= TOLD_EVERY or step != self._step:
            self._told, self._step = now, step
            self.say(step=step, done=done, total=total)

    def say(self, **words: Any) -> None:
        try:
            print(json.dumps(words), flush=True)
        except BrokenPipeError as error:
            raise self._cancelled("the kiosk is gone") from error


class OwnProcess:
    """In the kiosk: one such process at a time, begun and heard in one thread, and ended from any."""

    def __init__(self, stalled_seconds: float | None = None, stuck: Callable[[], None] | None = None) -> None:
        """`stalled_seconds`: so long it may say nothing; None: for ever. `stuck`: what is done about one that was
        killed and that the kernel holds; None: it is waited for."""
        self._stalled_seconds = stalled_seconds
        self._stuck = stuck
        self._cancelled = threading.Event()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_ending(self) -> bool:
        """Whether somebody wanted what is at hand to end."""
        return self._cancelled.is_set() or self._stopping.is_set()

    def wanted(self) -> None:
        """Something new is: what was cancelled before is past."""
        self._cancelled.clear()

    def cancel(self) -> None:
        self._cancelled.set()
        if (process := self._process) is not None:
            process.terminate()

    def stop(self, thread: threading.Thread | None) -> None:
        """For good; blocks 5 s at most, for the thread that waits for it."""
        self._stopping.set()
        self.cancel()
        if thread is not None:
            thread.join(ENDS_WITHIN)
        if (process := self._process) is not None:
            process.kill()

    @contextmanager
    def running(self, command: list[str], first_line: str | None = None) -> Iterator[Iterator[dict[str, Any]]]:
        """What it says, until it ends or nobody listens any more; the iterator raises Stalled. `first_line`: what it is
        told; then its standard input stays open until the end, so that it sees when the kiosk is gone."""
        stdin = subprocess.DEVNULL if first_line is None else subprocess.PIPE
        process = self._process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE)
        try:
            if process.stdin is not None:
                with suppress(BrokenPipeError):  # it died before it could listen: it says nothing, then
                    process.stdin.write(f"{first_line}\n".encode())
                    process.stdin.flush()
            if self.is_ending:
                process.terminate()
            yield map(json.loads, self._lines(process))
        finally:
            self._end(process)
            self._process = None

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
        assert process.stdout is not None, "it is a pipe"
        said = b""
        while select.select([process.stdout], [], [], self._stalled_seconds)[0]:
            if not (piece := os.read(process.stdout.fileno(), 1 << 16)):
                return
            *lines, said = (said + piece).split(b"\n")
            yield from lines
        process.kill()
        raise Stalled

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(BrokenPipeError):
                pipe.close()
        try:
            process.wait(None if self._stuck is None else ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            assert self._stuck is not None, "else it is waited for"
            self._stuck()
