"""One opened card reader of nfcpy's, with an end to every wait, and its failures sorted by what to tell the counter.

nfcpy is imported when a reader is opened: that takes 0.3 s, runs ldconfig and needs a writable temporary directory.
"""

import contextlib
import errno
import importlib
import termios
from collections.abc import Iterable
from typing import Any, Protocol

from hardware.events import Trouble
from hardware.presence import GONE_AFTER, SeenCard

ANSWER_WITHIN = 3.0
"""Seconds a USB reader may take for one answer. Its longest honest one, an empty NFC-A poll, takes 0.03."""

CONFIRMING_POLLS = 4
"""Further FeliCa polls in a look that found a FeliCa card: each shows one of two cards by chance.

A tap is told after these, not at its first answer: two cards laid together would always pass for one. On the simulated
Port-100 chip, of 120 pairs of FeliCa cards, and from laying a single one to its event (median of 25):

- 0 polls: 120 pairs passed for one card at first, 184 ms
- 2 polls: 47 pairs, 208 ms
- 4 polls: 20 pairs, 223 ms
- 6 polls: 10 pairs, 235 ms

A later look refuses the second card of those 20. A FeliCa card beside an NFC-A card was noticed every time (60 of 60);
a single NFC-A card took 171 ms.
"""


class Transport(Protocol):
    """What nfcpy's drivers ask of a USB device. A time-out of 0 ms waits for ever."""

    manufacturer_name: str | None
    product_name: str | None

    def read(self, timeout: int = 0) -> bytearray: ...

    def write(self, frame: bytes, timeout: int = 0) -> None: ...

    def close(self) -> None: ...


class UsbBus(Protocol):
    """nfcpy's `transport.USB` seen as a bus: finds readers and opens one. A simulated chip goes in here."""

    def find(self, path: str) -> list[tuple[int, int, int, int]] | None:
        """(vendor, product, bus, address) of every device that `path` fits; None when `path` isn't a USB path."""

    def __call__(self, bus: int, address: int, /) -> Transport: ...


class NoDriverError(Exception):
    """nfcpy, or a library below it, can't be loaded."""


class _Patient:
    """A transport whose every wait ends: nfcpy's Port-100 driver reads and writes without a limit of its own."""

    TYPE = "USB"

    def __init__(self, inner: Transport, answer_within: float) -> None:
        self._inner = inner
        self._limit = round(answer_within * 1000)
        self.manufacturer_name = inner.manufacturer_name
        self.product_name = inner.product_name

    def read(self, timeout: int = 0) -> bytearray:
        return self._inner.read(timeout or self._limit)

    def write(self, frame: bytes, timeout: int = 0) -> None:
        self._inner.write(frame, timeout or self._limit)

    def close(self) -> None:
        self._inner.close()


class Frontend:
    """A reader from open to close, for one thread.

    `path` is "usb", "usb:vendor:product" (hex), "usb:bus:address", or "tty:PORT:DRIVER" with a port such as USB0 or
    /dev/serial/by-id/… and a driver such as pn532. Opening blocks 2 × `answer_within` at most, a serial reader 4 s.
    Raises NoDriverError, or whatever nfcpy and the libraries below it raise; `trouble_of` sorts it.
    """

    idle_pause = 0.15
    """Seconds between looks at an empty field, which take 0.07.

    Idle over the simulated chip, chip included: 0.94 % of one core (AMD EPYC), 1.9 ms of it a look.
    """
    busy_pause = 0.05
    gone_after = GONE_AFTER

    def __init__(self, path: str, usb: UsbBus | None = None, answer_within: float = ANSWER_WITHIN) -> None:
        try:
            clf = importlib.import_module("nfc.clf")
        except Exception as problem:  # whatever ldconfig, a compiler or the temporary directory brought up
            raise NoDriverError(str(problem)) from problem
        request = clf.RemoteTarget
        # 0003 first: an iPhone answers it with its Express card, and opens Wallet on FFFF. Then any FeliCa, in 4 time
        # slots so that two cards don't always jam each other; 8 would outlast the 11 ms that nfcpy listens.
        self._transit = request("212F", sensf_req=bytes.fromhex("0000030100"))
        self._felica = request("212F", sensf_req=bytes.fromhex("00FFFF0103"))
        self._nfc_a = request("106A")
        device, self._transport = (_open_tty if path.startswith("tty:") else _open_usb)(path, usb, answer_within)
        self._clf = clf.ContactlessFrontend()
        self._clf.device = device
        self.name = str(device)

    def look(self) -> frozenset[SeenCard]:
        """Every card found in one look at the field; blocks 70 ms when it is empty, 100 ms when not."""
        # one call for all keeps the idle cost low, but ends at its first hit and would hide a second card
        first = self._clf.sense(self._transit, self._felica, self._nfc_a)
        if first is None:
            return frozenset()
        # without a FeliCa answer a moment ago there is one more chance for a phone's that was asleep
        polls = [*[self._felica] * CONFIRMING_POLLS, self._nfc_a] if first.sensf_res else [self._felica]
        return _named([first, *(self._clf.sense(poll) for poll in polls)])

    def close(self) -> None:
        """Switch the field off and let the device go. Never raises; blocks `answer_within` when the reader hangs."""
        with contextlib.suppress(Exception):
            self._clf.close()
        # nfcpy lets go of the device only if the reader answered to the farewell
        with contextlib.suppress(Exception):
            self._transport.close()


