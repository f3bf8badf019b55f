"""A small state: a shape, what it is, and how it is in a word."""

from kivy.properties import BooleanProperty, ColorProperty, StringProperty

from kiosk.flow.views import Level, Sign
from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable

theme.load_style(__file__)

# colour of the shape and of the word, ground behind
_LOOKS: dict[Level, tuple[Colour, Colour]] = {
    Level.CALM: (theme.HINT, theme.PAPER),
    Level.GOOD: (theme.GREEN, theme.PAPER),
    Level.WARN: (theme.WARN, theme.WARN_TINT),
    Level.BAD: (theme.BAD, theme.BAD_TINT),
}


class StateSign(Pressable, Plate):
    """`bare`: without its plate, inside a line of text."""

    bare = BooleanProperty(False)
    word = StringProperty("")
    shape = StringProperty("calm")
    colour = ColorProperty(theme.HINT)

    def paint(self, sign: Sign) -> None:
        self.label = sign.label
        self.word = sign.word
        self.intent = sign.intent
        self.shape = sign.level.value
        self.colour, self.fill = _LOOKS[sign.level]
        if self.bare:
            self.fill = self.edge = theme.CLEAR
            return
        self.edge = self.colour if sign.level in (Level.WARN, Level.BAD) else theme.LINE
