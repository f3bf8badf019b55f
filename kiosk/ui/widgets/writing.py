"""A text in a widget's canvas: Japanese line breaking, shrinking into its box, fall-back characters.

A widget costs some 25 KB and twenty observed properties, a writing one draw: what has many texts paints them itself.
"""

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.ui import faces
from kiosk.ui.lettering import PITCH, Setting, clean
from kiosk.ui.theme import Colour

Box = tuple[float, float, float, float]  # x, y, width, height in px, where the widget's own x and y are reckoned


class Writing:
    """One text in one box. Too long, it shrinks to `least`, then ends in an ellipsis, on purpose and visibly."""

    def __init__(self, canvas: Any, bold: bool = False, halign: str = "left", valign: str = "middle") -> None:
        self.bold, self.halign, self.valign = bold, halign, valign
        self.box: Box = (0.0, 0.0, 0.0, 0.0)
        self.painted = ""  # what a person reads here: the text, or what the ellipsis left of it
        self._tint = Color()
        self._lines = InstructionGroup()
        canvas.add(self._tint)
        canvas.add(self._lines)

    def write(self, text: str, box: Box, colour: Colour, size: float, least: float = 0, most: int = 0) -> None:
        """`size` px, `least` px (0: never smaller), `most` lines (0: as many as the box takes)."""
        text = clean(text)
        self.box, self.painted = box, ""
        self._lines.clear()
        if text and box[2] >= 1:
            setting = self.set(text, (box[2], box[3]), size, least, most)
            self.painted = " ".join(setting.lines) if setting.cut else text
            self._tint.rgba = colour
            self._place(setting)

    def set(self, text: str, room: tuple[float, float], size: float, least: float, most: int) -> Setting:
        """How the cleaned text would stand in a room (width, height)."""
        return faces.set_text(text, room, size, min(least or size, size), most, self.bold, self.halign == "center")

    def _place(self, setting: Setting) -> None:
        x0, y0, width, height = self.box
        size = setting.size
        slack = {"top": 0.0, "middle": (height - setting.height) / 2, "bottom": height - setting.height}
        top = y0 + height - slack[self.valign]
        for number, line in enumerate(setting.lines):
            pictures = [faces.picture(font, piece, size) for font, piece in faces.runs(line, self.bold) if piece]
            spare = width - sum(picture.width for picture in pictures)
            x = x0 + {"left": 0.0, "center": spare / 2, "right": spare}[self.halign]
            y = top - size * (1 + PITCH * number)
            for picture in pictures:
                # whole pixels, or the letters blur
                self._lines.add(Rectangle(texture=picture, pos=(round(x), round(y)), size=picture.size))
                x += picture.width
