"""One key of a keyboard or a number pad on the screen."""

from kivy.graphics import InstructionGroup
from kivy.metrics import mm

from kiosk.flow.intents import Intent
from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing
from kiosk.value import Value

ERASE, CLEAR = "⌫", "C"
LETTER: float = mm(5.2)
_SIGN = mm(6)


class Slot(Value):
    """A key and how many columns it takes."""

    label: str
    intent: Intent | None
    tint: Colour
    columns: int = 1
    picked: bool = False


class PadKey(Pressable):
    """Its label is written on it, but ⌫ is drawn. It sends when the finger comes down."""

    at_once = True

    def __init__(self, letter: float = LETTER) -> None:
        self._letter = letter
        self._slot: Slot | None = None
        super().__init__(edge=theme.EDGE, radius=mm(1.2))
        self._name = Writing(self.canvas, halign="center")
        self.writings = (self._name,)
        self._sign = InstructionGroup()
        self.canvas.add(self._sign)

    @property
    def columns(self) -> int:
        return self._slot.columns if self._slot is not None else 1

    def paint(self, slot: Slot) -> None:
        if slot != self._slot:
            self._slot = slot
            self.label, self.intent = slot.label, slot.intent
            self.fill = theme.AMBER if slot.picked else slot.tint if slot.intent is not None else theme.PAPER
            self.edge = theme.NAVY if slot.picked else theme.EDGE if slot.intent is not None else theme.LINE
            self.edge_width = theme.THICK if slot.picked else theme.HAIR
            self.again()

    def draw(self) -> None:
        super().draw()
        self._sign.clear()
        if self.label == ERASE:
            at = self.center_x - _SIGN / 2, self.center_y - _SIGN / 2
            draw_glyph(self._sign, "erase", at, _SIGN, theme.INK)
            return
        ink = theme.INK if self.intent is not None else theme.HINT
        raised = mm(1.8) if self.label == "_" else 0  # it would lie on the key's edge
        box = (self.x + mm(0.6), self.y + raised, self.width - mm(1.2), self.height)
        size = self._letter if len(self.label) <= 2 else theme.BODY
        self._name.bold = self._slot is not None and self._slot.picked
        self._name.write(self.label, box, ink, size, theme.TINY, 1)
