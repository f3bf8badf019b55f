"""Cards for the simulated reader: they answer the polls of the air interface, byte for byte, and nothing else."""

import random
from enum import StrEnum
from functools import reduce
from operator import xor
from typing import Protocol

TRANSIT = 0x0003
COMMON = 0xFE00


class Air(StrEnum):
    """The two signal technologies a member card may speak."""

    F = "F"
    A = "A"


class Card(Protocol):
    def answer(self, air: Air, frame: bytes) -> bytes:
        """The answer to one frame without checksums; empty: stays silent."""

    def field_off(self) -> None:
        """The reader's field went away, and with it the card's power."""


class FelicaCard:
    """A FeliCa card with one or more systems. `idm`: 16 hex digits; the first of them counts the systems."""

    def __init__(self, idm: str, systems: tuple[int, ...] = (TRANSIT, COMMON)) -> None:
        self._idm = _octets(idm, 8)
        self._systems = systems

    def answer(self, air: Air, frame: bytes) -> bytes:
        if air is not Air.F or len(frame) < 6 or frame[1] != 0x00:  # only the Polling command
            return b""
        wanted, request = frame[2:4], frame[4]
        for number, system in enumerate(self._systems):
            code = system.to_bytes(2, "big")
            if all(asked in (0xFF, own) for asked, own in zip(wanted, code, strict=True)):
                idm = bytes([self._idm[0] & 0x0F | number << 4]) + self._idm[1:]
                pmm = bytes.fromhex("100B4B428485D0FF")
                body = b"\x01" + idm + pmm + (code if request == 0x01 else b"")
                return bytes([len(body) + 1]) + body
        return b""

    def field_off(self) -> None:
        pass


class NfcACard:
    """An NFC-A card; `uid` is 8 or 14 hex digits (MIFARE, NTAG). Answers anticollision up to its selection."""

    def __init__(self, uid: str) -> None:
        self._uid = _octets(uid, 4, 7)

    def answer(self, air: Air, frame: bytes) -> bytes:
        if air is not Air.A:
            return b""
        levels = [self._uid] if len(self._uid) == 4 else [b"\x88" + self._uid[:3], self._uid[3:]]
        if frame == b"\x26":  # SENS_REQ
            return b"\x04\x00" if len(levels) == 1 else b"\x44\x00"
        for number, part in enumerate(levels):
            part += bytes([reduce(xor, part)])
            command = bytes([0x93 + 2 * number])
            if frame == command + b"\x20":
                return part
            if frame == command + b"\x70" + part:
                return b"\x04" if number + 1 < len(levels) else b"\x00"
        return b""

    def field_off(self) -> None:
        pass


class RandomCard(NfcACard):
    """A phone without a card of its own: four bytes beginning with 08, new each time the field comes on."""

    def __init__(self) -> None:
        super().__init__("08000000")

    def field_off(self) -> None:
        self._uid = b"\x08" + random.randbytes(3)


class Phone:
    """A phone with a FeliCa chip: its Express card, and a random NFC-A number beside it."""

    def __init__(self, idm: str) -> None:
        self._faces: tuple[Card, ...] = (FelicaCard(idm), RandomCard())

    def answer(self, air: Air, frame: bytes) -> bytes:
        return b"".join(face.answer(air, frame) for face in self._faces)

    def field_off(self) -> None:
        for face in self._faces:
            face.field_off()


def card_of(uid: str, kind: str) -> Card:
    """The card for "felica" (16 hex digits), "nfca" (8 or 14), or "random" (`uid` is ignored). Raises ValueError."""
    match kind:
        case "felica":
            return FelicaCard(uid)
        case "nfca":
            return NfcACard(uid)
        case "random":
            return RandomCard()
    raise ValueError(f"no such kind of card: {kind}; there are felica, nfca and random")


def _octets(text: str, *lengths: int) -> bytes:
    """The bytes behind hex digits. The number stays out of the error: it may be a real card's."""
    try:
        octets = bytes.fromhex(text)
    except ValueError:
        raise ValueError("a card's number is written in hex digits") from None
    if len(octets) not in lengths:
        digits = " or ".join(str(2 * length) for length in lengths)
        raise ValueError(f"a card's number of this kind has {digits} hex digits, not {2 * len(octets)}")
    return octets
