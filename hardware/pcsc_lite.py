"""PC/SC by way of pcscd: libpcsclite's own calls, as few of them as a card reader takes.

pyscard has these too, but no wheel for Linux: it would take a compiler, swig and headers on every machine.
"""

import ctypes
from collections.abc import Mapping
from ctypes import byref, c_char_p, c_long, c_ubyte, c_ulong, c_void_p
from dataclasses import dataclass
from typing import Any, Final

UNAWARE: Final = 0
"""The state of a reader of which nothing is known yet."""

_LIBRARY: Final = "libpcsclite.so.1"
_SYSTEM: Final = 2  # SCARD_SCOPE_SYSTEM
_SHARED: Final = 2  # SCARD_SHARE_SHARED
_ANY_PROTOCOL: Final = 3  # T=0 or T=1
_LEAVE_CARD: Final = 0
_CHANGED: Final = 0x0002
_PRESENT: Final = 0x0020
_MUTE: Final = 0x0200  # a card that does not answer, such as a chip card the wrong way round
_TIMEOUT: Final = 0x8010000A
_NO_READERS: Final = 0x8010002E
_ANSWER_BYTES: Final = 258
_GET_UID: Final = bytes.fromhex("FFCA000000")
_DONE: Final = bytes.fromhex("9000")


class NoPcscLibrary(Exception):
    """libpcsclite can't be loaded."""


class PcscError(Exception):
    """A call failed. `code` as in pcsclite.h: pcscd is gone, the reader is, the card is …"""

    def __init__(self, call: str, code: int) -> None:
        super().__init__(f"{call}: {code:#010x}")
        self.code = code


@dataclass(frozen=True, slots=True)
class CardState:
    """What pcscd says of a reader. `raw` is for the next wait()."""

    raw: int = UNAWARE

    @property
    def has_card(self) -> bool:
        return bool(self.raw & _PRESENT) and not self.raw & _MUTE

    @property
    def comings(self) -> int:
        """Counts how often a card came or went."""
        return self.raw >> 16


class _ReaderState(ctypes.Structure):
    _fields_ = (
        ("reader", c_char_p),
        ("user", c_void_p),
        ("current", c_ulong),
        ("event", c_ulong),
        ("atr_size", c_ulong),
        ("atr", c_ubyte * 33),
    )


class _Protocol(ctypes.Structure):
    """SCARD_IO_REQUEST"""

    _fields_ = (("protocol", c_ulong), ("size", c_ulong))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of the card on it. `uid`: its number, None where it has none; `atr`: of which kind it is."""

    uid: bytes | None
    atr: bytes


class PcscContext:
    """A line to pcscd, for one thread. When pcscd is started anew it is dead: make another one.

    Raises NoPcscLibrary, PcscError.
    """

    def __init__(self) -> None:
        try:
            self._library: Any = ctypes.CDLL(_LIBRARY)
        except OSError as problem:
            raise NoPcscLibrary(str(problem)) from problem
        self._context = c_long()
        self._call("SCardEstablishContext", c_ulong(_SYSTEM), None, None, byref(self._context))

    def readers(self) -> list[str]:
        """Their names; a reader with several slots has one for each."""
        size = c_ulong()
        try:
            self._call("SCardListReaders", self._context, None, None, byref(size))
            names = ctypes.create_string_buffer(size.value)
            self._call("SCardListReaders", self._context, None, names, byref(size))
        except PcscError as error:
            if error.code == _NO_READERS:
                return []
            raise
        return [name.decode("utf-8", "replace") for name in names.raw[: size.value].split(b"\0") if name]

    def wait(self, known: Mapping[str, CardState], seconds: float) -> dict[str, CardState]:
        """Block until one of these readers is not as known any more, so long at most; how they are then."""
        states = (_ReaderState * len(known))()
        for state, (name, before) in zip(states, known.items(), strict=True):
            state.reader, state.current = name.encode(), before.raw
        try:
            self._call(
                "SCardGetStatusChange", self._context, c_ulong(round(seconds * 1000)), states, c_ulong(len(states))
            )
        except PcscError as error:
            if error.code == _TIMEOUT:
                return dict(known)
            raise
        return {name: CardState(state.event & ~_CHANGED) for state, name in zip(states, known, strict=True)}

    def ask(self, reader: str) -> Answer:
        """Ask the card on it for its number. Other programs may use it too."""
        card, protocol = c_long(), c_ulong()
        self._call(
            "SCardConnect",
            self._context,
            c_char_p(reader.encode()),
            c_ulong(_SHARED),
            c_ulong(_ANY_PROTOCOL),
            byref(card),
            byref(protocol),
        )
        try:
            return Answer(self._uid(card, protocol.value), self._atr(card))
        finally:
            self._library.SCardDisconnect(card, c_ulong(_LEAVE_CARD))

    def close(self) -> None:
        """Never raises."""
        self._library.SCardReleaseContext(self._context)

    def _uid(self, card: c_long, protocol: int) -> bytes | None:
        answer, size = (c_ubyte * _ANSWER_BYTES)(), c_ulong(_ANSWER_BYTES)
        head = _Protocol(protocol, ctypes.sizeof(_Protocol))
        command = (c_ubyte * len(_GET_UID)).from_buffer_copy(_GET_UID)
        self._call("SCardTransmit", card, byref(head), command, c_ulong(len(command)), None, answer, byref(size))
        said = bytes(answer[: size.value])
        return said[:-2] if said.endswith(_DONE) and len(said) > len(_DONE) else None

    def _atr(self, card: c_long) -> bytes:
        atr, size = (c_ubyte * 33)(), c_ulong(33)
        self._call("SCardStatus", card, None, None, None, None, atr, byref(size))
        return bytes(atr[: size.value])

    def _call(self, name: str, *arguments: Any) -> None:
        code = self._library[name](*arguments) & 0xFFFFFFFF
        if code:
            raise PcscError(name, code)
