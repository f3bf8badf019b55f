"""A barcode scanner without a scanner: it types into a pipe, from which evdev's own code reads the kernel's events."""

import errno
import fcntl
import os
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from hardware.keymap import ENTER, TABLES, Layout, Stroke
from hardware.scan_assembly import EV_KEY, EV_SYN, LONGEST, SYN_DROPPED
from hardware.scanner import EvdevScanner
from hardware.scanner_line import InputEvent, ScannerNode

DEVICE = "05e0:1200"
_NODE = ScannerNode(Path("/dev/input/event0"), "Simulated barcode scanner", *DEVICE.split(":"))
_EVENT = struct.Struct("llHHi")  # the kernel's struct input_event: seconds, microseconds, type, code, value
_EV_MSC, _MSC_SCAN = 4, 4  # precedes every key of a USB device
_LEFT_SHIFT, _LEFT_CONTROL = 42, 29
_PIPE_BYTES = 1 << 20  # holds the longest code

RawEvent = tuple[int, int, int]
"""Type, code, value."""


class Fault(StrEnum):
    UNPLUGGED = "unplugged"
    TAKEN = "taken"  # another program has grabbed it
    FORBIDDEN = "forbidden"  # its node belongs to root alone


class SimulatedScanner:
    """Keeps hardware.scanner_line.InputBus. Every method returns at once and may be called by any thread.

    `layout` is the keyboard that the scanner imitates, `node` who it is. What it types while nobody has it open is
    lost, as in life.
    """

    def __init__(self, layout: Layout = Layout.US, node: ScannerNode = _NODE) -> None:
        self.node = node
        self._layout = layout
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._drops = False
        self._cable: int | None = None  # the end of the pipe that is written to, while somebody reads
        self._grab: Line | None = None  # the last of them, closed or not

    def scanner(self, layout: Layout | None = None) -> EvdevScanner:
        """The real scanner's code over this one, set to the right layout unless another is given."""
        return EvdevScanner(self.name_of(self.node), layout or self._layout, self)

    # what hands do

    def scan(self, text: str, ending: int | None = ENTER) -> None:
        """Read a barcode. `ending` is the key after it, None for none. Raises ValueError for what it can't type."""
        if len(text) > LONGEST:
            raise ValueError(f"no barcode has more than {LONGEST} characters")
        events = [event for stroke in strokes_of(text, self._layout) for event in events_of(stroke)]
        with self._lock:
            if self._drops:
                self._drops = False
                events[len(events) // 3 : 2 * len(events) // 3] = [(EV_SYN, SYN_DROPPED, 0), (EV_SYN, 0, 0)]
        self.send([*events, *(events_of(Stroke(ending)) if ending is not None else ())])

    def drop(self) -> None:
        """Let the kernel's ring overflow in the middle of the next scan, once."""
        with self._lock:
            self._drops = True

    def unplug(self) -> None:
        self._suffer(Fault.UNPLUGGED)

    def plug(self) -> None:
        self.ok()

    def taken(self) -> None:
        """The scanner is pulled out, and another program grabs it as it comes back."""
        self._suffer(Fault.TAKEN)

    def forbidden(self) -> None:
        """The scanner is pulled out, and comes back without the rights to open it."""
        self._suffer(Fault.FORBIDDEN)

    def ok(self) -> None:
        """End every fault."""
        with self._lock:
            self._fault = None
            self._drops = False

    def send(self, events: Iterable[RawEvent]) -> None:
        """Type raw events, in one piece."""
        now = time.time()
        seconds, rest = int(now), int(now % 1 * 1e6)
        piece = b"".join(_EVENT.pack(seconds, rest, *event) for event in events)
        with self._lock:
            if self._cable is not None:
                with suppress(BrokenPipeError):  # the reading side has just been closed
                    os.write(self._cable, piece)

    def _suffer(self, fault: Fault) -> None:
        with self._lock:
            self._fault = fault
            self._pull()

    def _pull(self) -> None:
        if self._cable is not None:
            os.close(self._cable)  # wakes the reader, as the kernel does
            self._cable = None

    # what the machine sees

    def find(self, device: str) -> ScannerNode:
        with self._lock:
            if device != self.name_of(self.node) or self._fault is Fault.UNPLUGGED:
                raise OSError(errno.ENODEV, f"no input device {device}")
        return self.node

    def keyboards(self) -> tuple[ScannerNode, ...]:
        with self._lock:
            grabbed = self._grab is not None and not self._grab.closed
            return () if grabbed or self._fault is Fault.UNPLUGGED else (self.node,)

    def name_of(self, node: ScannerNode) -> str:
        return f"{node.vendor}:{node.product}"

    def open(self, node: ScannerNode) -> "Line":
        self._grab = self.overhear(node)
        return self._grab

    def overhear(self, _node: ScannerNode) -> "Line":
        with self._lock:
            number = {Fault.UNPLUGGED: errno.ENODEV, Fault.TAKEN: errno.EBUSY, Fault.FORBIDDEN: errno.EACCES}
            if self._fault is not None:
                raise OSError(number[self._fault], os.strerror(number[self._fault]))
            self._pull()
            reading, self._cable = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
            fcntl.fcntl(self._cable, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        return Line(reading)


class Line:
    """Keeps hardware.scanner_line.ScannerLine, by evdev's own reading of a handle."""

    def __init__(self, handle: int) -> None:
        from evdev.eventio import EventIO

        self.closed = False
        self._handle = handle
        self._reader = EventIO()
        self._reader.fd = handle  # type: ignore[attr-defined]  # as evdev's own subclasses do

    def fileno(self) -> int:
        return self._handle

    def read(self) -> list[InputEvent]:
        events: list[InputEvent] = list(self._reader.read())
        if not events:  # the pipe's other end is closed: of a device the kernel says it so
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return events

    def close(self) -> None:
        self.closed = True
        os.close(self._handle)


def strokes_of(text: str, layout: Layout) -> list[Stroke]:
    """The keys that type this text. Raises ValueError for what the layout has no key for."""
    return [_stroke(character, layout) for character in text]


def _stroke(character: str, layout: Layout) -> Stroke:
    if character < " ":  # a control character is Ctrl with the letter or sign 64 further on
        return _stroke(chr(ord(character) | 0x40).lower(), layout)._replace(control=True)
    for key, (plain, shifted) in TABLES[layout].items():
        if character in (plain, shifted):
            return Stroke(key, shift=character != plain)
    raise ValueError(f"a scanner can't type “{character}”")


def events_of(stroke: Stroke) -> Iterator[RawEvent]:
    """What the kernel tells when this key is pressed and let go."""
    held = [key for key, down in ((_LEFT_SHIFT, stroke.shift), (_LEFT_CONTROL, stroke.control)) if down]
    moves = [*((key, 1) for key in held), (stroke.key, 1), (stroke.key, 0), *((key, 0) for key in held)]
    for key, value in moves:
        yield _EV_MSC, _MSC_SCAN, 0x70000 + key
        yield EV_KEY, key, value
        yield EV_SYN, 0, 0
