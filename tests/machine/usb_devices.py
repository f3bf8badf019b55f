"""What a shop plugs in: something that types, a FeliCa reader, a slip printer."""

import socket
import struct
from contextlib import suppress
from enum import IntFlag
from string import ascii_lowercase
from threading import Thread
from typing import Final

from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.reader import SimulatedReader
from tests.machine.usb import Endpoint, Setup, UsbDevice

BULK, INTERRUPT, TOLD = 2, 3, 0x80
_TO_US, _FROM_US = 0x21, 0xA1  # requests of a class to an interface

# the boot keyboard of the HID specification 1.11, B.1, without its lamps
_REPORT: Final = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810195067508150025650507190029658100c0"
)
_HID, _HID_REPORT = 0x21, 0x22
# HID usage tables 1.12, 10
_USAGES: Final = (
    {letter: 0x04 + at for at, letter in enumerate(ascii_lowercase)}
    | {digit: 0x1E + at for at, digit in enumerate("1234567890")}
    | {"\n": 0x28, " ": 0x2C, "-": 0x2D, ".": 0x37, "F2": 0x3B, "F4": 0x3D, "SysRq": 0x46, "Delete": 0x4C, "\\": 0x31}
)


class Held(IntFlag):
    """Keys that another one is struck with."""

    NONE = 0
    CTRL = 1
    SHIFT = 2
    ALT = 4


class Keyboard(UsbDevice):
    vendor, product, names = 0x046D, 0xC31C, ("Logitech", "USB Keyboard", "")
    interface = (3, 1, 1)
    endpoints = (Endpoint(TOLD | 1, INTERRUPT, 8, 2),)
    between = struct.pack("<BBHBBBH", 9, _HID, 0x0111, 0, 1, _HID_REPORT, len(_REPORT))

    def descriptor(self, kind: int, number: int) -> bytes | None:
        if kind == _HID_REPORT:
            return _REPORT
        return self.between if kind == _HID else super().descriptor(kind, number)

    def asked(self, setup: Setup) -> bytes | None:
        return b"" if setup.kind == _TO_US else bytes(8)

    def strike(self, *keys: str, held: Held = Held.NONE) -> None:
        """These at once, six at most, and all let go."""
        self.tell(1, bytes([held, 0, *(_USAGES[key] for key in keys)]).ljust(8, b"\0"))
        self.tell(1, bytes(8))

    def type(self, text: str) -> None:
        for letter in text:
            self.strike(letter.lower(), held=Held.SHIFT if letter.isupper() else Held.NONE)


class Scanner(Keyboard):
    vendor, product, names = 0x05E0, 0x1200, ("Symbol Technologies", "Bar Code Scanner", "S/N:1")

    def scan(self, code: str) -> None:
        self.type(code + "\n")


class FelicaReader(UsbDevice):
    """An RC-S380/P: the plug of a simulated chip."""

    vendor, product, names = 0x054C, 0x06C3, ("SONY", "RC-S380/P", "0500001")
    interface = (0xFF, 0, 0)
    endpoints = (Endpoint(TOLD | 1, BULK), Endpoint(2, BULK))

    def __init__(self) -> None:
        super().__init__()
        self.field = SimulatedReader()

    def received(self, data: bytes) -> None:
        chip = self.field.chip
        with suppress(OSError):  # a reader that hangs, or that has nothing more to say
            chip.write(data)
            while True:
                self.tell(1, bytes(chip.read(1)))


class UsbPrinter(UsbDevice):
    """A simulated printer on a cable."""

    vendor, product, names = 0x04B8, 0x0E15, ("EPSON", "TM-T20II", "J3ZF000001")
    interface = (7, 1, 2)
    endpoints = (Endpoint(1, BULK), Endpoint(TOLD | 2, BULK))
    _NAME = b"MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;"
    _GET_NAME, _GET_STATE, _SELECTED = 0, 1, b"\x18"

    def __init__(self, printer: SimulatedPrinter) -> None:
        super().__init__()
        address = printer.connection
        self._paper = socket.create_connection((address.host, address.port))
        Thread(target=self._listen, name="usb-printer", daemon=True).start()

    def asked(self, setup: Setup) -> bytes | None:
        if setup.kind != _FROM_US:
            return b""
        if setup.request == self._GET_NAME:
            return struct.pack(">H", 2 + len(self._NAME)) + self._NAME
        return self._SELECTED if setup.request == self._GET_STATE else None

    def received(self, data: bytes) -> None:
        self._paper.sendall(data)

    def _listen(self) -> None:
        with suppress(OSError):
            while answer := self._paper.recv(64):
                self.tell(2, answer)
