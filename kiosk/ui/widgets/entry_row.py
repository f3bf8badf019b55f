"""One line of the roster: what it is at the left, what is known beside it, its own buttons at the right."""

from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Entry, Level
from kiosk.ui import faces, theme
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

HEIGHT: float = mm(11)
_COLOURS = {Level.CALM: theme.HINT, Level.GOOD: theme.GREEN, Level.WARN: theme.WARN, Level.BAD: theme.BAD}
_SHAPE: float = mm(4.4)
_BUTTON: float = mm(31)
_PAD: float = mm(2)
_SPACE: float = mm(1.5)
_MOST_MARK = 0.34  # of the width
_ALONE = 0.6  # when nothing else is known


class EntryRow(Pressable):
    """`title_width` is the same for all rows of a sheet, so that what is known stands in one line."""

    shade = (0, 0, 0, 0.12)
    title_width = NumericProperty(mm(20))

    def __init__(self, **kwargs: Any) -> None:
        self._entry = Entry("", "")
        self._buttons: Any = None
        super().__init__(size_hint_y=None, height=HEIGHT, **kwargs)
        self._shape = InstructionGroup()
        self.canvas.add(self._shape)
        self._title = Writing(self.canvas)
        self._text = Writing(self.canvas, bold=True)
        self._mark = Writing(self.canvas, halign="right")
        self.writings = (self._title, self._text, self._mark)
        self.fbind("title_width", self.again)

    def paint(self, entry: Entry) -> None:
        self._entry = entry
        self.label, self.intent = entry.title, entry.intent
        self.edge = theme.EDGE if entry.intent else theme.LINE
        if entry.buttons and self._buttons is None:
            self._buttons = BoxLayout(spacing=theme.GAP)
            self.add_widget(self._buttons)
        if self._buttons is not None:
            fill(self._buttons, entry.buttons, _button, BigButton.paint)
        self.again()

    def draw(self) -> None:
        super().draw()
        entry = self._entry
        right = self.right - _PAD - self._place_buttons(entry)
        left = self.x + _PAD
        self._title.write(
            entry.title, (left, self.y, self.title_width, self.height), theme.NAVY, theme.BODY, theme.TINY, 2
        )
        left += self.title_width + _PAD
        calm = entry.level is Level.CALM
        corner = left, self.center_y - _SHAPE / 2
        draw_glyph(self._shape, "none" if calm else entry.level.value, corner, _SHAPE, _COLOURS[entry.level])
        left += 0 if calm else _SHAPE + mm(1.5)
        mark = min(faces.natural(entry.mark, theme.SMALL), self.width * (_MOST_MARK if entry.text else _ALONE))
        self._mark.write(entry.mark, (right - mark, self.y, mark, self.height), theme.HINT, theme.SMALL, theme.TINY, 2)
        room = right - mark - left - (mm(1.5) if mark else 0)
        self._text.write(entry.text, (left, self.y, room, self.height), theme.INK, theme.BODY, theme.TINY, 2)

    def _place_buttons(self, entry: Entry) -> float:
        """Their width, with the space before them."""
        if self._buttons is None or not entry.buttons:
            return 0.0
        width = len(entry.buttons) * _BUTTON
        self._buttons.pos = self.right - width - mm(1), self.y + mm(1)
        self._buttons.size = width, self.height - mm(2)
        return width + _SPACE

    def on_touch_down(self, touch: Any) -> bool:
        # the row's own buttons come before the row
        if self._buttons is not None and self._buttons.dispatch("on_touch_down", touch):
            return True
        return super().on_touch_down(touch)


def _button() -> BigButton:
    return BigButton(font_size=theme.BODY)
