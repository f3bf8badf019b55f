"""The card reader by nfcpy: RC-S380, RC-S330/360/370, ACR122U on USB, PN532 on a serial line."""

import threading
import time

from hardware.events import DeviceLost, DeviceName, DeviceReady, Event, Sink, Trouble
from hardware.nfc_frontend import ANSWER_WITHIN, Frontend, UsbBus, trouble_of
from hardware.ports import Finding
from hardware.presence import Presence

IDLE_PAUSE = 0.15
"""Seconds between looks at an empty field, which take 0.07.

Idle over the simulated chip, chip included: 0.94 % of one core (AMD EPYC), 1.9 ms of it a look.
"""

BUSY_PAUSE = 0.05
"""Seconds between looks while a card lies there."""

FIRST_RETRY, LAST_RETRY = 0.2, 3.0
"""Seconds before a lost reader is opened again: doubled from the first to the last."""


class NfcpyReader:
    """Keeps hardware.ports.CardReader. One thread owns the reader; whatever fails, it is dropped and opened again.

    `beat` stands still for 2 × `answer_within` at most when a reader hangs (opening or closing it), and for LAST_RETRY
    between tries. `path` as in hardware.nfc_frontend.Frontend; `usb` is the bus to look on, the machine's own unless
    given.
    """

    def __init__(self, path: str = "usb", usb: UsbBus | None = None, answer_within: float = ANSWER_WITHIN) -> None:
        self._path = path
        self._usb = usb
        self._answer_within = answer_within
        self._halt = threading.Event()
        self._beat = time.monotonic()
        self._trouble: Trouble | None = None
        self._thread: threading.Thread | None = None

    def start(self, sink: Sink) -> None:
        self._thread = threading.Thread(target=self._run, args=(sink,), name="card-reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._halt.set()
        if self._thread is not None:
            self._thread.join(5)

    @property
    def beat(self) -> float:
        return self._beat

    def _run(self, sink: Sink) -> None:
        def tell(event: Event) -> None:
            if not self._halt.is_set():  # an abandoned thread that wakes up later has nothing to say
                sink(event)

        retry = FIRST_RETRY
        while not self._halt.is_set():
            self._beat = time.monotonic()
            frontend = None
            try:
                frontend = Frontend(self._path, self._usb, self._answer_within)
                frontend.look()  # some readers open well and then fail at every poll
                tell(DeviceReady(DeviceName.READER, frontend.name))
                self._trouble = None
                retry = FIRST_RETRY
                self._watch(frontend, tell)
            except Exception as problem:  # nfcpy lets through TypeError, termios.error, usb1's own and more
                trouble = trouble_of(problem)
                if trouble is not self._trouble:
                    self._trouble = trouble
                    tell(DeviceLost(DeviceName.READER, trouble, _said(problem)))
            finally:
                self._beat = time.monotonic()
                if frontend is not None:
                    frontend.close()
            self._halt.wait(retry)
            retry = min(2 * retry, LAST_RETRY)

    def _watch(self, frontend: Frontend, tell: Sink) -> None:
        """Look at the field until stop(), or until the reader fails."""
        presence = Presence()
        while not self._halt.is_set():
            seen = frontend.look()
            self._beat = time.monotonic()
            for event in presence.look(self._beat, seen):
                tell(event)
            self._halt.wait(BUSY_PAUSE if seen else IDLE_PAUSE)


def check(path: str = "usb", usb: UsbBus | None = None, answer_within: float = ANSWER_WITHIN) -> Finding:
    """Open the reader, ask who it is, and close it; blocks 10 s at most."""
    try:
        frontend = Frontend(path, usb, answer_within)
    except Exception as problem:
        return Finding(path, DeviceLost(DeviceName.READER, trouble_of(problem), _said(problem)))
    frontend.close()
    return Finding(path, DeviceReady(DeviceName.READER, frontend.name))


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"
