"""A PIN is typed: large keys at the right, a dot for each digit at the left."""

from typing import Any

from kivy.properties import BooleanProperty, StringProperty

from kiosk.flow.views import Body, Level, PinBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import ja_label  # noqa: F401  the kv beside this names it
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.pin_pad import PinDots, PinPad  # noqa: F401  the kv beside this names them

theme.load_style(__file__)


class PinScreen(Headed):
    text = StringProperty("")
    message = StringProperty("")
    warns = BooleanProperty(False)

    def paint(self, body: Body) -> None:
        assert isinstance(body, PinBody)
        self.paint_head(self.ids.head, None, body.title)
        self.text, self.message = body.text, body.message
        self.warns = body.level is not Level.CALM
        dots: Any = self.ids.dots
        dots.most, dots.typed = body.most, body.typed
        self.ids.pad.paint(body)
        fill(self.ids.leave, (body.leave,) if body.leave else (), BigButton, BigButton.paint)