def trouble_of(problem: Exception) -> Trouble:
    """What a failure of opening or using a reader means to the counter."""
    match problem:
        case NoDriverError():
            return Trouble.NO_DRIVER
        case termios.error():  # a serial adapter that was pulled out; no OSError
            return Trouble.ABSENT
        case OSError(errno=errno.ENODEV | errno.ENOENT | errno.ENXIO):
            return Trouble.ABSENT
        case OSError(errno=errno.EACCES | errno.EPERM):
            return Trouble.FORBIDDEN
        case OSError(errno=errno.EBUSY):
            return Trouble.TAKEN
        case OSError(errno=errno.ETIMEDOUT):
            return Trouble.HUNG
        case OSError(errno=None):  # pyserial on reading from a device that is gone
            return Trouble.ABSENT
        case _:
            return Trouble.BROKEN


def _named(targets: Iterable[Any]) -> frozenset[SeenCard]:
    """The cards behind nfcpy's targets; Type 1 tags and misses (None) fall out."""
    cards = set()
    for target in targets:
        if target is None:
            continue
        if target.sensf_res:
            cards.add(SeenCard.felica(bytes(target.sensf_res[1:9])))
        elif target.sdd_res:
            cards.add(SeenCard.nfc_a(bytes(target.sdd_res)))
    return frozenset(cards)


def _open_usb(path: str, usb: UsbBus | None, answer_within: float) -> tuple[Any, Transport]:
    """The first reader on `path` that nfcpy has a driver for.

    nfcpy's own search returns nothing both when there is no reader and when somebody else holds it, and waits for ever
    on one that hangs.
    """
    usb1 = importlib.import_module("usb1")
    clf_device = importlib.import_module("nfc.clf.device")
    if usb is None:
        try:
            usb1.loadLibrary()
        except OSError as problem:
            raise NoDriverError("libusb-1.0 is not installed") from problem
        usb = clf_device.transport.USB
    for vendor, product, bus, address in usb.find(path) or ():
        driver = clf_device.usb_device_map.get((vendor, product))
        if driver is None:
            continue
        try:
            transport = _Patient(usb(bus, address), answer_within)
        except usb1.USBErrorAccess as problem:
            raise PermissionError(errno.EACCES, f"no right to open {path}") from problem
        return _started(driver, transport, f"usb:{bus:03}:{address:03}"), transport
    raise OSError(errno.ENODEV, f"no card reader at {path}")


def _open_tty(path: str, _usb: UsbBus | None, _answer_within: float) -> tuple[Any, Transport]:
    """nfcpy finds ports by short names in /dev only, and these change when adapters are plugged in another order."""
    port, _, driver = path.removeprefix("tty:").rpartition(":")  # names in /dev/serial/by-path contain colons
    port = port if port.startswith("/") else f"/dev/tty{port}"
    transport = importlib.import_module("nfc.clf.transport").TTY(port)
    return _started(driver, transport, port), transport


def _started(driver: str, transport: Any, path: str) -> Any:
    try:
        device = importlib.import_module(f"nfc.clf.{driver}").init(transport)
    except Exception:
        with contextlib.suppress(Exception):
            transport.close()
        raise
    device._path = path  # as nfcpy's own search does; str(device) needs it
    return device
