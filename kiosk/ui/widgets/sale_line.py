"""One line that is rung up: what, how it is reckoned, and its yen at the right."""

from math import ceil
from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import ObjectProperty

from kiosk.flow.views import SaleLineRow
from kiosk.ui import faces, theme
from kiosk.ui.lettering import Setting, clean
from kiosk.ui.widgets.figure import Figure, figure_width
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

INSET: float = mm(2.5)  # at both sides: what stands under the lines keeps to it, so that all figures end at one edge
_AMOUNT = mm(4.6)
_MOST_AMOUNT = 0.56  # of the width
_BETWEEN: float = mm(1)  # title and detail
_APART: float = mm(2)  # words and amount
_MARGIN: float = mm(1.5)  # above and below
_LEAST_HEIGHT: float = mm(10.6)
_LITTLE_LESS = 0.85  # of the usual size
_TICK: float = mm(4.2)
_UNLIMITED = 1e6


def line_height(line: SaleLineRow, width: float) -> float:
    """What a line of this width takes in the list."""
    title, detail = _words(line, width)
    below = _BETWEEN + detail.height if detail else 0.0
    return max(_LEAST_HEIGHT, ceil(title.height + below + 2 * _MARGIN))


def _amount_width(line: SaleLineRow, width: float) -> float:
    return min(figure_width(line.amount, _AMOUNT, bold=True), width * _MOST_AMOUNT)


def _before(line: SaleLineRow) -> float:
    return INSET + (_TICK + theme.GAP if line.picked else 0)


def _rooms(line: SaleLineRow, width: float) -> tuple[float, float]:
    """The widths of title and detail: the title leaves room for the amount beside it."""
    whole = width - _before(line) - INSET
    return max(1.0, whole - _amount_width(line, width) - _APART), max(1.0, whole)


def _words(line: SaleLineRow, width: float) -> tuple[Setting, Setting | None]:
    beside, whole = _rooms(line, width)
    title = _set(line.title, beside, bold=True)
    if not line.detail:
        return title, None
    return title, _set(line.detail, whole, bold=False)


def _set(text: str, width: float, bold: bool) -> Setting:
    """In one line if a little less size does it, else in two, and where that would cut it in as many as it takes."""
    size = theme.BODY if bold else theme.SMALL
    for least, most in ((max(theme.TINY, size * _LITTLE_LESS), 1), (theme.TINY, 2)):
        setting = faces.set_text(clean(text), (width, _UNLIMITED), size, least, most, bold, False)
        if not setting.cut:
            return setting
    return faces.set_text(clean(text), (width, _UNLIMITED), theme.TINY, theme.TINY, 0, bold, False)


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
        self._amount = Figure(self.canvas, bold=True)
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
        title, detail = _words(line, self.width)
        beside, whole = _rooms(line, self.width)
        below = detail.height if detail else 0.0
        x = self.x + _before(line)
        top = self.center_y + (title.height + (_BETWEEN + below if detail else 0.0)) / 2
        box = (x, top - title.height, beside, title.height)
        self._title.write(line.title, box, theme.INK, title.size)
        box = (self.right - INSET - whole, top - title.height - _BETWEEN - below, whole, below)
        ink = theme.INK if line.picked else theme.HINT
        self._detail.write(line.detail, box, ink, detail.size if detail else theme.SMALL)
        # on the title's first line, or in the middle where there is no other
        amount, tall = _amount_width(line, self.width), _AMOUNT + 2 * theme.HAIR
        box = (self.right - INSET - amount, top - (title.size + tall) / 2, amount, tall)
        self._amount.write(line.amount, box, theme.INK, _AMOUNT)
