"""The faces of screens, slips and papers, and which characters they hold (kiosk/ui/fonts has their licences)."""

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "ui" / "fonts"
REGULAR: Final = FOLDER / "BIZUDPGothic-Regular.ttf"
BOLD: Final = FOLDER / "BIZUDPGothic-Bold.ttf"
FALLBACK: Final = FOLDER / "KokyakuFallback.otf"


@cache
def of_faces() -> frozenset[str]:
    """The characters that both faces hold."""
    return _characters("main.txt")


@cache
def of_fallback() -> frozenset[str]:
    """The characters that only the fall-back holds."""
    return _characters("fallback.txt")


def _characters(ranges: str) -> frozenset[str]:
    points: list[str] = []
    for line in (FOLDER / ranges).read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        points.extend(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(points)
