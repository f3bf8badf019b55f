"""The barcode scanner: a USB device that types. By evdev, in a thread of its own."""

import select
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.device_thread import DeviceThread, lost_by
from hardware.events import CodeScanned, DeviceName, DeviceReady, ScanBroken, Sink
from hardware.keymap import Layout, decode
from hardware.ports import Finding
from hardware.scan_assembly import Scan, ScanAssembly, TornScan
from hardware.scanner_line import InputBus, KernelInput, ScannerLine, ScannerNode, trouble_of

BEAT = 0.25
"""Seconds between signs of life while nobody scans."""


class EvdevScanner(DeviceThread[ScannerLine]):
    """Keeps hardware.ports.Scanner.

    `device` as in hardware.scanner_line.parse_scanner. `layout` is the scanner's own keyboard. `bus` is where to look,
    the machine's own unless given. `beat` stands still for BEAT while nobody scans.
    """

    def __init__(self, device: str, layout: Layout = Layout.US, bus: InputBus | None = None) -> None:
        super().__init__(DeviceName.SCANNER, trouble_of)
        self._path = device
        self._layout = layout
        self._bus = bus or KernelInput()

    def _open(self) -> tuple[str, ScannerLine]:
        node = self._bus.find(self._path)
        return node.name, self._bus.open(node)

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
        return Trial(Finding(device, lost_by(DeviceName.SCANNER, trouble_of, problem)), node)
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
