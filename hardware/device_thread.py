"""The thread that owns a device: whatever fails, the device is dropped and opened again."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from hardware.events import DeviceLost, DeviceName, DeviceReady, Event, Sink, Trouble

FIRST_RETRY, LAST_RETRY = 0.2, 3.0
"""Seconds before a lost device is opened again: doubled from the first to the last.

From the first again when the trouble changes: what was just plugged in belongs to root alone until udev has seen it, a
fraction of a second later.
"""


class Closable(Protocol):
    def close(self) -> None: ...


Line = TypeVar("Line", bound=Closable)


class DeviceThread(ABC, Generic[Line]):
    """Keeps hardware.ports.Device over the two calls below, which run in the thread alone.

    `beat` stands still for LAST_RETRY between tries; while the device is open, `_watch` keeps it.
    """

    def __init__(self, device: DeviceName, trouble_of: Callable[[Exception], Trouble]) -> None:
        self._device = device
        self._trouble_of = trouble_of
        self._halt = threading.Event()
        self._beat = time.monotonic()
        self._trouble: Trouble | None = None
        self._thread: threading.Thread | None = None

    @abstractmethod
    def _open(self) -> tuple[str, Line]:
        """The device's own name, and the device. May raise anything; nothing is open then."""

    @abstractmethod
    def _watch(self, line: Line, tell: Sink) -> None:
        """Serve it until `_halt` is set, or until it fails: then anything may be raised."""

    def start(self, sink: Sink) -> None:
        self._thread = threading.Thread(target=self._run, args=(sink,), name=str(self._device), daemon=True)
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
            line = None
            try:
                name, line = self._open()
                tell(DeviceReady(self._device, name))
                self._trouble = None
                self._watch(line, tell)
            except Exception as problem:  # device libraries let through errors of every kind
                lost = lost_by(self._device, self._trouble_of, problem)
                retry = min(2 * retry, LAST_RETRY) if lost.trouble is self._trouble else FIRST_RETRY
                if lost.trouble is not self._trouble:
                    self._trouble = lost.trouble
                    tell(lost)
            finally:
                self._beat = time.monotonic()
                if line is not None:
                    line.close()
            self._halt.wait(retry)


def lost_by(device: DeviceName, trouble_of: Callable[[Exception], Trouble], problem: Exception) -> DeviceLost:
    """What is told of a device that failed so."""
    return DeviceLost(device, trouble_of(problem), f"{type(problem).__name__}: {problem}")
