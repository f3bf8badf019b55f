"""Nobody at the counter: the invitation to tap, the clock, how the devices are, and the ways in without a card."""

from kivy.properties import NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.flow.views import Body, IdleBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import actions, glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.sign import StateSign

theme.load_style(__file__)


class CardPicture(Widget):
    """A card above the reader, drawn."""

    ring = NumericProperty(0)


class IdleScreen(Screen):
    shop = StringProperty("")
    date = StringProperty("")
    clock = StringProperty("")
    invitation = StringProperty("")
    note = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, IdleBody)
        self.shop, self.date, self.clock = body.shop, body.date, body.clock
        self.invitation, self.note = body.invitation, body.note
        fill(self.ids.signs, body.signs, StateSign, StateSign.paint)
        self.ids.actions.paint(body.actions)
