"""A tag that is on, as a chip. One that hides something shows it only while it is held down."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import NumericProperty

from kiosk.flow.intents import Intent
from kiosk.flow.views import Chip
from kiosk.ui import faces, theme
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Send, sender_above
from kiosk.ui.widgets.writing import Writing

theme.load_style(__file__)

HOLD = 0.4  # s a finger must rest before anything is revealed: a brush with the sleeve reveals nothing
_HOUSE = mm(3.8)
_LETTER = mm(4.4)


class TagChip(Plate):
    """As wide as its words, and no wider than where it stands."""

    natural = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        self._chip = Chip("")
        self._hold: Intent | None = None
        self._release: Intent | None = None
        self._owed: Intent | None = None  # sent when the finger leaves, whatever the chip has become meanwhile
        self._ripe = Clock.create_trigger(self._reveal, HOLD)
        super().__init__(**kwargs)
        self._house = InstructionGroup()
        self.canvas.add(self._house)
        self._words = Writing(self.canvas)
        self._mark = Writing(self.canvas, halign="right")
        self.writings = (self._words, self._mark)
        self._send: Send = sender_above(self)

    @property
    def label(self) -> str:
        """The name by which the stage finds it."""
        return self._chip.text

    @property
    def holdable(self) -> bool:
        return self._hold is not None

    def paint(self, chip: Chip) -> None:
        self._chip = chip
        self._hold, self._release = chip.hold, chip.release
        self.fill = theme.CARD if chip.hold else theme.AMBER
        self.edge = theme.EDGE if chip.hold else theme.AMBER
        self.natural = faces.natural(chip.text, _LETTER) + sum(self._sides()) + mm(5.4)
        self.again()

    def _sides(self) -> tuple[float, float]:
        """Widths of the house at the left and the mark at the right."""
        mark = faces.natural(self._chip.mark, theme.TINY) + mm(1) if self._chip.mark else 0.0
        return (mm(4) if self._chip.household else 0.0), mark

    def draw(self) -> None:
        super().draw()
        chip, (house, mark) = self._chip, self._sides()
        corner = self.x + mm(2) + (house - _HOUSE) / 2, self.center_y - _HOUSE / 2
        draw_glyph(self._house, "house" if chip.household else "none", corner, _HOUSE, theme.WARN)
        words = (self.x + mm(2.8) + house, self.y, self.width - house - mark - mm(4.4), self.height)
        self._words.write(chip.text, words, theme.INK, _LETTER, theme.TINY)
        right = (self.right - mark - mm(2), self.y, mark, self.height)
        self._mark.write(chip.mark, right, theme.HINT, theme.TINY)

    def on_touch_down(self, touch: Any) -> bool:
        if self._hold is None or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._send = sender_above(self)  # now: under the finger the chip may leave the screen
        self.edge_width = theme.THICK
        self._ripe()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.edge_width = theme.HAIR
        self._ripe.cancel()
        if self._owed is not None:
            self._send(self._owed)
            self._owed = None
        return True

    def _reveal(self, *_: Any) -> None:
        if self._hold is not None:
            self._owed = self._release
            self._send(self._hold)
