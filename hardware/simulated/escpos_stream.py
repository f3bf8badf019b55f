"""What a printer understands of the bytes it receives: strictly the few ESC/POS commands that our slips use."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops


@dataclass(frozen=True, slots=True)
class Ask:
    """DLE EOT n, n from 1 to 4."""

    question: int


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: mode "1", ink black."""

    picture: Image.Image


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V 66 0."""


@dataclass(frozen=True, slots=True)
class Kick:
    """ESC p: the cash drawer opens."""


@dataclass(frozen=True, slots=True)
class Other:
    """Understood, and of no consequence for a picture of the slip: ESC @, ESC d n."""


Command = Ask | Raster | Cut | Kick | Other


class UnknownCommandError(Exception):
    """Bytes that no slip of ours contains."""


# how each command begins, and how long it is (a raster: its header)
_LENGTHS = {b"\x1b@": 2, b"\x1bd": 3, b"\x1bp": 5, b"\x10\x04": 3, b"\x1dVB\x00": 4, b"\x1dv0\x00": 8}


class EscposStream:
    """Bytes in any pieces go in, commands come out in order."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    @property
    def inside_raster(self) -> bool:
        return self._bytes.startswith(b"\x1dv0")

    def feed(self, data: bytes) -> Iterator[Command]:
        """Every command that is complete now. UnknownCommandError at the first byte that begins none."""
        self._bytes += data
        while self._bytes:
            command, length = self._first()
            if command is None:
                return
            del self._bytes[:length]
            yield command

    def _first(self) -> tuple[Command | None, int]:
        """The first command and its length; None when more bytes must come first."""
        head = bytes(self._bytes[:8])
        for start, length in _LENGTHS.items():
            if start.startswith(head) or (head.startswith(start) and len(head) < length):
                return None, 0
        match head[:2], head[2:]:
            case (b"\x1b@", _):
                return Other(), 2
            case (b"\x1bd", _):
                return Other(), 3
            case (b"\x1bp", _):
                return Kick(), 5
            case (b"\x10\x04", rest) if 1 <= rest[0] <= 4:
                return Ask(rest[0]), 3
            case (b"\x1dV", rest) if rest.startswith(b"B\x00"):
                return Cut(), 4
            case (b"\x1dv", rest) if rest.startswith(b"0\x00"):
                return self._raster(int.from_bytes(rest[2:4], "little"), int.from_bytes(rest[4:6], "little"))
        raise UnknownCommandError(head.hex(" "))

    def _raster(self, width_bytes: int, height: int) -> tuple[Command | None, int]:
        length = 8 + width_bytes * height
        if len(self._bytes) < length:
            return None, 0
        dots = Image.frombytes("1", (width_bytes * 8, height), bytes(self._bytes[8:length]))
        return Raster(ImageChops.invert(dots)), length
