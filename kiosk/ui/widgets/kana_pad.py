"""The keyboard of the screen: the fifty sounds with あ at the left, digits below, no modes and no shift."""

from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.intents import ClearKeys, EraseKey, Intent, Key
from kiosk.ui import theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

ROWS = (
    "あかさたなはまやらわ",
    "いきしちにひみゆりを",
    "うくすつぬふむよるん",
    "えけせてねへめ゛れー",
    "おこそとのほも゜ろ小",
    "1234567890",
)
_CHANGES_THE_LAST = "゛゜小ー"
ERASE, CLEAR = "⌫", "C"
_LETTER = mm(5.2)
_SIGN = mm(6)


class PadKey(Pressable):
    """Its label is written on it, but ⌫ is drawn."""

    at_once = True

    def __init__(self, label: str, intent: Intent, fill: Colour) -> None:
        super().__init__(label=label, intent=intent, fill=fill, edge=theme.EDGE, radius=mm(1.2))
        self._name = Writing(self.canvas, halign="center")
        self.writings = (self._name,)
        self._sign = InstructionGroup()
        self.canvas.add(self._sign)

    def draw(self) -> None:
        super().draw()
        if self.label == ERASE:
            at = self.center_x - _SIGN / 2, self.center_y - _SIGN / 2
            draw_glyph(self._sign, "erase", at, _SIGN, theme.INK)
        else:
            self._name.write(self.label, (*self.pos, *self.size), theme.INK, _LETTER)


class KanaPad(GridLayout):
    """Ten columns of keys, at least 12 x 9 mm on a 7-inch panel. Keys send when the finger comes down."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cols=len(ROWS[0]), spacing=theme.GAP, **kwargs)
        for row in ROWS:
            for text in row:
                self.add_widget(self._key(text))

    @staticmethod
    def _key(text: str) -> PadKey:
        tint = theme.CARD
        if text.isdigit() or text in _CHANGES_THE_LAST:
            tint = theme.NAVY_TINT
        return PadKey(text, Key(text), tint)


def editing_keys() -> tuple[PadKey, PadKey]:
    return PadKey(ERASE, EraseKey(), theme.NAVY_TINT), PadKey(CLEAR, ClearKeys(), theme.NAVY_TINT)
