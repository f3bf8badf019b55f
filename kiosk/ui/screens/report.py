"""毎月の顧客分析: one page at a time, each with one large figure and a plot."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from kiosk.flow.views import Body, ReportBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import actions, chart_place, ja_label, month_head  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class ReportScreen(Screen):
    figure = StringProperty("")
    says = StringProperty("")
    about = StringProperty("")
    leads = BooleanProperty(False)  # there is something above the plot

    def paint(self, body: Body) -> None:
        assert isinstance(body, ReportBody)
        self.ids.head.paint(body.title, body.note, body.turns)
        fill(self.ids.tabs, body.tabs, _tab, BigButton.paint)
        self.figure, self.says, self.about = body.figure, body.says, body.about
        self.leads = bool(body.figure or body.says or body.switch)
        fill(self.ids.switch, () if body.switch is None else (body.switch,), _tab, BigButton.paint)
        self.ids.chart.show(body.chart)
        self.ids.actions.paint(body.actions)


def _tab() -> Any:
    return BigButton(font_size=theme.BODY, pad=theme.GAP / 2)
