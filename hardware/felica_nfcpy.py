"""The card reader by nfcpy: RC-S380, RC-S330/360/370, ACR122U on USB, PN532 on a serial line."""

import time

from hardware.device_thread import DeviceThread, lost_by
from hardware.events import DeviceName, DeviceReady, Sink
from hardware.nfc_frontend import ANSWER_WITHIN, Frontend, UsbBus, trouble_of
from hardware.ports import Finding
from hardware.presence import Presence

IDLE_PAUSE = 0.15
"""Seconds between looks at an empty field, which take 0.07.

Idle over the simulated chip, chip included: 0.94 % of one core (AMD EPYC), 1.9 ms of it a look.
"""

BUSY_PAUSE = 0.05
"""Seconds between looks while a card lies there."""


class NfcpyReader(DeviceThread[Frontend]):
    """Keeps hardware.ports.CardReader.

    `beat` stands still for 2 × `answer_within` at most when a reader hangs (opening or closing it). `path` as in
    hardware.nfc_frontend.Frontend; `usb` is the bus to look on, the machine's own unless given.
    """

    def __init__(self, path: str = "usb", usb: UsbBus | None = None, answer_within: float = ANSWER_WITHIN) -> None:
        super().__init__(DeviceName.READER, trouble_of)
        self._path = path
        self._usb = usb
        self._answer_within = answer_within

    def _open(self) -> tuple[str, Frontend]:
        frontend = Frontend(self._path, self._usb, self._answer_within)
        try:
            frontend.look()  # some readers open well and then fail at every poll
        except BaseException:
            frontend.close()
            raise
        return frontend.name, frontend

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
        return Finding(path, lost_by(DeviceName.READER, trouble_of, problem))
    frontend.close()
    return Finding(path, DeviceReady(DeviceName.READER, frontend.name))
