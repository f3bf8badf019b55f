"""The number pad for a PIN, its keys at least 15 mm on a 7-inch panel, and the dots that stand for what was typed."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, SmoothEllipse, SmoothLine
from kivy.metrics import mm
from kivy.properties import NumericProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.flow.intents import EraseKey, Intent, PinKey
from kiosk.flow.views import PinBody
from kiosk.ui import theme
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.pad_key import ERASE, PadKey, Slot

_ROWS = ("123", "456", "789")
_DIGIT = mm(8.5)
_DOT = mm(4.6)


class PinPad(GridLayout):
    """123 at the top, as on a telephone; below the way back, 0 and the way on. Keys send when the finger comes down."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cols=3, spacing=theme.GAP, **kwargs)
        self._keys: list[tuple[PadKey, str, Intent]] = []
        for digit in "".join(_ROWS):
            self._add(digit, PinKey(digit))
        self._add(ERASE, EraseKey())
        self._add("0", PinKey("0"))
        self._enter = BigButton(font_size=theme.TITLE)
        self.add_widget(self._enter)

    def paint(self, body: PinBody) -> None:
        for key, label, intent in self._keys:
            tint = theme.NAVY_TINT if label == ERASE else theme.CARD
            key.paint(Slot(label, intent if body.open else None, tint))
        self._enter.paint(body.enter)

    def _add(self, label: str, intent: Intent) -> None:
        key = PadKey(_DIGIT)
        self._keys.append((key, label, intent))
        self.add_widget(key)


class PinDots(Widget):
    """A ring for each digit that there may be, filled for each that was typed."""

    most = NumericProperty(0)
    typed = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        self._group = InstructionGroup()
        again = Clock.create_trigger(self._draw, -1)
        super().__init__(**kwargs)
        self.canvas.add(self._group)
        for name in ("most", "typed", "pos", "size"):
            self.fbind(name, again)
        again()

    def _draw(self, *_: Any) -> None:
        group = self._group
        group.clear()
        step = min(_DOT * 1.75, self.width / max(1, self.most))
        for at in range(int(self.most)):
            x, y = self.x + at * step, self.center_y - _DOT / 2
            filled = at < self.typed
            group.add(Color(rgba=theme.NAVY if filled else theme.EDGE))
            if filled:
                group.add(SmoothEllipse(pos=(x, y), size=(_DOT, _DOT)))
            else:
                middle = x + _DOT / 2, y + _DOT / 2
                group.add(SmoothLine(circle=(*middle, _DOT / 2 - mm(0.3)), width=max(1.0, mm(0.18))))
