"""Where a plot stands: the one widget that draws what is there, or how far the counting is, or why there is nothing."""

from typing import Any

from kivy.metrics import mm
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView

from kiosk.flow.charts import Bars, Chart, Columns, Grid, Nothing, Progress
from kiosk.ui import theme
from kiosk.ui.widgets.chart import Chart as ChartWidget
from kiosk.ui.widgets.chart_bars import BarChart
from kiosk.ui.widgets.chart_columns import ColumnChart
from kiosk.ui.widgets.chart_grid import GridChart

_BAR = mm(4)


class Waiting(ChartWidget):
    """How far it is, or in words why there is nothing; both in the middle."""

    def __init__(self, **kwargs: Any) -> None:
        self._what: Progress | Nothing = Nothing("")
        super().__init__(**kwargs)

    def paint(self, what: Progress | Nothing) -> None:
        self._what = what
        self.again()

    def plot(self) -> None:
        what = self._what
        x, width = self.x + self.width * 0.1, self.width * 0.8
        box = (x, self.center_y + theme.GAP, width, mm(14))
        self.word(what.text, box, theme.LARGE, halign="center", most=3)
        if isinstance(what, Progress):
            track = (x, self.center_y - _BAR - theme.GAP, width, _BAR)
            self.bar(track, theme.NAVY_TINT)
            self.bar((x, track[1], width * what.fraction, _BAR), theme.NAVY)
            self.frame(track, theme.EDGE, theme.HAIR)


class ScrolledBars(ScrollView):
    """Bars that are as high as this is, or scrolled where they have no room."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            do_scroll_x=False, bar_width=mm(1.2), bar_color=theme.EDGE, bar_inactive_color=theme.LINE, **kwargs
        )
        self._chart = BarChart(size_hint_y=None)
        self.add_widget(self._chart)
        self.fbind("height", self._fit)

    def paint(self, bars: Bars) -> None:
        self._chart.paint(bars)
        self._fit()
        self.scroll_y = 1

    def _fit(self, *_: Any) -> None:
        self._chart.height = max(self.height, self._chart.least)
        self.do_scroll_y = self._chart.height > self.height + 1


class ChartPlace(BoxLayout):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._bars = ScrolledBars()
        self._columns = ColumnChart()
        self._grid = GridChart()
        self._waiting = Waiting()

    def show(self, chart: Chart) -> None:
        widget: Any
        match chart:
            case Bars():
                widget = self._bars
            case Columns():
                widget = self._columns
            case Grid():
                widget = self._grid
            case Progress() | Nothing():
                widget = self._waiting
        widget.paint(chart)
        if self.children != [widget]:
            self.clear_widgets()
            self.add_widget(widget)
