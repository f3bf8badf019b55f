"""A small state: a shape, what it is, and how it is in a word."""

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import NumericProperty

from kiosk.flow.views import Level, Sign
from kiosk.ui import faces, theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

theme.load_style(__file__)

# colour of the shape and of the word, ground behind
_LOOKS: dict[Level, tuple[Colour, Colour]] = {
    Level.CALM: (theme.HINT, theme.PAPER),
    Level.GOOD: (theme.GREEN, theme.PAPER),
    Level.WARN: (theme.WARN, theme.WARN_TINT),
    Level.BAD: (theme.BAD, theme.BAD_TINT),
}
_SHAPE = mm(3.6)


class StateSign(Pressable):
    """As wide as what it says, and no wider than where it stands: then the word takes two lines, if there is room.

    `bare`: without its plate, inside a line of text.
    """

    shade = (0, 0, 0, 0.15)
    natural = NumericProperty(0)

    def __init__(self, bare: bool = False) -> None:
        self._bare = bare
        self._after = 0.0 if bare else mm(1.6)
        self._sign = Sign("", "", Level.CALM)
        super().__init__()
        if bare:
            self.size_hint_y = 1
        self._shape = InstructionGroup()
        self.canvas.add(self._shape)
        self._what = Writing(self.canvas)
        self._word = Writing(self.canvas, bold=True)
        self.writings = (self._what, self._word)

    def paint(self, sign: Sign) -> None:
        self._sign = sign
        self.label, self.intent = sign.label, sign.intent
        colour, ground = _LOOKS[sign.level]
        edge = colour if sign.level in (Level.WARN, Level.BAD) else theme.LINE
        self.fill, self.edge = (theme.CLEAR, theme.CLEAR) if self._bare else (ground, edge)
        what, word = self._widths()
        self.natural = _SHAPE + what + word + mm(4.4) + self._after
        self.again()

    def _widths(self) -> tuple[float, float]:
        return faces.natural(self._sign.label, theme.SMALL), faces.natural(self._sign.word, theme.SMALL, bold=True)

    def draw(self) -> None:
        super().draw()
        sign, (what, word) = self._sign, self._widths()
        colour = _LOOKS[sign.level][0]
        x = self.x + mm(2)
        draw_glyph(self._shape, sign.level.value, (x, self.center_y - _SHAPE / 2), _SHAPE, colour)
        x += _SHAPE + mm(1.1)
        self._what.write(sign.label, (x, self.y, what, self.height), theme.INK, theme.SMALL, theme.TINY)
        x += what + mm(1.2)
        word = min(word, self.right - x - self._after)
        self._word.write(sign.word, (x, self.y, word, self.height), colour, theme.SMALL, theme.TINY)
