"""Bars standing side by side: how much each is, above it, and what it is, below it."""

from typing import Any

from kivy.metrics import mm

from kiosk.flow.charts import Columns
from kiosk.ui import theme
from kiosk.ui.widgets.chart import Chart

_TITLE: float = mm(9)
_TEXT: float = mm(5.4)
_PAD: float = mm(2)
_FILLED = 0.62  # of a column's width


class ColumnChart(Chart):
    def __init__(self, **kwargs: Any) -> None:
        self._columns = Columns(())
        super().__init__(**kwargs)

    def paint(self, columns: Columns) -> None:
        self._columns = columns
        self.again()

    def plot(self) -> None:
        columns = self._columns.columns
        pitch = (self.width - 2 * _PAD) / max(1, len(columns))
        foot = self.y + _TITLE + theme.GAP / 2
        room = self.top - _TEXT - theme.GAP - foot
        self.bar((self.x + _PAD, foot - theme.HAIR, self.width - 2 * _PAD, theme.HAIR), theme.EDGE)
        for number, one in enumerate(columns):
            x = self.x + _PAD + number * pitch
            tall = room * one.fraction
            self.bar((x + pitch * (1 - _FILLED) / 2, foot, pitch * _FILLED, tall), theme.NAVY)
            self.word(one.text, (x, foot + tall, pitch, _TEXT), theme.BODY, bold=True, halign="center")
            box = (x + theme.HAIR, self.y, pitch - 2 * theme.HAIR, _TITLE)
            self.word(one.title, box, theme.SMALL, colour=theme.HINT, halign="center", most=2)
