"""A calm cover over a customer's screen. What lies below is not painted at all."""

from kiosk.flow.views import Body, ShadeBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import big_button  # noqa: F401  the kv beside this names it

theme.load_style(__file__)


class ShadeScreen(Screen):
    def paint(self, body: Body) -> None:
        assert isinstance(body, ShadeBody)
        self.ids.lift.paint(body.lift)
