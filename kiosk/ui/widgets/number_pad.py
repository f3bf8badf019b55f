"""The till's keys, as on a calculator, and the number that they type."""

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.metrics import mm
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.intents import ClearKeys, EraseKey, Key
from kiosk.ui import theme
from kiosk.ui.widgets.figure import Figure
from kiosk.ui.widgets.pad_key import CLEAR, ERASE, LETTER, PadKey, Slot
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.writing import Writing

KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", CLEAR, "0", "00")
COLUMNS = 3
ROWS = len(KEYS) // COLUMNS
_DIGIT = mm(6.4)

_FIGURE = mm(6.2)
_PAD: float = mm(2.5)
_TITLE_ROOM: float = mm(3.4)
_MARGIN: float = mm(0.7)  # above the one and below the other
_CARET: float = mm(0.5)


class NumberPad(GridLayout):
    """Three columns of keys, at least 14 x 11 mm on a 7-inch panel; ⌫ stands beside it. They send as fingers fall."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cols=COLUMNS, spacing=theme.GAP, **kwargs)
        for text in KEYS:
            clears = text == CLEAR
            slot = Slot(text, ClearKeys() if clears else Key(text), theme.NAVY_TINT if clears else theme.CARD)
            self.add_widget(_key(slot, _DIGIT))


def erase_key() -> PadKey:
    return _key(Slot(ERASE, EraseKey(), theme.NAVY_TINT), LETTER)


def _key(slot: Slot, letter: float) -> PadKey:
    key = PadKey(letter)
    key.paint(slot)
    return key


class TypedNumber(Plate):
    """What the number is for, and under it the number, at the right where figures end."""

    def __init__(self, **kwargs: Any) -> None:
        self._title, self._typed = "", ""
        super().__init__(**kwargs)
        self._name = Writing(self.canvas)
        self._figure = Figure(self.canvas, bold=True)
        self.writings = (self._name, self._figure)
        self.canvas.add(Color(rgba=theme.GREEN))
        self._caret = Rectangle()
        self.canvas.add(self._caret)

    def paint(self, title: str, typed: str) -> None:
        if (title, typed) != (self._title, self._typed):
            self._title, self._typed = title, typed
            self.again()

    def draw(self) -> None:
        super().draw()
        x, width = self.x + _PAD, self.width - 2 * _PAD
        title = (x, self.top - _MARGIN - _TITLE_ROOM, width, _TITLE_ROOM)
        self._name.write(self._title, title, theme.NAVY, theme.TINY, most=1)
        room = self.height - _TITLE_ROOM - 2 * _MARGIN
        figure = (x, self.y + _MARGIN, width - 2 * _CARET, room)
        self._figure.write(self._typed, figure, theme.INK, _FIGURE)
        self._caret.pos = self.right - _PAD - _CARET, self.y + _MARGIN + room * 0.12
        self._caret.size = _CARET, room * 0.76
