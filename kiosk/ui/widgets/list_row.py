"""One row of a list: what, more about it, a figure at the right, and its own buttons."""

from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Level, Row
from kiosk.ui import faces, theme
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

_COLOURS = {Level.CALM: theme.HINT, Level.GOOD: theme.GREEN, Level.WARN: theme.WARN, Level.BAD: theme.BAD}
_SHAPE = mm(5)
_BUTTON = mm(27)
_MOST_END = 0.34  # of the row's width


class ListRow(Pressable):
    """The buttons' box is made with the first buttons: most rows never have one."""

    shade = (0, 0, 0, 0.12)
    row = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._buttons: Any = None
        super().__init__(**kwargs)
        self._shape = InstructionGroup()
        self.canvas.add(self._shape)
        self._title = Writing(self.canvas, bold=True)
        self._detail = Writing(self.canvas)
        self._end = Writing(self.canvas, halign="right")
        self.writings = (self._title, self._detail, self._end)

    def on_row(self, _: Any, row: Row) -> None:
        self.label, self.intent = row.title, row.intent
        self.edge = theme.EDGE if row.intent else theme.LINE
        if row.buttons and self._buttons is None:
            self._buttons = BoxLayout(spacing=theme.GAP)
            self.add_widget(self._buttons)
        if self._buttons is not None:
            fill(self._buttons, row.buttons, self._button, BigButton.paint)
        self.again()

    def paint(self, row: Row) -> None:
        self.row = row

    def draw(self) -> None:
        super().draw()
        row: Row | None = self.row
        if row is None:
            return
        colour, calm = _COLOURS[row.level], row.level is Level.CALM
        left = self.x + mm(2.5)
        draw_glyph(self._shape, "none" if calm else row.level.value, (left, self.center_y - _SHAPE / 2), _SHAPE, colour)
        left += 0 if calm else _SHAPE + mm(2)
        right = self._place_buttons(len(row.buttons))
        width = min(faces.natural(row.end, theme.BODY), self.width * _MOST_END)
        right -= width + (mm(2) if row.end else 0)
        self._end.write(row.end, (right, self.y, width, self.height), colour, theme.BODY, theme.TINY, 2)
        width = right - left - mm(1)
        raised, share = (0.44, 0.5) if row.detail else (0.0, 1.0)
        box = (left, self.y + self.height * raised, width, self.height * share)
        self._title.write(row.title, box, theme.INK, mm(4.8), theme.SMALL, 1)
        box = (left, self.y + self.height * 0.08, width, self.height * 0.38)
        self._detail.write(row.detail, box, theme.HINT, theme.SMALL, theme.TINY, 1)

    def _place_buttons(self, count: int) -> float:
        """Where the room for the words ends."""
        width = count * _BUTTON if count else mm(1)
        x: float = self.right - width - mm(1.5)
        if self._buttons is not None:
            self._buttons.pos, self._buttons.size = (x, self.y + mm(1.4)), (width, self.height - mm(2.8))
        return x

    @staticmethod
    def _button() -> BigButton:
        return BigButton(font_size=theme.BODY)

    def on_touch_down(self, touch: Any) -> bool:
        # the row's own buttons come before the row
        if self._buttons is not None and self._buttons.dispatch("on_touch_down", touch):
            return True
        return super().on_touch_down(touch)
