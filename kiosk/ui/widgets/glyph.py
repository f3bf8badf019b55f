"""Small signs drawn by lines, because a state is never told by colour alone and emoji are tofu."""

from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, SmoothEllipse, SmoothLine, SmoothTriangle
from kivy.properties import ColorProperty, OptionProperty
from kivy.uix.widget import Widget

from kiosk.ui import theme

Point = tuple[float, float]
Colour = Sequence[float]

# strokes in the unit square, y upwards
_STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "tick": (((0.12, 0.5), (0.4, 0.2), (0.9, 0.82)),),
    "cross": (((0.2, 0.2), (0.8, 0.8)), ((0.2, 0.8), (0.8, 0.2))),
    "left": (((0.66, 0.12), (0.3, 0.5), (0.66, 0.88)),),
    "right": (((0.34, 0.12), (0.7, 0.5), (0.34, 0.88)),),
    "erase": (
        ((0.0, 0.5), (0.3, 0.86), (1.0, 0.86), (1.0, 0.14), (0.3, 0.14), (0.0, 0.5)),
        ((0.48, 0.34), (0.8, 0.66)),
        ((0.48, 0.66), (0.8, 0.34)),
    ),
    "house": (((0.02, 0.5), (0.5, 0.95), (0.98, 0.5)), ((0.18, 0.5), (0.18, 0.06), (0.82, 0.06), (0.82, 0.5))),
    "speech": (
        ((0.0, 0.95), (1.0, 0.95), (1.0, 0.32), (0.46, 0.32), (0.24, 0.06), (0.24, 0.32), (0.0, 0.32), (0.0, 0.95)),
    ),
    # what kind of event it was, in the timeline
    "bag": (
        ((0.14, 0.66), (0.06, 0.04), (0.94, 0.04), (0.86, 0.66), (0.14, 0.66)),
        ((0.32, 0.5), (0.32, 0.8), (0.42, 0.94), (0.58, 0.94), (0.68, 0.8), (0.68, 0.5)),
    ),
    "return": (
        ((0.34, 0.98), (0.06, 0.7), (0.34, 0.42)),
        ((0.08, 0.7), (0.66, 0.7), (0.9, 0.56), (0.94, 0.34), (0.84, 0.14), (0.66, 0.06), (0.3, 0.06)),
    ),
    "door": (
        ((0.0, 0.04), (1.0, 0.04)),
        ((0.2, 0.04), (0.2, 0.96), (0.8, 0.96), (0.8, 0.04)),
        ((0.62, 0.46), (0.64, 0.5)),
    ),
    "pencil": (
        ((0.06, 0.06), (0.14, 0.34), (0.72, 0.94), (0.94, 0.72), (0.34, 0.14), (0.06, 0.06)),
        ((0.58, 0.8), (0.8, 0.58)),
    ),
    "phone": (
        (
            (0.1, 0.94), (0.34, 0.94), (0.42, 0.68), (0.28, 0.56), (0.56, 0.28), (0.68, 0.42), (0.94, 0.34),
            (0.94, 0.1), (0.8, 0.04), (0.4, 0.2), (0.16, 0.46), (0.04, 0.8), (0.1, 0.94),
        ),
    ),
    "letter": (
        ((0.02, 0.16), (0.98, 0.16), (0.98, 0.84), (0.02, 0.84), (0.02, 0.16)),
        ((0.02, 0.84), (0.5, 0.44), (0.98, 0.84)),
    ),
    "plane": (
        ((0.02, 0.5), (0.98, 0.94), (0.64, 0.06), (0.46, 0.42), (0.02, 0.5)),
        ((0.46, 0.42), (0.98, 0.94)),
    ),
    "tag": (
        ((0.02, 0.52), (0.3, 0.86), (0.98, 0.86), (0.98, 0.18), (0.3, 0.18), (0.02, 0.52)),
        ((0.32, 0.52), (0.36, 0.54)),
    ),
    "tag_off": (
        ((0.02, 0.52), (0.3, 0.86), (0.98, 0.86), (0.98, 0.18), (0.3, 0.18), (0.02, 0.52)),
        ((0.5, 0.36), (0.8, 0.68)),
        ((0.5, 0.68), (0.8, 0.36)),
    ),
    "none": (),
}  # fmt: skip


def draw_glyph(group: Any, kind: str, at: Point, side: float, color: Colour, inner: Colour = tuple(theme.CARD)) -> None:
    """Into an instruction group that is the glyph's own; `at` is the lower left corner."""
    group.clear()
    if side < 1 or kind == "none":
        return
    x, y = at
    group.add(Color(rgba=color))
    if kind in ("good", "bad"):
        group.add(SmoothEllipse(pos=(x, y), size=(side, side)))
        group.add(Color(rgba=inner))
        _stroke(group, "tick" if kind == "good" else "cross", x + side * 0.24, y + side * 0.24, side * 0.52)
    elif kind == "warn":
        corners = (x, y + side * 0.06, x + side, y + side * 0.06, x + side / 2, y + side * 0.96)
        group.add(SmoothTriangle(points=corners))
        group.add(Color(rgba=inner))
        middle, width = x + side / 2, max(1.0, side * 0.055)
        group.add(SmoothLine(points=(middle, y + side * 0.36, middle, y + side * 0.66), width=width))
        group.add(SmoothLine(points=(middle, y + side * 0.2, middle, y + side * 0.22), width=width))
    elif kind == "calm":
        width = max(1.0, side * 0.07)
        group.add(SmoothLine(circle=(x + side / 2, y + side / 2, side / 2 - width), width=width))
    else:
        _stroke(group, kind, x, y, side)


def _stroke(group: Any, kind: str, x: float, y: float, side: float) -> None:
    for stroke in _STROKES[kind]:
        points = [value for px, py in stroke for value in (x + px * side, y + py * side)]
        group.add(SmoothLine(points=points, width=max(1.0, side * 0.065), joint="round", cap="round"))


class Glyph(Widget):
    """`good` a ticked disc, `warn` a triangle with a bar, `bad` a crossed disc, `calm` a ring; or a plain stroke."""

    kind = OptionProperty("none", options=("good", "warn", "bad", "calm", *_STROKES))
    color = ColorProperty(theme.INK)
    inner = ColorProperty(theme.CARD)  # of what is drawn on a disc or a triangle

    def __init__(self, **kwargs: Any) -> None:
        self._group = InstructionGroup()
        again = Clock.create_trigger(self._draw, -1)
        kwargs.setdefault("size", (0, 0))
        super().__init__(**kwargs)
        self.canvas.add(self._group)
        for name in ("kind", "color", "inner", "pos", "size"):
            self.fbind(name, again)
        again()

    def _draw(self, *_: Any) -> None:
        side = min(self.width, self.height)
        at = self.center_x - side / 2, self.center_y - side / 2
        draw_glyph(self._group, self.kind, at, side, self.color, self.inner)
