"""The button of every screen: what a view's Button looks like."""

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty

from kiosk.flow.views import Button, Role
from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable

theme.load_style(__file__)

# fill, edge, letters
_LOOKS: dict[Role, tuple[Colour, Colour, Colour]] = {
    Role.PRIMARY: (theme.GREEN, theme.GREEN, theme.CARD),
    Role.PLAIN: (theme.CARD, theme.EDGE, theme.INK),
    Role.QUIET: (theme.NAVY_TINT, theme.NAVY_TINT, theme.NAVY),
    Role.DANGER: (theme.CARD, theme.BAD, theme.BAD),
}
_PICKED = (theme.AMBER, theme.NAVY, theme.INK)
_DEAD = (theme.PAPER, theme.LINE, theme.HINT)


class BigButton(Pressable, Plate):
    """`detail_first` puts the second line above the label, as the name of an option above its value."""

    detail = StringProperty("")
    ink = ColorProperty(theme.INK)
    picked = BooleanProperty(False)
    strong = BooleanProperty(False)
    detail_first = BooleanProperty(False)
    font_size = NumericProperty(theme.LARGE)
    pad = NumericProperty(theme.GAP)

    def paint(self, button: Button) -> None:
        self.label = button.label
        self.detail = button.detail
        self.intent = button.intent
        self.picked = button.picked
        self.strong = button.role is Role.PRIMARY
        look = _DEAD if button.intent is None and not button.picked else _LOOKS[button.role]
        self.fill, self.edge, self.ink = _PICKED if button.picked else look
        self.edge_width = theme.THICK if button.picked else theme.HAIR
