"""What systemd is told (sd_notify(3)): the kiosk is ready, and, over and over, that screen and counter go round.

systemd restarts a kiosk that goes silent. A thread of its own speaks, so that it can still say what stands still.
"""

import logging
import socket
import threading
import time
from collections.abc import MutableMapping
from enum import StrEnum
from typing import Final, Self

from kiosk.flow.texts import Texts

logger = logging.getLogger(__name__)

SOCKET: Final = "NOTIFY_SOCKET"
PERIOD: Final = "WATCHDOG_USEC"
_UNREAD_SECONDS: Final = 1.0  # systemd reads at once; one that doesn't must not hold up the kiosk's end


class Part(StrEnum):
    """What has to go round."""

    SCREEN = "screen"
    COUNTER = "counter"


class ServiceManager:
    """systemd, where it started this process; elsewhere nobody hears."""

    def __init__(self, address: str = "", period: float = 0.0) -> None:
        """`address`: of its socket, "" for none. `period`: it ends a kiosk that was silent for so many seconds; 0:
        it doesn't."""
        self.period = period
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    @classmethod
    def of(cls, environment: MutableMapping[str, str]) -> Self:
        """As the environment says. The words are taken out: a process that the kiosk starts must not speak for it.

        WATCHDOG_PID is not looked at: under a compositor it is the compositor's.
        """
        environment.pop("WATCHDOG_PID", None)
        return cls(environment.pop(SOCKET, ""), int(environment.pop(PERIOD, "0")) / 1e6)

    def __bool__(self) -> bool:
        return bool(self._address)

    def tell(self, **words: str) -> None:
        """Each is a line of sd_notify(3), all in one message. Never raises: without systemd the shop goes on."""
        if not self:
            return
        message = "\n".join(f"{name}={word}" for name, word in words.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.settimeout(_UNREAD_SECONDS)
                line.sendto(message.encode(), self._address)
        except OSError as error:
            logger.warning("systemd does not hear: %s", error)


class Watchdog:
    """The parts beat, each in its own thread; the feeding ends while one of them is silent for half the period."""

    def __init__(self, manager: ServiceManager, texts: Texts) -> None:
        self._manager = manager
        self._texts = texts
        self._due = dict.fromkeys(Part, 0.0)  # when each beats next, at the latest; monotonic
        self._still: Part | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def beat(self, part: Part, within: float = 0.0) -> None:
        """It has come round. `within`: something long begins, the next beat may take so many seconds."""
        self._due[part] = time.monotonic() + max(within, self._manager.period / 2)

    def start(self) -> None:
        """The first view is on the screen, and both parts have beaten: the kiosk is ready."""
        self._manager.tell(READY="1", STATUS=self._texts("watchdog.ready"))
        if self._manager and self._manager.period:
            self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """The kiosk ends; from now on systemd counts how long that takes."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self._manager.tell(STOPPING="1")

    def _run(self) -> None:
        while not self._ended.is_set():
            self._feed()
            self._ended.wait(self._manager.period / 4)

    def _feed(self) -> None:
        now = time.monotonic()
        still = next((part for part in Part if self._due[part] < now), None)
        if still is None:
            self._manager.tell(WATCHDOG="1")
        if still == self._still:
            return
        self._still = still
        if still is None:
            self._manager.tell(STATUS=self._texts("watchdog.ready"))
        else:
            logger.error("the %s stands still", still)
            self._manager.tell(STATUS=self._texts(f"watchdog.{still}"))
