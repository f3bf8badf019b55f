"""The keyboard of the screen: the fifty sounds with あ at the left, digits below, no modes and no shift."""

from typing import Any

from kivy.properties import StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.intents import ClearKeys, EraseKey, Intent, Key
from kiosk.ui import theme
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable

theme.load_style(__file__)

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


class PadKey(Pressable, Plate):
    shape = StringProperty("none")


class KanaPad(GridLayout):
    """Ten columns of keys, at least 12 x 9 mm on a 7-inch panel. Keys send when the finger comes down."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for row in ROWS:
            for text in row:
                self.add_widget(self._key(text))

    @staticmethod
    def _key(text: str) -> PadKey:
        tint = theme.CARD
        if text.isdigit() or text in _CHANGES_THE_LAST:
            tint = theme.NAVY_TINT
        return PadKey(label=text, intent=Key(text), fill=tint)


def editing_key(label: str, intent: Intent) -> PadKey:
    """⌫, drawn and not written, or C."""
    return PadKey(label=label, intent=intent, fill=theme.NAVY_TINT, shape="erase" if label == ERASE else "none")


def editing_keys() -> tuple[PadKey, PadKey]:
    return editing_key(ERASE, EraseKey()), editing_key(CLEAR, ClearKeys())
