"""What plots are drawn with: shapes and words in one widget's canvas, as many as the figures ask for."""

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle

from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.writing import Box, Writing

DEEP = [0.51, 0.68, 0.85, 1.0]  # the darkest cell; INK on it 7.4
BEFORE = [0.60, 0.66, 0.73, 1.0]  # the thin bar, on CARD 2.5: its length says it, beside the thick one


class Chart(Plate):
    """A plot draws itself anew whenever its place or its figures change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._shapes = InstructionGroup()
        self.canvas.add(self._shapes)
        self._words: list[Writing] = []
        self._used = 0

    @property
    def writings(self) -> tuple[Writing, ...]:
        return tuple(self._words[: self._used])

    def draw(self) -> None:
        super().draw()
        self._shapes.clear()
        self._used = 0
        if self.width >= 1 and self.height >= 1:
            self.plot()
        for spare in self._words[self._used :]:
            spare.write("", (0, 0, 0, 0), theme.INK, theme.TINY)

    def plot(self) -> None:
        raise NotImplementedError

    def word(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        colour: Colour = theme.INK,
        halign: str = "left",
        bold: bool = False,
        most: int = 1,
    ) -> None:
        """Never smaller than theme.TINY: what has no room at that size is cut, and a test sees it."""
        if not text:
            return
        if self._used == len(self._words):
            self._words.append(Writing(self.canvas))
        writing = self._words[self._used]
        self._used += 1
        writing.bold, writing.halign = bold, halign
        writing.write(text, box, colour, size, theme.TINY, most)

    def bar(self, box: Box, colour: Colour) -> None:
        x, y, width, height = box
        if width > 0 and height > 0:
            self._shapes.add(Color(*colour))
            self._shapes.add(Rectangle(pos=(round(x), round(y)), size=(max(1, round(width)), max(1, round(height)))))

    def frame(self, box: Box, colour: Colour, thick: float) -> None:
        """Inside the box."""
        x, y, width, height = box
        for side in (
            (x, y, width, thick),
            (x, y + height - thick, width, thick),
            (x, y, thick, height),
            (x + width - thick, y, thick, height),
        ):
            self.bar(side, colour)


def shade(depth: float) -> Colour:
    """From white to DEEP."""
    return [c + (d - c) * min(1.0, max(0.0, depth)) for c, d in zip(theme.CARD, DEEP, strict=True)]
