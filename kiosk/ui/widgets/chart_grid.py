"""A table of figures, shaded the darker the more there is of each: who moved where, when people come."""

from typing import Any

from kivy.metrics import mm

from kiosk.flow.charts import Cell, Grid
from kiosk.ui import faces, theme
from kiosk.ui.widgets.chart import Chart, shade

_PAD: float = mm(1)
_HEAD: float = mm(5)
_HEAD_LINES = 2
_INSET: float = mm(0.4)  # of titles
_SIDES: float = mm(0.8)  # of a column, left and right of its words
_MOST_ROW: float = mm(9)


def _levelled(needs: list[float], room: float) -> list[float]:
    """As equal as the widest allow: each gets an equal part, and those that need more take it from the others."""
    widths = list(needs)
    narrow = sorted(range(len(needs)), key=lambda at: needs[at])
    while narrow:
        rest = room - sum(needs[at] for at in range(len(needs)) if at not in narrow)
        part = rest / len(narrow)
        if needs[narrow[-1]] <= part:
            for at in narrow:
                widths[at] = part
            break
        narrow.pop()
    return widths


class GridChart(Chart):
    def __init__(self, **kwargs: Any) -> None:
        self._grid = Grid("", (), ())
        super().__init__(**kwargs)

    def paint(self, grid: Grid) -> None:
        self._grid = grid
        self.again()

    def plot(self) -> None:
        grid = self._grid
        if not grid.rows:
            return
        head = mm(8.4) if any("\n" in text for text in grid.heads) else _HEAD
        row = min(_MOST_ROW, (self.height - head - 2 * _PAD) / len(grid.rows))
        size = min(theme.BODY, max(theme.TINY, row * 0.7))
        widths = self._widths()
        y = self.top - _PAD - head
        self._heads(y, head, widths)
        for one in grid.rows:
            y -= row
            x = self.x + _PAD
            box = (x + _INSET, y, widths[0] - _INSET, row)
            self.word(one.title, box, min(size, theme.SMALL * 1.1), bold=True)
            x += widths[0]
            for width, cell in zip(widths[1:], one.cells, strict=True):
                self._cell(cell, x, y, width, row, size)
                x += width

    def _widths(self) -> list[float]:
        """What titles and columns need, and then as equal columns as there is room for."""
        grid = self._grid
        titles = [faces.natural(one.title, theme.TINY, bold=True) for one in grid.rows]
        columns = [
            max(
                [faces.natural(line, theme.TINY) for line in head.split("\n")]
                + [faces.natural(one.cells[at].text, theme.TINY) for one in grid.rows]
            )
            + _SIDES
            for at, head in enumerate(grid.heads)
        ]
        title = max([faces.natural(grid.corner, theme.TINY), *titles]) + _SIDES
        room = self.width - 2 * _PAD - title
        return [title, *(width * min(1.0, room / sum(columns)) for width in _levelled(columns, room))]

    def _heads(self, y: float, height: float, widths: list[float]) -> None:
        x = self.x + _PAD
        self.word(
            self._grid.corner,
            (x + _INSET, y, widths[0] - _INSET, height),
            theme.TINY,
            colour=theme.HINT,
            most=_HEAD_LINES,
        )
        x += widths[0]
        for text, width in zip(self._grid.heads, widths[1:], strict=True):
            self.word(text, (x, y, width, height), theme.TINY, colour=theme.HINT, halign="center", most=_HEAD_LINES)
            x += width

    def _cell(self, cell: Cell, x: float, y: float, width: float, height: float, size: float) -> None:
        gap = theme.HAIR
        box = (x + gap, y + gap, width - 2 * gap, height - 2 * gap)
        if not cell.text:
            return
        self.bar(box, shade(cell.depth))
        self.frame(box, theme.NAVY if cell.framed else theme.LINE, theme.THICK if cell.framed else theme.HAIR)
        colour = theme.HINT if cell.faint else theme.INK
        self.word(cell.text, (x + gap, y, width - 2 * gap, height), size, colour=colour, halign="center")
