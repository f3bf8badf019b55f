"""Small signs drawn by lines, because a state is never told by colour alone and emoji are tofu."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, SmoothEllipse, SmoothLine, SmoothTriangle
from kivy.properties import ColorProperty, OptionProperty
from kivy.uix.widget import Widget

from kiosk.ui import theme

Point = tuple[float, float]

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
    "none": (),
}


class Glyph(Widget):
    """`good` a ticked disc, `warn` a triangle with a bar, `bad` a crossed disc, `calm` a ring; or a plain stroke."""

    kind = OptionProperty("none", options=("good", "warn", "bad", "calm", *_STROKES))
    color = ColorProperty(theme.INK)
    inner = ColorProperty(theme.CARD)  # of what is drawn on a disc or a triangle

    def __init__(self, **kwargs: Any) -> None:
        self._group = InstructionGroup()
        self._again = Clock.create_trigger(self._draw, -1)
        kwargs.setdefault("size", (0, 0))
        super().__init__(**kwargs)
        self.canvas.add(self._group)
        for name in ("kind", "color", "inner", "pos", "size"):
            self.fbind(name, self._again)
        self._again()

    def _draw(self, *_: Any) -> None:
        self._group.clear()
        side = min(self.width, self.height)
        if side < 1 or self.kind == "none":
            return
        x, y = self.center_x - side / 2, self.center_y - side / 2
        self._group.add(Color(rgba=self.color))
        if self.kind in ("good", "bad"):
            self._group.add(SmoothEllipse(pos=(x, y), size=(side, side)))
            self._group.add(Color(rgba=self.inner))
            self._stroke("tick" if self.kind == "good" else "cross", x + side * 0.24, y + side * 0.24, side * 0.52)
        elif self.kind == "warn":
            corners = (x, y + side * 0.06, x + side, y + side * 0.06, x + side / 2, y + side * 0.96)
            self._group.add(SmoothTriangle(points=corners))
            self._group.add(Color(rgba=self.inner))
            middle, width = x + side / 2, max(1.0, side * 0.055)
            self._group.add(SmoothLine(points=(middle, y + side * 0.36, middle, y + side * 0.66), width=width))
            self._group.add(SmoothLine(points=(middle, y + side * 0.2, middle, y + side * 0.22), width=width))
        elif self.kind == "calm":
            width = max(1.0, side * 0.07)
            self._group.add(SmoothLine(circle=(x + side / 2, y + side / 2, side / 2 - width), width=width))
        else:
            self._stroke(self.kind, x, y, side)

    def _stroke(self, kind: str, x: float, y: float, side: float) -> None:
        for stroke in _STROKES[kind]:
            points = [value for px, py in stroke for value in (x + px * side, y + py * side)]
            self._group.add(SmoothLine(points=points, width=max(1.0, side * 0.065), joint="round", cap="round"))
