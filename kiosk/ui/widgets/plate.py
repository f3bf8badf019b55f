"""A rounded surface with an edge: what cards, buttons and chips are drawn on."""

from functools import cache
from math import ceil, hypot
from typing import Any

from kivy.clock import Clock
from kivy.graphics import BorderImage, Color
from kivy.graphics.texture import Texture
from kivy.properties import ColorProperty, NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui import theme

Shade = tuple[float, ...]  # r g b a, 0..1

_MARGIN = 1  # px of nothing around: the edge stays smooth where it falls between two pixels


def _covered(x: float, y: float, side: float, inset: float, radius: float) -> float:
    """How much of the pixel around a point lies in a rounded square that is inset from a square of this side: 0..1."""
    half = side / 2
    dx, dy = (max(abs(at - half) - (half - inset - radius), 0.0) for at in (x, y))
    return min(max(radius + 0.5 - hypot(dx, dy), 0.0), 1.0)


@cache
def _surface(fill: Shade, edge: Shade, edge_width: float, radius: float) -> tuple[Any, int]:
    """Texture of the smallest such plate, and how many of its px stay as they are when it is drawn out.

    One picture, where shapes with smooth edges would be four draws: in software GL each draw takes 40 KB of the frame.
    """
    corner = _MARGIN + ceil(max(radius, edge_width)) + 2
    side = 2 * corner + 1
    pixels = bytearray()
    for row in range(side):
        for column in range(side):
            x, y = column + 0.5, row + 0.5
            outer = _covered(x, y, side, _MARGIN, radius)
            inner = _covered(x, y, side, _MARGIN + edge_width, max(1.0, radius - edge_width))
            ink = [e + (f - e) * inner for e, f in zip(edge, fill, strict=True)]
            pixels.extend(round(part * 255) for part in (*ink[:3], ink[3] * outer))
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    return texture, corner


class Plate(Widget):
    """Widgets that stand on it as a whole paint themselves in `draw`, and call `again` when it should be done."""

    fill = ColorProperty(theme.CARD)
    edge = ColorProperty(theme.LINE)
    edge_width = NumericProperty(theme.HAIR)
    radius = NumericProperty(theme.RADIUS)

    def __init__(self, **kwargs: Any) -> None:
        self.again = Clock.create_trigger(lambda _: self.draw(), -1)
        self._ground = BorderImage()
        super().__init__(**kwargs)
        self.canvas.before.add(Color())
        self.canvas.before.add(self._ground)
        for name in ("pos", "size", "fill", "edge", "edge_width", "radius"):
            self.fbind(name, self.again)
        self.again()

    def draw(self) -> None:
        """Paint the plate; called once before a frame in which something changed."""
        ground = self._ground
        ground.texture, corner = _surface(tuple(self.fill), tuple(self.edge), self.edge_width, self.radius)
        ground.border = (corner,) * 4
        ground.pos = self.x - _MARGIN, self.y - _MARGIN
        ground.size = self.width + 2 * _MARGIN, self.height + 2 * _MARGIN
