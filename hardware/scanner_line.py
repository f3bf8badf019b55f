"""The scanner's node in /dev/input: which one it is, and what opens it. The only module that knows evdev.

The choice is made from what the kernel says in /sys, so that no other keyboard is ever opened, let alone grabbed.
evdev is imported when a scanner is opened.
"""

import errno
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hardware.events import Trouble

if TYPE_CHECKING:
    from evdev import InputDevice

_USB_ID = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}", re.IGNORECASE)
_FOLDER = "/dev/input/"
_REL, _ABS = 2, 3  # bits of capabilities/ev: a device that moves a pointer or touches a screen
_DIGITS = 0b1111111111 << 2  # bits of capabilities/key: the keys 1 to 0


class InputEvent(Protocol):
    """evdev.InputEvent: the kernel's type, code and value."""

    type: int
    code: int
    value: int


class ScannerLine(Protocol):
    """What is needed of an open evdev.InputDevice. It is grabbed: its keys come here and nowhere else."""

    def fileno(self) -> int: ...

    def read(self) -> Iterable[InputEvent]:
        """All that has come, without waiting. Raises OSError (ENODEV) when the scanner was pulled out."""

    def close(self) -> None: ...


class ScannerNode(NamedTuple):
    path: Path
    name: str
    vendor: str
    product: str


class InputBus(Protocol):
    """The machine's input devices. A simulated scanner goes in here."""

    def find(self, device: str) -> ScannerNode:
        """The node of "vendor:product" or of a path below /dev/input. Raises OSError, NotAScannerError."""

    def open(self, node: ScannerNode) -> ScannerLine:
        """Open and grab it. Raises OSError: EACCES without permission, EBUSY when another program has grabbed it."""

    def keyboards(self) -> tuple[ScannerNode, ...]:
        """All that type digits and move no pointer: a scanner is one of them, if it is there. None is opened."""

    def overhear(self, node: ScannerNode) -> ScannerLine:
        """Open it without grabbing: its keys go where they went as well. Raises OSError."""

    def name_of(self, node: ScannerNode) -> str:
        """How `find` finds this one again: "vendor:product", or a path where another keyboard has the same numbers."""


class NotAScannerError(Exception):
    """The configured device is there, but does not type digits, or moves a pointer as well."""


def parse_scanner(device: str) -> str:
    """A scanner as kiosk.toml names it, in one spelling. Raises ValueError."""
    if _USB_ID.fullmatch(device):
        return device.lower()
    if device.startswith(_FOLDER) and ".." not in device:
        return device
    raise ValueError(f"“{device}” is no scanner: write “05e0:1200” (vendor:product) or “/dev/input/by-id/…”")


class KernelInput:
    """Keeps InputBus on this machine."""

    def __init__(self, known: Path = Path("/sys/class/input"), nodes: Path = Path("/dev/input")) -> None:
        self._known = known
        self._nodes = nodes

    def find(self, device: str) -> ScannerNode:
        found = [self._node(Path(device).resolve().name)] if device.startswith("/") else list(self._like(device))
        if not found:
            raise OSError(errno.ENODEV, f"no input device {device}")
        # one scanner may have several nodes: a keyboard, and keys for sound or power that type no digits
        for node in found:
            if self._types_digits_alone(node):
                return node
        raise NotAScannerError(f"{found[0].name} at {found[0].path} is not a scanner")

    def open(self, node: ScannerNode) -> ScannerLine:
        device = self._opened(node)
        try:
            device.grab()
        except OSError:
            device.close()
            raise
        return device

    def keyboards(self) -> tuple[ScannerNode, ...]:
        return tuple(node for node in self._all() if self._is_keyboard(node))

    def overhear(self, node: ScannerNode) -> ScannerLine:
        return self._opened(node)

    def name_of(self, node: ScannerNode) -> str:
        usb_id = f"{node.vendor}:{node.product}"
        alike = [other for other in self.keyboards() if f"{other.vendor}:{other.product}" == usb_id]
        if len(alike) < 2:
            return usb_id
        links = (link for link in sorted((self._nodes / "by-id").glob("*")) if link.resolve() == node.path.resolve())
        return str(next(links, None) or usb_id)

    @staticmethod
    def _opened(node: ScannerNode) -> "InputDevice[str]":
        import evdev

        device = evdev.InputDevice(node.path)
        if f"{device.info.vendor:04x}:{device.info.product:04x}" != f"{node.vendor}:{node.product}":
            device.close()
            raise OSError(errno.ENODEV, f"{node.path} has become another device")
        return device

    def _like(self, usb_id: str) -> Iterator[ScannerNode]:
        return (node for node in self._all() if f"{node.vendor}:{node.product}" == usb_id)

    def _all(self) -> Iterator[ScannerNode]:
        for path in sorted(self._known.glob("event*"), key=lambda path: int(path.name.removeprefix("event"))):
            try:
                yield self._node(path.name)
            except OSError:  # pulled out while we looked
                continue

    def _is_keyboard(self, node: ScannerNode) -> bool:
        try:
            return self._types_digits_alone(node)
        except OSError:
            return False

    def _node(self, name: str) -> ScannerNode:
        return ScannerNode(
            self._nodes / name, self._said(name, "name"), self._said(name, "id/vendor"), self._said(name, "id/product")
        )

    def _types_digits_alone(self, node: ScannerNode) -> bool:
        kinds = int(self._said(node.path.name, "capabilities/ev"), 16)
        # the kernel writes hexadecimal words, the highest first; the digits' keys are in the last
        keys = int(self._said(node.path.name, "capabilities/key").split()[-1], 16)
        return keys & _DIGITS == _DIGITS and not kinds & (1 << _REL | 1 << _ABS)

    def _said(self, name: str, what: str) -> str:
        return (self._known / name / "device" / what).read_text("utf-8", "replace").strip()


def trouble_of(problem: Exception) -> Trouble:
    """What a failure of opening or reading a scanner means to the counter."""
    match problem:
        case ImportError():
            return Trouble.NO_DRIVER
        case NotAScannerError():
            return Trouble.UNFIT
        case OSError(errno=errno.ENODEV | errno.ENOENT | errno.ENXIO | errno.ENOTDIR):
            return Trouble.ABSENT
        case OSError(errno=errno.EACCES | errno.EPERM):
            return Trouble.FORBIDDEN
        case OSError(errno=errno.EBUSY):
            return Trouble.TAKEN
        case _:
            return Trouble.BROKEN
