"""The two faces and their fall-back: how wide a text is, and its picture in white, to be tinted where it is drawn."""

from functools import lru_cache
from typing import Any

from kivy.core.text import Label

from kiosk.fonts import of_fallback
from kiosk.ui import theme
from kiosk.ui.lettering import Setting, balance, fit

Picture = Any  # kivy.graphics.texture.Texture


def runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """(font file, text) from left to right. Nearly every text is one run."""
    own = theme.BOLD if bold else theme.REGULAR
    if text.isascii() or of_fallback().isdisjoint(text):
        return [(own, text)]
    pieces: list[tuple[str, str]] = []
    for char in text:
        font = theme.FALLBACK if char in of_fallback() else own
        if pieces and pieces[-1][0] == font:
            pieces[-1] = (font, pieces[-1][1] + char)
        else:
            pieces.append((font, char))
    return pieces


@lru_cache(maxsize=256)
def _ruler(font: str, size: float) -> Any:
    return Label(font_name=font, font_size=size)


@lru_cache(maxsize=32768)
def _advance(char: str, size: float, bold: bool) -> int:
    """In px, from one character's beginning to the next one's."""
    if "一" <= char <= "鿿" and char not in of_fallback():
        char = "一"  # every kanji is as wide as every other
    ruler = _ruler(theme.FALLBACK if char in of_fallback() else theme.BOLD if bold else theme.REGULAR, size)
    return int(ruler.get_extents(char * 3)[0] - ruler.get_extents(char * 2)[0])


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool) -> float:
    """In px; its picture may reach 1 px further, and with a ligature (fi) less far.

    The faces have no kerning, so a text is as wide as its characters, and a new name needs no new measuring: breaking
    a customer's texts into lines asks 380 times, 5 ms by the font itself.
    """
    return float(sum(_advance(char, size, bold) for char in text))


def natural(text: str, size: float, bold: bool = False) -> int:
    """The whole px that one line of it takes; 0 for nothing."""
    return round(width(text, round(size), bold)) + 1 if text else 0


# a crowded screen has some 60; one is 20 KB, and every customer's name makes another
@lru_cache(maxsize=384)
def picture(font: str, text: str, size: float) -> Picture:
    """A texture of the text in white on nothing; kept, so that keys and labels are drawn once."""
    label = Label(text=text, font_name=font, font_size=size)
    label.refresh()
    return label.texture


def forget() -> None:
    """Let go of all that was set and drawn. Large letters take a third of a MiB a line, and no name is used again."""
    picture.cache_clear()
    set_text.cache_clear()
    width.cache_clear()


@lru_cache(maxsize=4096)
def set_text(
    text: str, box: tuple[float, float], size: float, least: float, most: int, bold: bool, even: bool
) -> Setting:
    """`lettering.fit` with these faces; `even` balances the lines."""

    def measure(line: str, px: float) -> float:
        return width(line, px, bold) + 1

    # every size opens the font once more (1 ms here): whole pixels keep the number of sizes small
    setting = fit(text, box[0], box[1], round(size), round(least), most, measure)
    return balance(text, box[0], setting, measure) if even else setting
