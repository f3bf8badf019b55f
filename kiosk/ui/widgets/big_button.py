"""The button of every screen: what a view's Button looks like."""

from typing import Any, ClassVar

from kivy.graphics import InstructionGroup
from kivy.properties import NumericProperty

from kiosk.flow.views import Button, Role
from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

# fill, edge, letters
_LOOKS: dict[Role, tuple[Colour, Colour, Colour]] = {
    Role.PRIMARY: (theme.GREEN, theme.GREEN, theme.CARD),
    Role.PLAIN: (theme.CARD, theme.EDGE, theme.INK),
    Role.QUIET: (theme.NAVY_TINT, theme.NAVY_TINT, theme.NAVY),
    Role.DANGER: (theme.CARD, theme.BAD, theme.BAD),
}
_PICKED = (theme.AMBER, theme.NAVY, theme.INK)
_DEAD = (theme.PAPER, theme.LINE, theme.HINT)
_LEAST = theme.TINY * 0.86  # of a label: where the column is low, two lines of it still stand whole
_TICK = theme.TINY * 1.1
_OVERHANG = theme.GAP * 0.3  # of the tick, on the corner, where no letter stands


class BigButton(Pressable):
    """`detail_first` puts the second line above the label, as the name of an option above its value.

    `more` is that line's size.
    """

    looks: ClassVar = _LOOKS
    font_size = NumericProperty(theme.LARGE)

    def __init__(
        self, *, pad: float = theme.GAP, detail_first: bool = False, more: float = theme.SMALL, **kwargs: Any
    ) -> None:
        self._pad, self._detail_first, self._more_size = pad, detail_first, more
        self._button = Button("", None)
        super().__init__(**kwargs)
        self._name = Writing(self.canvas, halign="center")
        self._more = Writing(self.canvas, halign="center", valign="bottom" if detail_first else "top")
        self.writings = (self._name, self._more)
        self._tick = InstructionGroup()
        self.canvas.add(self._tick)
        self.fbind("font_size", self.again)

    def paint(self, button: Button) -> None:
        if button != self._button:
            self._button = button
            self.label, self.intent = button.label, button.intent
            self.fill, self.edge, _ = self._look()
            self.edge_width = theme.THICK if button.picked else theme.HAIR
            self.again()

    def _look(self) -> tuple[Colour, Colour, Colour]:
        button = self._button
        if button.picked:
            return _PICKED
        return _DEAD if button.intent is None else self.looks[button.role]

    def draw(self) -> None:
        super().draw()
        button, upper = self._button, self._detail_first
        ink = self._look()[2]
        x, width, height = self.x + self._pad, self.width - 2 * self._pad, self.height
        raised, share, self._name.valign = 0.0, 1.0, "middle"
        if button.detail:
            raised, share, self._name.valign = (0.02, 0.56, "top") if upper else (0.4, 0.56, "bottom")
        self._name.bold = button.role is Role.PRIMARY
        box = (x, self.y + theme.GAP * 0.3 + height * raised, width, height * share - theme.GAP * 0.6)
        self._name.write(button.label, box, ink, self.font_size, _LEAST)
        raised, share = (0.58, 0.34) if upper else (0.05, 0.34)
        box = (x, self.y + theme.HAIR * 2 + height * raised, width, height * share)
        self._more.write(button.detail, box, ink, self._more_size, theme.TINY)
        corner = self.x - _OVERHANG, self.top - _TICK + _OVERHANG
        draw_glyph(self._tick, "good" if button.picked else "none", corner, _TICK, theme.GREEN)
