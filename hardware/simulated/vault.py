"""A card whose data partition can be encrypted, as far as a program can tell: it speaks as the system's service does
(image-build/overlay/usr/lib/kokyaku/vault). Nothing is encrypted.

What it is stands in a file: a program that is started anew finds it as it was, and one that comes later finds a machine
that was switched off.
"""

import hashlib
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

NAME: Final = "vault.json"
_WAITS: Final = (0, 0, 1, 2, 4, 8, 16, 30, 60)


class SimulatedVault:
    """It can be told to misbehave: slow() and fail() until ok(), damage() for good."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._one = threading.Lock()
        self._going = threading.Event()
        self._going.set()
        self._failing = False
        self._failures, self._failed_at = 0, 0.0

    def connect(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._answer, args=(ours,), name="simulated-vault", daemon=True).start()
        return theirs

    def slow(self) -> None:
        """It stands still in the middle."""
        self._going.clear()

    def fail(self) -> None:
        self._failing = True

    def damage(self) -> None:
        """No PIN opens it any more, from the next start on."""
        self._keep(**{**self._kept(), "damaged": True})

    def ok(self) -> None:
        self._failing = False
        self._going.set()

    def _answer(self, line: socket.socket) -> None:
        deeds: dict[str, Callable[..., Iterator[str]]] = {
            "make": self._make,
            "open": self._open,
            "change": self._change,
        }
        with closing(line), line.makefile("rw", encoding="ascii") as words, self._one:
            deed = words.readline().strip()
            pins = [words.readline().strip() for _ in range({"make": 1, "open": 1, "change": 2}.get(deed, 0))]
            for said in deeds.get(deed, self._state)(*pins):
                words.write(f"{said}\n")
                words.flush()

    def _state(self) -> Iterator[str]:
        kept = self._kept()
        if "pin" not in kept:
            yield "plain"
        elif kept["open"] == _run_of_the_machine():
            yield "open"
        else:
            yield "damaged" if kept["damaged"] else f"closed {self._wait()}"

    def _make(self, pin: str) -> Iterator[str]:
        yield "step 5"
        yield "step 25"
        self._going.wait()
        if self._failing:
            yield "failed"
            return
        yield "step 90"
        self._keep(pin=_hashed(pin), open=_run_of_the_machine(), damaged=False)
        yield "done"

    def _open(self, pin: str) -> Iterator[str]:
        self._going.wait()
        kept = self._kept()
        if kept["damaged"]:
            yield "damaged"
        elif self._failing:
            yield "failed"
        elif self._is_right(pin):
            self._keep(**{**kept, "open": _run_of_the_machine()})
            yield "done"
        else:
            yield f"wrong {self._wait()}"

    def _change(self, pin: str, new: str) -> Iterator[str]:
        self._going.wait()
        if self._failing:
            yield "failed"
        elif self._is_right(pin):
            self._keep(**{**self._kept(), "pin": _hashed(new)})
            yield "done"
        else:
            yield f"wrong {self._wait()}"

    def _is_right(self, pin: str) -> bool:
        """None is while a wrong one makes everybody wait."""
        if self._wait():
            return False
        salt = bytes.fromhex(self._kept()["pin"].partition(" ")[0])
        if _hashed(pin, salt) == self._kept()["pin"]:
            self._failures = 0
            return True
        self._failures, self._failed_at = self._failures + 1, time.monotonic()
        return False

    def _wait(self) -> int:
        if not self._failures:
            return 0
        whole = _WAITS[min(self._failures, len(_WAITS) - 1)]
        return max(0, whole - int(time.monotonic() - self._failed_at))

    def _kept(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return kept

    def _keep(self, **kept: Any) -> None:
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(kept), "utf-8")
        part.replace(self._path)


def _hashed(pin: str, salt: bytes = b"") -> str:
    salt = salt or secrets.token_bytes(16)
    return f"{salt.hex()} {hashlib.scrypt(pin.encode(), salt=salt, n=1 << 12, r=8, p=1).hex()}"


def _run_of_the_machine() -> str:
    """The same for a program that replaced itself by another, as it is for one that a service starts again."""
    started = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19]
    return f"{os.getpid()} {started}"
