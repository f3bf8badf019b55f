"""One row of a list: what, more about it, a figure at the right, and its own buttons."""

from math import ceil
from typing import Any

from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.properties import ObjectProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Level, Row
from kiosk.ui import faces, theme
from kiosk.ui.lettering import clean
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

_COLOURS = {Level.CALM: theme.HINT, Level.GOOD: theme.GREEN, Level.WARN: theme.WARN, Level.BAD: theme.BAD}
_SHAPE: float = mm(5)
_BUTTON: float = mm(27)
_MOST_END = 0.34  # of the row's width
_TITLE: float = mm(4.8)
_BETWEEN: float = mm(1.35)  # title and detail
_MOST_LINES = 3  # of the detail
_LEAST_HEIGHT: float = mm(13)
_PAD: float = mm(2.5)  # at the left
_MARGIN: float = mm(1.5)  # at the right
_SPARE: float = mm(1)  # between the words and what follows them


def natural_width(row: Row) -> float:
    """What a row without buttons takes so that nothing in it is shrunk or cut, but for a very long figure."""
    words = max(faces.natural(row.title, _TITLE, bold=True), faces.natural(row.detail, theme.SMALL))
    end = faces.natural(row.end, theme.BODY) + mm(2) if row.end else 0
    return _before(row) + words + end + _after(row) + _SPARE


def row_height(row: Row, width: float) -> float:
    """What a row of this width takes in a list: its detail wraps to three lines at most."""
    words = width - _before(row) - _end_width(row, width) - _after(row) - _SPARE
    if not row.detail or words < 1:
        return _LEAST_HEIGHT
    detail = faces.set_text(clean(row.detail), (words, width), theme.SMALL, theme.TINY, _MOST_LINES, False, False)
    return max(_LEAST_HEIGHT, ceil(_TITLE + _BETWEEN + detail.height + 2 * _MARGIN))


def _before(row: Row) -> float:
    return _PAD + (0 if row.level is Level.CALM else _SHAPE + mm(2))


def _end_width(row: Row, width: float) -> float:
    return min(faces.natural(row.end, theme.BODY), width * _MOST_END) + mm(2) if row.end else 0.0


def _after(row: Row) -> float:
    return _buttons_width(row) + _MARGIN + (mm(2) if row.buttons else 0)


def _buttons_width(row: Row) -> float:
    return len(row.buttons) * _BUTTON if row.buttons else mm(1)


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
        colour = _COLOURS[row.level]
        kind = "none" if row.level is Level.CALM else row.level.value
        draw_glyph(self._shape, kind, (self.x + _PAD, self.center_y - _SHAPE / 2), _SHAPE, colour)
        self._place_buttons(row)
        end = _end_width(row, self.width)
        right = self.right - _after(row)
        box = (right - end + mm(2), self.y, end - mm(2), self.height)
        self._end.write(row.end, box, colour, theme.BODY, theme.TINY, 2)
        left = self.x + _before(row)
        self._write_words(row, left, right - end - _SPARE - left)

    def _write_words(self, row: Row, left: float, width: float) -> None:
        """Title and detail, one under the other, in the middle of the height."""
        room = (width, max(0.0, self.height - _TITLE))
        text = clean(row.detail) if width >= 1 else ""
        below = self._detail.set(text, room, theme.SMALL, theme.TINY, _MOST_LINES).height if text else 0.0
        between = min(_BETWEEN, (self.height - _TITLE - below) / 3) if text else 0.0
        top = self.center_y + (_TITLE + between + below) / 2
        self._title.write(row.title, (left, top - _TITLE, width, _TITLE), theme.INK, _TITLE, theme.SMALL, 1)
        box = (left, top - _TITLE - between - below, width, below)
        self._detail.write(text, box, theme.HINT, theme.SMALL, theme.TINY, _MOST_LINES)

    def _place_buttons(self, row: Row) -> None:
        if self._buttons is not None:
            width = _buttons_width(row)
            self._buttons.pos = self.right - width - _MARGIN, self.y + mm(1.4)
            self._buttons.size = width, self.height - mm(2.8)

    @staticmethod
    def _button() -> BigButton:
        return BigButton(font_size=theme.BODY)

    def on_touch_down(self, touch: Any) -> bool:
        # the row's own buttons come before the row
        if self._buttons is not None and self._buttons.dispatch("on_touch_down", touch):
            return True
        return super().on_touch_down(touch)
