"""The vault: the data partition of a card, encrypted and opened by a PIN. A thread of its own asks who works it.

That is a service of the system's (image-build/overlay/usr/lib/kokyaku/vault), for it takes root; it is there on a card
that the image made, and nowhere else. It is told a word and the PINs, a line each, and answers in lines.
"""

import logging
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from kiosk.value import Hidden, Value

logger = logging.getLogger(__name__)

SERVICE: Final = Path("/run/kokyaku-vault.sock")
STATE_SECONDS: Final = 20.0
"""How long the service may take to say what there is."""
DEED_SECONDS: Final = 900.0
"""How long it may say nothing at work: an old card forgets its gigabytes slowly."""

Connect = Callable[[], socket.socket]


class VaultState(StrEnum):
    PLAIN = "plain"  # the data partition is none; it can be made one while no shop is on it
    CLOSED = "closed"
    OPEN = "open"
    DAMAGED = "damaged"  # no PIN opens it any more


class VaultSilent(OSError):
    """Nobody says what the data partition is: whatever is written now may be lost at the next start."""


class VaultSeen(Value):
    state: VaultState
    wait: int = 0  # seconds until a PIN is tried again


class VaultMoved(Value):
    number: int
    percent: int


class VaultDone(Value):
    number: int


class VaultWrong(Value):
    """It is not this PIN, or none is tried for so many seconds."""

    number: int
    wait: int


class VaultDamaged(Value):
    number: int


class VaultFailed(Value):
    """All is as before."""

    number: int


VaultEvent = VaultMoved | VaultDone | VaultWrong | VaultDamaged | VaultFailed


class Vault(Protocol):
    """Whom the screens ask. Nothing blocks; each answer carries the number that was returned."""

    @property
    def is_open(self) -> bool:
        """Whether there is one and it is open, as far as it is known."""

    def make(self, pin: str) -> int:
        """Encrypt the data partition, on which there is no shop: VaultMoved, and one VaultDone or VaultFailed. Either
        way the program has to start anew: it has let go of its folder."""

    def open(self, pin: str) -> int:
        """One answer. After VaultDone the shop's data is in its folder for a program that starts then."""

    def change(self, old: str, new: str) -> int:
        """One VaultDone, VaultWrong or VaultFailed."""


class _Wish(Value):
    number: int
    deed: str
    pins: Hidden[tuple[str, ...]]


def service() -> socket.socket:
    """A connection to this machine's. Raises OSError."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.connect(str(SERVICE))
    except OSError:
        line.close()
        raise
    return line


class VaultThread:
    def __init__(self, connect: Connect, let_go: Callable[[], None]) -> None:
        """`let_go` closes, in this thread, what the program has open in its folder."""
        self._connect = connect
        self._let_go = let_go
        self._waiting: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._last = 0
        self._seen: VaultSeen | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        return self._seen is not None and self._seen.state is VaultState.OPEN

    def start(self, sink: Callable[[VaultEvent], None]) -> None:
        """`sink` gets what happens, in this thread. It looks first, where nobody has."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="vault", daemon=True)
        self._thread.start()

    def look(self) -> VaultSeen:
        """What the data partition is; blocks 20 s at most. Raises VaultSilent."""
        try:
            word, _, wait = next(_answers(self._connect, "state", (), STATE_SECONDS), "").partition(" ")
            seen = self._seen = VaultSeen(VaultState(word), int(wait or 0))
        except (OSError, ValueError) as error:
            raise VaultSilent("the vault does not say what it is") from error
        return seen

    def make(self, pin: str) -> int:
        return self._ask("make", pin)

    def open(self, pin: str) -> int:
        return self._ask("open", pin)

    def change(self, old: str, new: str) -> int:
        return self._ask("change", old, new)

    def stop(self) -> None:
        """It is a daemon: what the service has begun it brings to an end without us."""
        self._waiting.put(None)

    def _ask(self, deed: str, *pins: str) -> int:
        self._last += 1
        self._waiting.put(_Wish(self._last, deed, pins))
        return self._last

    def _run(self, sink: Callable[[VaultEvent], None]) -> None:
        if self._seen is None:
            try:
                self.look()
            except VaultSilent:
                logger.warning("the vault does not say what it is")
        while (wish := self._waiting.get()) is not None:
            sink(self._done(wish, sink))

    def _done(self, wish: _Wish, sink: Callable[[VaultEvent], None]) -> VaultEvent:
        try:
            if wish.deed == "make":
                self._let_go()
            for said in _answers(self._connect, wish.deed, wish.pins, DEED_SECONDS):
                match said.split():
                    case ["step", percent]:
                        sink(VaultMoved(wish.number, int(percent)))
                    case ["done"]:
                        return VaultDone(wish.number)
                    case ["wrong", wait]:
                        return VaultWrong(wish.number, int(wait))
                    case ["damaged"]:
                        return VaultDamaged(wish.number)
                    case _:
                        break
        except Exception as error:
            # what it was told must not come along in a traceback
            logger.error("the vault has a fault: %s", type(error).__name__)  # noqa: TRY400
        return VaultFailed(wish.number)


def _answers(connect: Connect, deed: str, pins: tuple[str, ...], seconds: float) -> Iterator[str]:
    with closing(connect()) as line:
        line.settimeout(seconds)
        line.sendall("".join(f"{word}\n" for word in (deed, *pins)).encode())
        with line.makefile("r", encoding="ascii") as said:
            yield from map(str.strip, said)
