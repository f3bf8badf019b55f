"""One line that is rung up: what, how it is reckoned, and its yen at the right."""

from math import ceil
from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import ObjectProperty

from kiosk.flow.views import SaleLineRow
from kiosk.ui import faces, theme
from kiosk.ui.lettering import Setting, clean
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

INSET: float = mm(2.5)  # at both sides: what stands under the lines keeps to it, so that all figures end at one edge
_AMOUNT = mm(4.8)
_MOST_AMOUNT = 0.56  # of the width
_BETWEEN: float = mm(1)  # title and detail
_APART: float = mm(2)  # words and amount
_MARGIN: float = mm(1.5)  # above and below
_LEAST_HEIGHT: float = mm(10.6)
_MOST_LINES = 2
_TICK: float = mm(4.2)
_UNLIMITED = 1e6


def line_height(line: SaleLineRow, width: float) -> float:
    """What a line of this width takes in the list."""
    title, detail = _words(line, _room(line, width))
    below = _BETWEEN + detail.height if detail else 0.0
    return max(_LEAST_HEIGHT, ceil(title.height + below + 2 * _MARGIN))


def _amount_width(line: SaleLineRow, width: float) -> float:
    return min(faces.natural(line.amount, _AMOUNT, bold=True), width * _MOST_AMOUNT)


def _before(line: SaleLineRow) -> float:
    return INSET + (_TICK + theme.GAP if line.picked else 0)


def _room(line: SaleLineRow, width: float) -> float:
    """The width of the words."""
    return max(1.0, width - _before(line) - _amount_width(line, width) - _APART - INSET)


def _words(line: SaleLineRow, room: float) -> tuple[Setting, Setting | None]:
    box = (room, _UNLIMITED)
    title = faces.set_text(clean(line.title), box, theme.BODY, theme.TINY, _MOST_LINES, True, False)
    if not line.detail:
        return title, None
    return title, faces.set_text(clean(line.detail), box, theme.SMALL, theme.TINY, _MOST_LINES, False, False)


class SaleLinePlate(Pressable):
    """The picked one has a tick, a border and a tint."""

    shade = (0, 0, 0, 0.12)
    line = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._tick = InstructionGroup()
        self.canvas.add(self._tick)
        self._title = Writing(self.canvas, bold=True)
        self._detail = Writing(self.canvas)
        self._amount = Writing(self.canvas, bold=True, halign="right")
        self.writings = (self._title, self._detail, self._amount)

    def on_line(self, _: Any, line: SaleLineRow) -> None:
        self.label, self.intent = line.title, line.intent
        self.fill, self.edge = (theme.AMBER, theme.NAVY) if line.picked else (theme.CARD, theme.EDGE)
        self.edge_width = theme.THICK if line.picked else theme.HAIR
        self.again()

    def draw(self) -> None:
        super().draw()
        line: SaleLineRow | None = self.line
        if line is None:
            return
        kind = "good" if line.picked else "none"
        draw_glyph(self._tick, kind, (self.x + INSET, self.center_y - _TICK / 2), _TICK, theme.GREEN)
        room, x = _room(line, self.width), self.x + _before(line)
        title, detail = _words(line, room)
        below = detail.height if detail else 0.0
        top = self.center_y + (title.height + (_BETWEEN + below if detail else 0.0)) / 2
        box = (x, top - title.height, room, title.height)
        self._title.write(line.title, box, theme.INK, theme.BODY, theme.TINY, _MOST_LINES)
        ink = theme.INK if line.picked else theme.HINT
        box = (x, top - title.height - _BETWEEN - below, room, below)
        self._detail.write(line.detail, box, ink, theme.SMALL, theme.TINY, _MOST_LINES)
        amount = _amount_width(line, self.width)
        box = (self.right - INSET - amount, self.y, amount, self.height)
        self._amount.write(line.amount, box, theme.INK, _AMOUNT, theme.TINY, 1)
