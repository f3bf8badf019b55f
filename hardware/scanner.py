"""The barcode scanner: a USB device that types. By evdev, in a thread of its own."""

import select
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.events import CodeScanned, DeviceLost, DeviceName, DeviceReady, Event, ScanBroken, Sink, Trouble
from hardware.keymap import Layout, decode
from hardware.ports import Finding
from hardware.scan_assembly import Scan, ScanAssembly, TornScan
from hardware.scanner_line import InputBus, KernelInput, ScannerLine, ScannerNode, trouble_of

BEAT = 0.25
"""Seconds between signs of life while nobody scans."""

FIRST_RETRY, LAST_RETRY = 0.2, 3.0
"""Seconds before a lost scanner is opened again: doubled from the first to the last.

From the first again when the trouble changes: a scanner that was just plugged in belongs to root alone until udev has
seen it, a fraction of a second later.
"""


class EvdevScanner:
    """Keeps hardware.ports.Scanner. One thread owns the scanner; whatever fails, it is dropped and opened again.

    `device` as in hardware.scanner_line.parse_scanner. `layout` is the scanner's own keyboard. `bus` is where to look,
    the machine's own unless given. `beat` stands still for LAST_RETRY between tries, BEAT otherwise.
    """

    def __init__(self, device: str, layout: Layout = Layout.US, bus: InputBus | None = None) -> None:
        self._device = device
        self._layout = layout
        self._bus = bus or KernelInput()
        self._halt = threading.Event()
        self._beat = time.monotonic()
        self._trouble: Trouble | None = None
        self._thread: threading.Thread | None = None

    def start(self, sink: Sink) -> None:
        self._thread = threading.Thread(target=self._run, args=(sink,), name="scanner", daemon=True)
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
            if not self._halt.is_set():
                sink(event)

        retry = FIRST_RETRY
        while not self._halt.is_set():
            self._beat = time.monotonic()
            line = None
            try:
                node = self._bus.find(self._device)
                line = self._bus.open(node)
                tell(DeviceReady(DeviceName.SCANNER, node.name))
                self._trouble = None
                self._watch(line, tell)
            except Exception as problem:  # whatever evdev lets through; the next try begins anew
                trouble = trouble_of(problem)
                retry = min(2 * retry, LAST_RETRY) if trouble is self._trouble else FIRST_RETRY
                if trouble is not self._trouble:
                    self._trouble = trouble
                    tell(DeviceLost(DeviceName.SCANNER, trouble, _said(problem)))
            finally:
                self._beat = time.monotonic()
                if line is not None:
                    line.close()
            self._halt.wait(retry)

    def _watch(self, line: ScannerLine, tell: Sink) -> None:
        """Read until stop(), or until the scanner fails."""
        assembly = ScanAssembly()
        while not self._halt.is_set():
            for found in _read(line, assembly, BEAT):
                text = decode(found.strokes, self._layout) if isinstance(found, Scan) else None
                now = time.monotonic()
                tell(ScanBroken(now) if text is None else CodeScanned(text, now))
            self._beat = time.monotonic()


@dataclass(frozen=True, slots=True)
class Trial:
    """What `kiosk check` found out: the scanner's node and the scan that was asked for, None where there was none."""

    finding: Finding
    node: ScannerNode | None = None
    scan: Scan | TornScan | None = None


def check(
    device: str, ready: Callable[[ScannerNode], None], bus: InputBus | None = None, seconds: float = 10.0
) -> Trial:
    """Open the scanner, call `ready`, and wait so long for one scan."""
    bus = bus or KernelInput()
    node, line = None, None
    try:
        node = bus.find(device)
        line = bus.open(node)
        ready(node)
        return Trial(Finding(device, DeviceReady(DeviceName.SCANNER, node.name)), node, _first_scan(line, seconds))
    except Exception as problem:
        lost = DeviceLost(DeviceName.SCANNER, trouble_of(problem), _said(problem))
        return Trial(Finding(device, lost), node)
    finally:
        if line is not None:
            line.close()


def _first_scan(line: ScannerLine, seconds: float) -> Scan | TornScan | None:
    assembly, until = ScanAssembly(), time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        for found in _read(line, assembly, left):
            return found
    return None


def _read(line: ScannerLine, assembly: ScanAssembly, seconds: float) -> list[Scan | TornScan]:
    """The scans that ended; waits for something to come, or for the end of a silence, so long at most."""
    patience = assembly.patience(time.monotonic())
    wait = seconds if patience is None else min(seconds, patience)
    came = select.select([line], [], [], wait)[0]
    now = time.monotonic()
    # what has come is read before silence is judged: this thread may have been kept waiting, not the scanner
    found = [assembly.take(e.type, e.code, e.value, now) for e in line.read()] if came else [assembly.silence(now)]
    return [scan for scan in found if scan is not None]


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"
