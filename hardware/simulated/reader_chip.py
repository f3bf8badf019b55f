"""A Sony Port-100 chip (RC-S380) behind nfcpy's USB transport, slow as the real one and able to misbehave.

The real rcs380 driver runs on top: the chip takes its frames, and polls the cards of a field.
"""

import errno
import os
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from enum import IntEnum, StrEnum

from hardware.simulated.cards import Air, Card

ACK = bytes.fromhex("0000ff00ff00")
ERROR_FRAME = bytes.fromhex("0000ffffff")

COMMAND_SECONDS = 0.001
"""USB and firmware for one command, spent together at the next poll: sleeping often costs more than the whole chip.

With the chip's receive time-outs an empty poll of one FeliCa system takes 17 ms, a look at an empty field 65 ms.
"""

ANSWER_SECONDS = 0.004
"""From a poll to a card's answer, in its first time slot."""

SLOT_SECONDS = 0.0012
"""One time slot of FeliCa's polling (JIS X 6319-4)."""

NO_ERROR, CRC_ERROR, COLLISION_ERROR, RECEIVE_TIMEOUT = 0x00, 0x04, 0x08, 0x80


class Command(IntEnum):
    """The chip's commands that need more than a plain yes."""

    IN_SET_RF = 0x00
    IN_COMM_RF = 0x04
    SWITCH_RF = 0x06
    GET_FIRMWARE_VERSION = 0x20
    GET_PD_DATA_VERSION = 0x22
    GET_COMMAND_TYPE = 0x28


class Fault(StrEnum):
    UNPLUGGED = "unplugged"
    HUNG = "hung"  # takes every command, answers none
    BAD_ACK = "bad_ack"  # once: an error frame in place of the next poll's acknowledgement
    EIO = "eio"  # once: the next transfer fails
    TAKEN = "taken"  # the kernel's port100 module has it
    FORBIDDEN = "forbidden"  # the device's node belongs to somebody else


class Port100:
    """The chip and its USB plug. `fault` may be set by any thread; `field` tells which cards lie there now."""

    def __init__(self, field: Callable[[], Sequence[Card]]) -> None:
        self._field = field
        self._air: Air | None = None
        self._owed = 0.0  # seconds of work not yet spent
        self._answers: deque[bytes] = deque()
        self._chance = random.Random(380)
        self._changed = threading.Condition()
        self._fault: Fault | None = None

    @property
    def fault(self) -> Fault | None:
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        with self._changed:
            self._fault = fault
            self._changed.notify_all()

    # the USB side

    def find(self, path: str) -> list[tuple[int, int, int, int]] | None:
        if not path.startswith("usb"):
            return None
        return [] if self._fault is Fault.UNPLUGGED else [(0x054C, 0x06C3, 1, 7)]

    def __call__(self, _bus: int, _address: int) -> "Cable":
        """Open the device, and fail as libusb does."""
        with self._changed:
            if self._fault is Fault.TAKEN:
                raise _os_error(errno.EBUSY)
            if self._fault is Fault.FORBIDDEN:
                import usb1

                raise usb1.USBErrorAccess
            self._transfer()
            self._answers.clear()
        return Cable(self)

    def write(self, frame: bytes) -> None:
        with self._changed:
            self._transfer()
            if frame == ACK:  # cancels whatever the chip was at
                self._answers.clear()
                return
        length = int.from_bytes(frame[5:7], "little")
        command, data = frame[9], frame[10 : 8 + length]
        self._owed += COMMAND_SECONDS
        answer = self._obey(command, data)
        with self._changed:
            if self._fault is Fault.BAD_ACK and command == Command.IN_COMM_RF:
                self._fault = None
                self._answers.append(ERROR_FRAME)
            elif self._fault is not Fault.HUNG:
                self._answers += (ACK, _frame(bytes([0xD7, command + 1]) + answer))
            self._changed.notify_all()

    def read(self, timeout: int) -> bytearray:
        """`timeout` in milliseconds; 0 waits for ever, as libusb does."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._answers or self._fault not in (None, Fault.HUNG, Fault.BAD_ACK),
                timeout / 1000 if timeout else None,
            )
            self._transfer()
            if not self._answers:
                raise _os_error(errno.ETIMEDOUT)
            return bytearray(self._answers.popleft())

    def _transfer(self) -> None:
        """What every transfer meets first. The lock is held."""
        if self._fault in (Fault.UNPLUGGED, Fault.TAKEN, Fault.FORBIDDEN):
            raise _os_error(errno.ENODEV)
        if self._fault is Fault.EIO:
            self._fault = None
            raise _os_error(errno.EIO)

    # the chip's commands

    def _obey(self, command: int, data: bytes) -> bytes:
        match command:
            case Command.GET_FIRMWARE_VERSION:
                return b"\x11\x01"  # version 1.11
            case Command.GET_PD_DATA_VERSION:
                return b"\x00\x01"
            case Command.GET_COMMAND_TYPE:
                return bytes.fromhex("0000000000000003")  # 0 and 1; Linux's own driver insists
            case Command.SWITCH_RF:
                if data == b"\x00":
                    for card in self._field():
                        card.field_off()
            case Command.IN_SET_RF:
                self._air = {1: Air.F, 2: Air.A}.get(data[0])
            case Command.IN_COMM_RF:
                return self._poll(int.from_bytes(data[:2], "little") / 10_000, data[2:])
        return b"\x00"

    def _poll(self, wait: float, frame: bytes) -> bytes:
        air = self._air
        answers = [answer for card in self._field() if air and (answer := card.answer(air, frame))]
        owed, self._owed = self._owed, 0.0
        if not answers:
            time.sleep(owed + wait)
            return _status(RECEIVE_TIMEOUT)
        if air is Air.A:
            time.sleep(owed + ANSWER_SECONDS)
            return _status(NO_ERROR) + answers[0] if len(set(answers)) == 1 else _status(COLLISION_ERROR)
        # each FeliCa card takes one of the slots by chance; the chip hears the first that is used
        slots = [self._chance.randint(0, frame[5]) for _ in answers]
        first = min(slots)
        time.sleep(owed + ANSWER_SECONDS + SLOT_SECONDS * first)
        return _status(NO_ERROR) + answers[slots.index(first)] if slots.count(first) == 1 else _status(CRC_ERROR)


class Cable:
    """One opening of the chip: what nfcpy's drivers see as their USB transport."""

    manufacturer_name: str | None = "SONY"
    product_name: str | None = "RC-S380/P"

    def __init__(self, chip: Port100) -> None:
        self._chip = chip

    def read(self, timeout: int = 0) -> bytearray:
        return self._chip.read(timeout)

    def write(self, frame: bytes, timeout: int = 0) -> None:
        self._chip.write(frame)

    def close(self) -> None:
        pass


def _frame(payload: bytes) -> bytes:
    length = len(payload).to_bytes(2, "little")
    return b"\0\0\xff\xff\xff" + length + bytes([-sum(length) % 256]) + payload + bytes([-sum(payload) % 256, 0])


def _status(code: int) -> bytes:
    """InCommRF's answer begins with 4 bytes of status and the number of bits in the last byte."""
    return code.to_bytes(4, "little") + b"\x08"


def _os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
