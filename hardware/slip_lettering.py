"""Glyphs for paper: one-bit, from the main font, the fall-back for what that lacks, 〓 for what both lack."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

_NOWHERE = "\U0010ffff"  # a noncharacter: no font has it, so its picture is the picture of "missing"
_GETA = "〓"  # the printer's sort turned upside down: Japan's own sign for a missing character


@dataclass(frozen=True, slots=True)
class SlipFonts:
    """Paths of the font files: BIZ UDPGothic in two weights, and one font for the kanji it lacks (𠮷)."""

    regular: Path
    bold: Path
    fallback: Path


@dataclass(frozen=True, slots=True)
class Face:
    """One weight at one size. `size` is the em in dots."""

    fonts: SlipFonts
    size: int
    bold: bool = False

    def advance(self, character: str) -> int:
        """Width in dots. Without kerning, so that widths add up. Raises OSError when a font file is missing."""
        font, glyph = self._glyph(character)
        return _advance(font, self.size, glyph)

    def length(self, text: str, *, tabular: bool = False) -> int:
        return sum(advance for _, _, advance in self._placed(text, tabular=tabular))

    def draw(
        self, pen: ImageDraw.ImageDraw, x: int, baseline: int, text: str, ink: int, *, tabular: bool = False
    ) -> None:
        """Draw one line without breaking it. `tabular` gives all digits one width: figures align in columns."""
        for glyph, font, advance in self._placed(text, tabular=tabular):
            # a digit narrower than its cell stands in the middle of it
            x_glyph = x + (advance - _advance(font, self.size, glyph)) // 2
            pen.text((x_glyph, baseline), glyph, fill=ink, font=_font(font, self.size), anchor="ls")
            x += advance

    def _placed(self, text: str, *, tabular: bool) -> Iterator[tuple[str, Path, int]]:
        cell = self.advance("0") if tabular else 0
        for character in text:
            font, glyph = self._glyph(character)
            wide = cell if tabular and character in "0123456789" else _advance(font, self.size, glyph)
            yield glyph, font, wide

    def _glyph(self, character: str) -> tuple[Path, str]:
        main = self.fonts.bold if self.bold else self.fonts.regular
        for font in (main, self.fonts.fallback):
            if _has(font, character):
                return font, character
        return main, _GETA


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    # BASIC, not RAQM: the same dots on every machine, with or without libraqm
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(path: Path, size: int, character: str) -> int:
    return round(_font(path, size).getlength(character, mode="1"))


@lru_cache(maxsize=4096)
def _has(path: Path, character: str) -> bool:
    """Pillow tells no font's character map: a glyph that looks exactly like "missing" is missing."""
    font = _font(path, 40)
    return character.isspace() or bytes(font.getmask(character, "L")) != bytes(font.getmask(_NOWHERE, "L"))
