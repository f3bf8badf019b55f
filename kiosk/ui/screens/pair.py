"""Two records side by side, each with the button that keeps it."""

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Body, PairBody, Prompt, Side
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import big_button, ja_label, plate  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class SideLine(BoxLayout):
    lead = StringProperty("")
    text = StringProperty("")

    def paint(self, line: Prompt) -> None:
        self.lead, self.text = line.lead, line.text


class RecordSide(BoxLayout):
    title = StringProperty("")

    def paint(self, side: Side) -> None:
        self.title = side.name
        fill(self.ids.lines, side.lines, SideLine, SideLine.paint)
        self.ids.keep.paint(side.keep)


class PairScreen(Headed):
    text = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, PairBody)
        self.paint_head(self.ids.head, None, body.title)
        self.text = body.text
        fill(self.ids.sides, body.sides, RecordSide, RecordSide.paint)
        self.ids.leave.paint(body.leave)
