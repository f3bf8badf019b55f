"""The thread that owns an opened card reader, whichever library drives it, and tells who comes onto it."""

import time
from collections.abc import Callable
from typing import Protocol

from hardware.device_thread import DeviceThread, lost_by
from hardware.events import DeviceName, DeviceReady, Sink, Trouble
from hardware.ports import Finding
from hardware.presence import Presence, SeenCard


class Field(Protocol):
    """An opened reader, for one thread. Anything may be raised when it fails; it is closed then."""

    name: str
    idle_pause: float
    """Seconds between two looks while no card is there."""
    busy_pause: float
    """Seconds between two looks while one is."""
    gone_after: float
    """As Presence takes it."""

    def look(self) -> frozenset[SeenCard]:
        """The cards that lie there now. It may block for less than a second, and as long as the reader hangs."""

    def close(self) -> None:
        """Never raises."""


class CardThread(DeviceThread[Field]):
    """Keeps hardware.ports.CardReader over what `opened` opens, again each time after it failed. `path`: its name."""

    def __init__(self, path: str, opened: Callable[[], Field], trouble_of: Callable[[Exception], Trouble]) -> None:
        super().__init__(DeviceName.READER, trouble_of)
        self._path = path
        self._opened = opened

    def tried(self) -> Finding:
        """Instead of start(): open the reader, ask who it is, and close it; blocks 10 s at most."""
        try:
            field = self._opened()
        except Exception as problem:  # device libraries let through errors of every kind
            return Finding(self._path, lost_by(DeviceName.READER, self._trouble_of, problem))
        field.close()
        return Finding(self._path, DeviceReady(DeviceName.READER, field.name))

    def _open(self) -> tuple[str, Field]:
        field = self._opened()
        try:
            field.look()  # some readers open well and then fail at every poll
        except BaseException:
            field.close()
            raise
        return field.name, field

    def _watch(self, line: Field, tell: Sink) -> None:
        """Look at the field until stop(), or until the reader fails."""
        presence = Presence(line.gone_after)
        while not self._halt.is_set():
            seen = line.look()
            self._beat = time.monotonic()
            for event in presence.look(self._beat, seen):
                tell(event)
            self._halt.wait(line.busy_pause if seen else line.idle_pause)
