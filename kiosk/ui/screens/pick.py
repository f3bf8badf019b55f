"""A grid to pick one from."""

from kivy.properties import StringProperty

from kiosk.flow.views import Body, PickBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import big_button, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class PickScreen(Headed):
    compact = True
    title = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, PickBody)
        self.paint_head(self.ids.head, body.person, body.title)
        self.title = body.title if body.person else ""
        self.ids.options.cols = body.columns
        fill(self.ids.options, body.options, _option, BigButton.paint)
        self.ids.leave.paint(body.leave)


def _option() -> BigButton:
    return BigButton(font_size=theme.LARGE)  # the widest hour fits: all are of one size
