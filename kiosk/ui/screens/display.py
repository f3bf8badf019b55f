"""What the customer sees: few words, large enough for the other side of a counter, on a screen of any size.

Nothing here can be pressed. Everything is drawn anew with each view: there are some ten a sale.
"""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle, RoundedRectangle
from kivy.uix.widget import Widget

from kiosk.flow.customer_views import Bought, CustomerHere, CustomerView, RungUp, Sum, Thanks, Welcome
from kiosk.ui import faces, theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.figure import Figure, figure_width
from kiosk.ui.widgets.writing import Box, Writing

_DRAWN_FOR = (154.0, 90.0)
"""In parts, of which the screen has so many at least; on a panel of 7" one is 1 mm."""
_EDGE = 6.0
_HEAD, _FOOT, _MOST_LINE, _MORE = 14.0, 26.0, 13.0, 5.4  # heights
_LEAST = 3.6  # no letter is smaller
_APART = 3.0
_OF_LINE = 0.66  # the letters' part of a line's height


class DisplayScreen(Widget):
    """Paints the latest view over all of the window."""

    def __init__(self, **kwargs: Any) -> None:
        self._view: CustomerView = Welcome()
        self._again = Clock.create_trigger(lambda _: self._draw(), -1)
        self.writings: list[Writing | Figure] = []
        super().__init__(**kwargs)
        self.fbind("size", self._again)
        self.fbind("pos", self._again)
        self._again()

    def paint(self, view: CustomerView) -> None:
        self._view = view
        self._again()

    @property
    def _part(self) -> float:
        return float(min(self.width / _DRAWN_FOR[0], self.height / _DRAWN_FOR[1]))

    def _draw(self) -> None:
        self.canvas.clear()
        self.writings = []
        if isinstance(self._view, Welcome):
            faces.forget()
        match self._view:
            case Welcome() as view:
                self._welcome(view)
            case CustomerHere() as view:
                self._here(view)
            case RungUp() as view:
                self._rung_up(view)
            case Thanks() as view:
                self._thanks(view)

    def _welcome(self, view: Welcome) -> None:
        part, middle = self._part, self.center_y
        self._fill(theme.NAVY, (self.x, self.y, self.width, self.height))
        room = self.width - 2 * _EDGE * part
        x = self.x + _EDGE * part
        if not view.shop:
            self._text(view.greeting, (x, self.y, room, self.height), theme.CARD, 14, halign="center", bold=True)
            return
        self._text(view.shop, (x, middle - 4 * part, room, 34 * part), theme.CARD, 15, halign="center", bold=True)
        self._fill(theme.NAVY_SOFT, (self.center_x - 14 * part, middle - 10 * part, 28 * part, 0.5 * part))
        self._text(view.greeting, (x, middle - 30 * part, room, 14 * part), theme.NAVY_SOFT, 8, halign="center")

    def _here(self, view: CustomerHere) -> None:
        part = self._part
        self._fill(theme.PAPER, (self.x, self.y, self.width, self.height))
        x, room = self.x + _EDGE * part, self.width - 2 * _EDGE * part
        self._text(view.greeting, (x, self.top - 20 * part, room, 10 * part), theme.HINT, 6.5, halign="center")
        self._text(view.who, (x, self.top - 47 * part, room, 25 * part), theme.INK, 13, halign="center", bold=True)
        plate = (x + room * 0.08, self.y + _EDGE * part, room * 0.84, 31 * part)
        self._plate(theme.GREEN_TINT, plate)
        self._points(view.points, plate)

    def _points(self, points: Sum, plate: Box) -> None:
        """The figure and its word beside one another, in the middle."""
        part = self._part
        left, bottom, width, height = plate
        size = 19 * part
        word = min(faces.natural(points.label, 7.5 * part), 0.3 * width)
        figure = min(figure_width(points.value, size, bold=True), width - word - 8 * part)
        start = left + (width - figure - word - 2.5 * part) / 2
        self._figure(points.value, (start, bottom, figure, height), theme.GREEN, 19, bold=True)
        beside = (start + figure + 2.5 * part, bottom - 2 * part, word, height)
        self._text(points.label, beside, theme.GREEN, 7.5, most=1)

    def _rung_up(self, view: RungUp) -> None:
        part = self._part
        self._fill(theme.PAPER, (self.x, self.y, self.width, self.height))
        top = self.top
        if view.points is not None:
            top -= _HEAD * part
            self._head(view.who, view.points, top)
        self._foot(view)
        bottom = self.y + _FOOT * part
        # few lines stand at the bottom, next to what they come to, and are larger
        space = min(_MOST_LINE * part, (top - bottom - (_MORE + 1) * part) / max(len(view.lines), 1))
        at = bottom + 1 * part
        for line in reversed(view.lines):
            self._bought(line, at, space)
            at += space
        if view.more:
            x, room = self.x + _EDGE * part, self.width - 2 * _EDGE * part
            self._text(view.more, (x, at, room, _MORE * part), theme.HINT, 4.6, most=1)

    def _head(self, who: str, points: Sum, bottom: float) -> None:
        part = self._part
        self._fill(theme.NAVY, (self.x, bottom, self.width, _HEAD * part))
        x, right = self.x + _EDGE * part, self.right - _EDGE * part
        word = min(faces.natural(points.label, 5 * part), (right - x) * 0.2)
        figure = min(figure_width(points.value, 7.5 * part, bold=True), (right - x) * 0.28)
        self._text(points.label, (right - word, bottom, word, _HEAD * part), theme.NAVY_SOFT, 5, most=1)
        word += 1.2 * part
        self._figure(points.value, (right - word - figure, bottom, figure, _HEAD * part), theme.CARD, 7.5, bold=True)
        room = right - word - figure - _APART * part - x
        self._text(who, (x, bottom + 1.2 * part, room, (_HEAD - 2.4) * part), theme.CARD, 7.5, bold=True)

    def _bought(self, line: Bought, bottom: float, height: float) -> None:
        part = self._part
        size = height / part * _OF_LINE
        x, right = self.x + _EDGE * part, self.right - _EDGE * part
        amount = figure_width(line.amount, size * part, bold=True)
        self._figure(line.amount, (right - amount, bottom, amount, height), theme.INK, size, bold=True)
        pieces = 20 * part
        between = right - amount - _APART * part
        if line.pieces:
            self._text(
                line.pieces, (between - pieces, bottom, pieces, height), theme.HINT, size * 0.8, most=1, halign="right"
            )
            between -= pieces + _APART * part
        self._text(line.name, (x, bottom, between - x, height), theme.INK, size, most=2)
        self._fill(theme.LINE, (x, bottom, right - x, max(1.0, 0.25 * part)))

    def _foot(self, view: RungUp) -> None:
        part, height = self._part, _FOOT * self._part
        self._fill(theme.NAVY_TINT, (self.x, self.y, self.width, height))
        x, right = self.x + _EDGE * part, self.right - _EDGE * part
        left = (right - x) * 0.4 if view.sums else 0.0
        row = height / max(len(view.sums), 3)
        top = self.y + (height + row * len(view.sums)) / 2
        for number, one in enumerate(view.sums, 1):
            self._row(one, (x, top - number * row, left, row), 4.6)
        x += left + (_APART * 2.5 * part if view.sums else 0.0)
        self._total(view.total, (x, self.y, right - x, height), 16)

    def _total(self, total: Sum, box: Box, size: float) -> None:
        part = self._part
        x, y, width, height = box
        figure = min(figure_width(total.value, size * part, bold=True), width * 0.76)
        self._figure(total.value, (x + width - figure, y, figure, height), theme.NAVY, size, bold=True)
        room = width - figure - _APART * part
        self._text(total.label, (x, y, room, height), theme.NAVY, 6.5, most=1, bold=True)

    def _row(self, one: Sum, box: Box, size: float) -> None:
        part = self._part
        x, y, width, height = box
        figure = min(figure_width(one.value, size * part, bold=True), width * 0.5)
        self._figure(one.value, (x + width - figure, y, figure, height), theme.INK, size, bold=True)
        room = width - figure - _APART / 2 * part
        self._text(one.label, (x, y, room, height), theme.INK, size, most=1)

    def _thanks(self, view: Thanks) -> None:
        part = self._part
        self._fill(theme.GREEN, (self.x, self.y, self.width, self.height))
        x, room = self.x + _EDGE * part, self.width - 2 * _EDGE * part
        rows = len(view.sums)
        below = (27 + 9.5 * rows) * part
        above = self.top - self.y - below
        self._text(view.thanks, (x, self.y + below, room, above), theme.CARD, 13, halign="center", bold=True)
        plate = (x, self.y + _EDGE * part, room, below - _EDGE * part)
        self._plate(theme.CARD, plate)
        inner, wide = x + 8 * part, room - 16 * part
        bottom = plate[1] + (3 * part if rows else 0.0)
        for one in reversed(view.sums):
            self._row(one, (inner, bottom, wide, 9 * part), 6.2)
            bottom += 9.5 * part
        if rows:
            self._fill(theme.LINE, (inner, bottom, wide, max(1.0, 0.25 * part)))
        self._total(view.total, (inner, bottom, wide, plate[1] + plate[3] - bottom), 13)

    def _fill(self, colour: Colour, box: Box) -> None:
        self.canvas.add(Color(*colour))
        self.canvas.add(Rectangle(pos=box[:2], size=box[2:]))

    def _plate(self, colour: Colour, box: Box) -> None:
        self.canvas.add(Color(*colour))
        self.canvas.add(RoundedRectangle(pos=box[:2], size=box[2:], radius=[2.4 * self._part]))

    def _text(
        self,
        text: str,
        box: Box,
        colour: Colour,
        size: float,
        *,
        halign: str = "left",
        bold: bool = False,
        most: int = 2,
    ) -> None:
        writing = Writing(self.canvas, bold, halign)
        writing.write(text, box, colour, size * self._part, _LEAST * self._part, most)
        self.writings.append(writing)

    def _figure(self, text: str, box: Box, colour: Colour, size: float, *, bold: bool) -> None:
        figure = Figure(self.canvas, bold)
        figure.write(text, box, colour, size * self._part)
        self.writings.append(figure)
