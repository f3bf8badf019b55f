"""A contactless card as a reader of the CCID class shows it, over QEMU's own words for chip cards (vscard_common.h)."""

import socket
import struct
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from threading import Condition, Thread
from typing import Final

from tests.hardware.pcscd import FELICA

_GET_NUMBER: Final = bytes.fromhex("FFCA0000")
_FINE, _UNKNOWN = bytes.fromhex("9000"), bytes.fromhex("6D00")
_NOBODY: Final = 0xFFFFFFFF
_VERSION: Final = b"VSCD" + struct.pack(">II", 2, 0)


class _Message(IntEnum):
    INIT = 1
    ERROR = 2
    READER_IS_THERE = 3
    READER_IS_GONE = 4
    ATR = 5
    CARD_IS_GONE = 6
    APDU = 7


class ChipCard:
    """Listens at `place` for the reader that will be plugged in there."""

    def __init__(self, place: Path) -> None:
        self._uid = b""
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(place))
        self._listener.listen()
        self._line: socket.socket | None = None
        self._plugged = Condition()
        Thread(target=self._serve, name="chip-card", daemon=True).start()

    def lay(self, uid: str) -> None:
        """`uid`: 16 hex digits. Blocks until the reader is plugged in."""
        self._uid = bytes.fromhex(uid)
        with self._plugged:
            self._plugged.wait_for(lambda: self._line is not None, 60)
        self._say(_Message.ATR, FELICA)

    def lift(self) -> None:
        self._say(_Message.CARD_IS_GONE)

    def _serve(self) -> None:
        with suppress(OSError, struct.error):
            line, _ = self._listener.accept()
            self._listener.close()
            with line.makefile("rb") as stream:
                line.sendall(struct.pack(">III", _Message.INIT, _NOBODY, len(_VERSION)) + _VERSION)
                while True:
                    kind, _, length = struct.unpack(">III", stream.read(12))
                    self._hear(line, kind, stream.read(length))

    def _hear(self, line: socket.socket, kind: int, words: bytes) -> None:
        match kind:
            case _Message.INIT:
                line.sendall(struct.pack(">III", _Message.READER_IS_THERE, _NOBODY, 5) + b"card\0")
                with self._plugged:
                    self._line = line
                    self._plugged.notify_all()
            case _Message.APDU:
                self._say(_Message.APDU, self._uid + _FINE if words.startswith(_GET_NUMBER) else _UNKNOWN)

    def _say(self, kind: _Message, words: bytes = b"") -> None:
        if self._line is not None:
            self._line.sendall(struct.pack(">III", kind, 0, len(words)) + words)
