"""Who is at the till: the person with the points, or that no card was tapped, and what one would bring."""

from typing import Any

from kivy.metrics import mm

from kiosk.flow.views import Person
from kiosk.ui import faces, theme
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.writing import Writing

_NAME = mm(5.6)
_POINTS = mm(5.6)
_UPPER: float = mm(3.6)  # height of the small words above
_MOST_POINTS = 0.36  # of the width
_BETWEEN: float = mm(2)


class WhoLine(Plate):
    """Stands on the navy head: the name under its reading, as in every head, the points under their word."""

    def __init__(self, **kwargs: Any) -> None:
        self._upper = self._name = self._unit = self._points = ""
        super().__init__(fill=theme.CLEAR, edge=theme.CLEAR, **kwargs)
        self._above = Writing(self.canvas)
        self._who = Writing(self.canvas, bold=True)
        self._of_points = Writing(self.canvas, halign="right")
        self._figure = Writing(self.canvas, bold=True, halign="right")
        self._below = Writing(self.canvas)
        self._invite = ""
        self.writings = (self._above, self._who, self._of_points, self._figure, self._below)

    def paint(self, person: Person | None, who: str, invite: str) -> None:
        if person is not None:
            self._upper, self._name = person.reading or person.number, person.name
            self._unit, self._points, self._invite = person.points_unit, person.points, ""
        else:
            self._upper = self._unit = self._points = ""
            self._name, self._invite = who, invite
        self.again()

    def draw(self) -> None:
        super().draw()
        points = max(faces.natural(self._points, _POINTS, bold=True), faces.natural(self._unit, theme.TINY))
        points = min(points, self.width * _MOST_POINTS)
        x, width = self.x, self.width - points - (_BETWEEN if points else 0)
        # one of them stands above the name, the other under it
        above = _UPPER if self._upper else 0.0
        below = _UPPER + theme.HAIR if self._invite else 0.0
        lower = self.height - _UPPER
        self._above.write(self._upper, (x, self.y + lower, width, above), theme.NAVY_SOFT, theme.TINY, most=1)
        name = (x, self.y + below, width, self.height - above - below)
        self._who.write(self._name, name, theme.CARD, _NAME, theme.TINY, 2)
        self._below.write(self._invite, (x, self.y, width, below), theme.AMBER, theme.SMALL, theme.TINY, 1)
        x = self.right - points
        self._of_points.write(self._unit, (x, self.y + lower, points, _UPPER), theme.NAVY_SOFT, theme.TINY, most=1)
        self._figure.write(self._points, (x, self.y, points, lower), theme.CARD, _POINTS, theme.BODY, 1)
