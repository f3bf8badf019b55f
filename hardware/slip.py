"""What stands on a slip, line by line, before it becomes a picture. Words are already formed."""

from dataclasses import dataclass, field
from enum import StrEnum


class Size(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, broken into lines by the printer's own width."""

    text: str = field(repr=False)
    size: Size = Size.NORMAL
    align: Align = Align.LEFT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A word at the left, a figure at the right; the word breaks first when both don't fit."""

    left: str = field(repr=False)
    right: str = field(repr=False)
    size: Size = Size.NORMAL
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """White on black across the slip: 再発行."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the slip."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty paper, in millimetres."""

    mm: float = 2.0


@dataclass(frozen=True, slots=True)
class Barcode:
    """CODE128 with its text below, centred."""

    code: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code, centred. What stands in it may be a secret."""

    text: str = field(repr=False)


Line = Words | Pair | Mark | Rule | Gap | Barcode | QrCode


@dataclass(frozen=True, slots=True)
class Slip:
    lines: tuple[Line, ...]
    opens_drawer: bool = False  # the cash drawer that hangs on the printer opens before the paper comes
