"""Bars lying one under the other, each with its name and its figures before it."""

from typing import Any

from kivy.metrics import mm

from kiosk.flow.charts import Bars
from kiosk.ui import faces, theme
from kiosk.ui.widgets.chart import BEFORE, Chart
from kiosk.ui.widgets.figure import figure_width

LEAST_ROW: float = mm(4.4)
_MOST_ROW: float = mm(9)
_HEAD: float = mm(4.6)
_PAD: float = mm(2)
_BETWEEN: float = mm(3)
_MOST_TITLE = 0.4  # of the width
_LEAST_BAR = 0.16


class BarChart(Chart):
    """As high as its place, or higher where that has no room for every row: then it is scrolled."""

    def __init__(self, **kwargs: Any) -> None:
        self._bars = Bars((), ())
        super().__init__(**kwargs)

    def paint(self, bars: Bars) -> None:
        self._bars = bars
        self.again()

    @property
    def least(self) -> float:
        """The least height, in px."""
        return float(_HEAD + len(self._bars.rows) * LEAST_ROW + theme.GAP)

    def plot(self) -> None:
        bars = self._bars
        if not bars.rows:
            return
        row = min(_MOST_ROW, (self.height - _HEAD - theme.GAP) / len(bars.rows))
        size = min(theme.BODY, max(theme.TINY, row * 0.66))
        titles = max((faces.natural(one.title, size, bold=True) for one in bars.rows), default=0)
        titles = min(max(titles, faces.natural(bars.heads[0], theme.TINY)), round(self.width * _MOST_TITLE))
        columns = [
            max(
                [faces.natural(bars.heads[1 + at], theme.TINY)]
                + [figure_width(one.figures[at], size, bold=False) for one in bars.rows]
            )
            for at in range(len(bars.heads) - 2)
        ]
        text = max((faces.natural(one.text, size, bold=True) for one in bars.rows), default=0)
        right = self.right - _PAD
        bar_x = self.x + _PAD + titles + sum(_BETWEEN + width for width in columns) + _BETWEEN
        room = max(self.width * _LEAST_BAR, right - bar_x - text - theme.GAP)
        head_y = self.top - _HEAD
        self._line(bars.heads[0], bars.heads[1:-1], titles, columns, head_y, _HEAD, theme.TINY, theme.HINT)
        self.word(bars.heads[-1], (bar_x, head_y, right - bar_x, _HEAD), theme.TINY, colour=theme.HINT)
        for number, one in enumerate(bars.rows):
            y = head_y - (number + 1) * row
            if number:
                self.bar((self.x + _PAD, y + row, self.width - 2 * _PAD, theme.HAIR), theme.LINE)
            self._line(one.title, one.figures, titles, columns, y, row, size, theme.INK)
            thin = row * 0.16 if one.before is not None else 0.0
            thick = row * 0.5
            top = y + (row + thick + thin) / 2
            self.bar((bar_x, top - thick, room * one.fraction, thick), theme.NAVY)
            if one.before is not None:
                self.bar((bar_x, top - thick - thin, room * one.before, thin), BEFORE)
            at = bar_x + room * max(one.fraction, one.before or 0.0) + theme.GAP
            self.word(one.text, (at, y, right - at, row), size, bold=True)

    def _line(
        self,
        title: str,
        figures: tuple[str, ...],
        titles: float,
        columns: list[int],
        y: float,
        height: float,
        size: float,
        colour: theme.Colour,
    ) -> None:
        x = self.x + _PAD
        self.word(title, (x, y, titles, height), size, colour=colour, bold=colour is theme.INK)
        x += titles
        for figure, width in zip(figures, columns, strict=True):
            x += _BETWEEN
            self.word(figure, (x, y, width + 1, height), size, colour=colour, halign="right")
            x += width
