"""What the lines come to: the sums one under the other, and the total, the largest figure of the screen."""

from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm

from kiosk.flow.views import Button, Sum
from kiosk.ui import faces, theme
from kiosk.ui.widgets.figure import Figure, figure_width
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.sale_line import INSET
from kiosk.ui.widgets.writing import Writing

MOST_SUMS = 3
_LINE: float = mm(5)
_TOTAL = mm(10.5)
_TICK: float = mm(4.2)


class Sums(Plate):
    """As high as its sums."""

    def __init__(self, **kwargs: Any) -> None:
        self._sums: tuple[Sum, ...] = ()
        super().__init__(size_hint_y=None, height=0, fill=theme.CLEAR, edge=theme.CLEAR, **kwargs)
        self._labels = [Writing(self.canvas) for _ in range(MOST_SUMS)]
        self._values = [Figure(self.canvas) for _ in range(MOST_SUMS)]
        self.writings = (*self._labels, *self._values)

    def paint(self, sums: tuple[Sum, ...]) -> None:
        self._sums = sums
        self.height = len(sums) * _LINE
        self.again()

    def draw(self) -> None:
        super().draw()
        empty = [Sum("", "")] * (MOST_SUMS - len(self._sums))
        for at, one in enumerate((*self._sums, *empty)):
            y = self.top - (at + 1) * _LINE
            value = figure_width(one.value, theme.BODY, bold=False)
            right = self.right - INSET
            self._values[at].write(one.value, (right - value, y, value, _LINE), theme.INK, theme.BODY)
            label = (self.x + INSET, y, self.width - 2 * INSET - value - theme.GAP, _LINE)
            self._labels[at].write(one.label, label, theme.HINT, theme.BODY, theme.TINY, 1)


class TotalPlate(Pressable):
    """Pressed, discounts are about the whole; then it is marked as a picked line is."""

    shade = (0, 0, 0, 0.12)

    def __init__(self, **kwargs: Any) -> None:
        self._total = Button("", None)
        super().__init__(**kwargs)
        self._tick = InstructionGroup()
        self.canvas.add(self._tick)
        self._name = Writing(self.canvas, bold=True)
        self._figure = Figure(self.canvas, bold=True)
        self.writings = (self._name, self._figure)

    def paint(self, total: Button) -> None:
        self._total = total
        self.label, self.intent = total.label, total.intent
        self.fill, self.edge = (theme.AMBER, theme.NAVY) if total.picked else (theme.CARD, theme.EDGE)
        self.edge_width = theme.THICK if total.picked else theme.HAIR
        self.again()

    def draw(self) -> None:
        super().draw()
        total = self._total
        x = self.x + INSET
        # above the label: beside it the tick would take from the figure
        at = x, (self.top + self.center_y + theme.BODY / 2 - _TICK) / 2
        draw_glyph(self._tick, "good" if total.picked else "none", at, _TICK, theme.GREEN)
        name = faces.natural(total.label, theme.BODY, bold=True)
        self._name.write(total.label, (x, self.y, name, self.height), theme.NAVY, theme.BODY, most=1)
        x += name + theme.GAP
        figure = (x, self.y, self.right - INSET - x, self.height)
        self._figure.write(total.detail, figure, theme.NAVY, _TOTAL)
