"""An amount in a widget's canvas: at the right of its box, every digit as wide as every other."""

import re
from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.ui import faces
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.writing import Box

# the one digit that is narrower than the others in our faces
_PIECES = re.compile("1|[^1]+")
_DIGIT = "0"


def figure_width(text: str, size: float, bold: bool) -> int:
    """The whole px that it takes; 0 for nothing."""
    px = round(size)
    pieces = _PIECES.findall(text)
    return round(sum(faces.width(_DIGIT if piece == "1" else piece, px, bold) for piece in pieces)) + 1 if text else 0


class Figure:
    """One amount in one box. Too long, it shrinks as far as it must: half an amount would be another amount."""

    def __init__(self, canvas: Any, bold: bool = False) -> None:
        self.bold = bold
        self.box: Box = (0.0, 0.0, 0.0, 0.0)
        self.painted = ""  # what a person reads here
        self._tint = Color()
        self._pieces = InstructionGroup()
        canvas.add(self._tint)
        canvas.add(self._pieces)

    def write(self, text: str, box: Box, colour: Colour, size: float) -> None:
        """`size` px at most."""
        self.box, self.painted = box, ""
        self._pieces.clear()
        px = round(size)
        while px > 1 and figure_width(text, px, self.bold) > box[2]:
            px -= 1
        if text and box[2] >= 1:
            self.painted = text
            self._tint.rgba = colour
            self._place(text, px)

    def _place(self, text: str, px: int) -> None:
        x0, y0, width, height = self.box
        right = x0 + width
        y = round(y0 + (height - px) / 2)
        for piece in reversed(_PIECES.findall(text)):
            spare = faces.width(_DIGIT, px, self.bold) - faces.width(piece, px, self.bold) if piece == "1" else 0.0
            right -= spare / 2
            for font, run in reversed(faces.runs(piece, self.bold)):
                picture = faces.picture(font, run, px)
                right -= faces.width(run, px, self.bold)
                # whole pixels, or the letters blur
                self._pieces.add(Rectangle(texture=picture, pos=(round(right), y), size=picture.size))
            right -= spare / 2
