"""What was drawn by finger, as a small picture of it."""

from collections.abc import Iterator
from math import hypot
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, InstructionGroup, Line
from kivy.metrics import mm
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.flow.views import UNITS, Ink
from kiosk.ui import theme

Box = tuple[float, float, float, float]  # x, y, width, height in px

_LEAST_WIDTH = 1.1  # px of a line: thinner it breaks up
_STEP = 0.8  # px: nearer points make no difference
_PIECE = 400  # points of one line: Kivy's mesh of a line ends at 65,535 corners
_WHOLE: float = mm(110)  # a picture is never larger than if the drawing area were so wide


def picture_size(ink: Ink, most: tuple[float, float]) -> tuple[float, float]:
    """Width and height in px that a picture takes of a room."""
    scale = _scale(ink, most)
    left, upper, right, lower = ink.bounds
    return (right - left) * scale, (lower - upper) * scale


def draw_ink(group: Any, ink: Ink, box: Box) -> None:
    """Into an instruction group that is the picture's own: as large as it fits, at the left, in the middle."""
    group.clear()
    x, y, width, height = box
    if width < 2 or height < 2 or not ink.strokes:
        return
    scale = _scale(ink, (width, height))
    left, upper, _, lower = ink.bounds
    top = y + (height + (lower - upper) * scale) / 2
    group.add(Color(rgba=theme.INK))
    for stroke in ink.strokes:
        points = [(x + (px - left) * scale, top - (py - upper) * scale) for px, py in stroke.points]
        add_stroke(group, points, max(_LEAST_WIDTH, stroke.pen * scale))


def add_stroke(group: Any, points: list[tuple[float, float]], width: float) -> None:
    """A stroke in px; a finger that only rested leaves a dot."""
    thin = list(_thin(points))
    if len(thin) == 1:
        (x, y), size = thin[0], width * 1.3
        group.add(Ellipse(pos=(x - size / 2, y - size / 2), size=(size, size)))
    for start in range(0, len(thin) - 1, _PIECE):
        piece = [value for point in thin[start : start + _PIECE + 1] for value in point]
        group.add(Line(points=piece, width=width / 2, joint="round", cap="round"))


def _scale(ink: Ink, most: tuple[float, float]) -> float:
    left, upper, right, lower = ink.bounds
    return min(most[0] / max(1, right - left), most[1] / max(1, lower - upper), _WHOLE / UNITS)


def _thin(points: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    last = points[0]
    yield last
    for point in points[1:]:
        if hypot(point[0] - last[0], point[1] - last[1]) >= _STEP:
            last = point
            yield last


class InkPicture(Widget):
    ink = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._group = InstructionGroup()
        again = Clock.create_trigger(self._draw, -1)
        super().__init__(**kwargs)
        self.canvas.add(self._group)
        for name in ("ink", "pos", "size"):
            self.fbind(name, again)
        again()

    def _draw(self, *_: Any) -> None:
        draw_ink(self._group, self.ink or Ink(), (*self.pos, *self.size))
