"""A PN532 at the end of a pseudo-terminal: nfcpy's pn532 driver and pyserial are the real ones."""

import os
import pty
import select
import threading
import time
import tty
from pathlib import Path

from hardware.simulated.cards import Air, Card

ACK = bytes.fromhex("0000ff00ff00")
CHIP_TO_HOST = 0xD5
POLL_SECONDS = 0.01


class Pn532:
    """`link` leads to its serial port, as udev's names do; `cards` lie in the field."""

    def __init__(self, link: Path) -> None:
        self.cards: list[Card] = []
        self._chip_end, self._host_end = pty.openpty()
        tty.setraw(self._chip_end)
        tty.setraw(self._host_end)
        self._link = link
        link.symlink_to(os.ttyname(self._host_end))
        self._unplugged = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="pn532", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the serial adapter: its device node vanishes."""
        if not self._unplugged.is_set():
            self._unplugged.set()
            self._thread.join(10)
            self._link.unlink()
            os.close(self._host_end)
            os.close(self._chip_end)

    def _serve(self) -> None:
        buffer = b""
        while not self._unplugged.is_set():
            if not select.select([self._chip_end], [], [], 0.02)[0]:
                continue
            buffer += os.read(self._chip_end, 512)
            while (parsed := _frame(buffer)) is not None:
                command, buffer = parsed
                if command:
                    os.write(self._chip_end, ACK + self._obey(command[1], command[2:]))

    def _obey(self, code: int, data: bytes) -> bytes:
        match code:
            case 0x02:  # GetFirmwareVersion
                answer = bytes.fromhex("32010607")
            case 0x06:  # ReadRegister, two bytes each
                answer = bytes(len(data) // 2)
            case 0x00:  # Diagnose: the line test sends everything back
                answer = data if data[:1] == b"\x00" else b"\x00"
            case 0x4A:  # InListPassiveTarget
                answer = self._poll(data[1], data[2:])
            case 0x16 | 0x52:  # PowerDown, InRelease: status
                answer = b"\x00"
            case _:
                answer = b""
        return _framed(bytes([CHIP_TO_HOST, code + 1]) + answer)

    def _poll(self, rate: int, request: bytes) -> bytes:
        time.sleep(POLL_SECONDS)
        for card in self.cards:
            if rate == 0:
                uid = _uid(card)
                if uid:
                    sens_res = b"\x00\x04" if len(uid) == 4 else b"\x00\x44"
                    return b"\x01\x01" + sens_res + b"\x00" + bytes([len(uid)]) + uid
            elif answer := card.answer(Air.F, bytes([len(request) + 1]) + request):
                return b"\x01\x01" + answer
        return b"\x00"


def _uid(card: Card) -> bytes:
    """The chip's own anticollision."""
    first = card.answer(Air.A, b"\x93\x20")[:4]
    return first if first[:1] != b"\x88" else first[1:] + card.answer(Air.A, b"\x95\x20")[:4]


def _frame(buffer: bytes) -> tuple[bytes, bytes] | None:
    """The next frame's payload (empty for an ACK) and what follows it; None until it is complete."""
    start = buffer.find(b"\x00\x00\xff")
    if start < 0 or len(buffer) < start + 6:
        return None
    if buffer[start : start + 6] == ACK:
        return b"", buffer[start + 6 :]
    if buffer[start + 3 : start + 5] == b"\xff\xff":  # extended: the line test has 262 bytes
        head, length = 8, int.from_bytes(buffer[start + 5 : start + 7])
    else:
        head, length = 5, buffer[start + 3]
    end = start + head + length + 2
    return (buffer[start + head : end - 2], buffer[end:]) if len(buffer) >= end else None


def _framed(payload: bytes) -> bytes:
    if len(payload) < 256:
        size = bytes([len(payload), -len(payload) % 256])
    else:
        length = len(payload).to_bytes(2)
        size = b"\xff\xff" + length + bytes([-sum(length) % 256])
    return b"\x00\x00\xff" + size + payload + bytes([-sum(payload) % 256, 0])
