"""Ink: a note drawn by finger, kept as its strokes were drawn, so that it can be painted at any size.

The unit is 1/4096 of the drawing area's width, rightwards and down from its upper left corner.

Kept as bytes, version 1: the version, then whole numbers as varints (seven bits a byte, the lowest first, the high bit
says that more follow): how many strokes; for each its pen, how many points, and each point as the steps right and
down from the point before it, of the stroke before too; the first from the corner. A step may go back: 0, -1, 1, -2 …
are 0, 1, 2, 3 …. A written line of ten characters takes about 500 bytes.
"""

from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from math import dist

from kiosk.value import Hidden, Value

UNITS = 4096
VERSION = 1
MOST_POINTS = 20_000
"""In one note: some forty lines of writing, 40 KB. More would be a drawing, and slow every list that shows it."""
_NEAR = 6.0  # units, 0.2 mm on a 7-inch panel: nearer points say nothing that the pen's width doesn't hide
_FARTHEST = 1 << 20  # units: what lies farther was never drawn by a finger
_VARINT_BYTES = 5

Point = tuple[int, int]


class Pen(IntEnum):
    """The width of the line, in units; in this order the counter's button goes round."""

    MEDIUM = 24
    BROAD = 52
    FINE = 12


class Stroke(Value):
    pen: int  # units
    points: Hidden[tuple[Point, ...]]


class Ink(Value):
    strokes: Hidden[tuple[Stroke, ...]] = ()

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, upper, right and lower edge of what is drawn, pens included; all 0 when nothing is."""
        if not self.strokes:
            return 0, 0, 0, 0
        edges = [
            (x - stroke.pen // 2, y - stroke.pen // 2, x + stroke.pen // 2, y + stroke.pen // 2)
            for stroke in self.strokes
            for x, y in stroke.points
        ]
        return (
            min(edge[0] for edge in edges),
            min(edge[1] for edge in edges),
            max(edge[2] for edge in edges),
            max(edge[3] for edge in edges),
        )

    @property
    def points(self) -> int:
        return sum(len(stroke.points) for stroke in self.strokes)


class BadInk(ValueError):
    """The bytes are no ink of a version that is known here."""


def thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points of a stroke without those that lie on the one before; its first and its last stay."""
    kept = [points[0]]
    for point in points[1:-1]:
        if dist(point, kept[-1]) >= _NEAR:
            kept.append(point)
    if len(points) > 1 and points[-1] != kept[-1]:
        kept.append(points[-1])
    return tuple(kept)


def with_stroke(ink: Ink, pen: Pen, points: tuple[Point, ...]) -> Ink | None:
    """The ink with one more stroke; None when it takes no more."""
    stroke = Stroke(int(pen), thinned(points))
    return None if ink.points + len(stroke.points) > MOST_POINTS else Ink((*ink.strokes, stroke))


def encoded(ink: Ink) -> bytes:
    out = bytearray([VERSION])
    _write(out, len(ink.strokes))
    before = (0, 0)
    for stroke in ink.strokes:
        _write(out, stroke.pen)
        _write(out, len(stroke.points))
        for (x0, y0), (x, y) in pairwise((before, *stroke.points)):
            _write(out, _zigzag(x - x0))
            _write(out, _zigzag(y - y0))
        before = stroke.points[-1] if stroke.points else before
    return bytes(out)


def decoded(blob: bytes) -> Ink:
    """Raises BadInk; whatever the bytes are, it takes no more memory than they do."""
    if not blob or blob[0] != VERSION:
        raise BadInk("no ink of version 1")
    numbers = _numbers(blob[1:])
    x = y = 0
    strokes = []
    try:
        for _ in range(next(numbers)):
            pen, points = next(numbers), []
            for _ in range(next(numbers)):
                x, y = x + _zagzig(next(numbers)), y + _zagzig(next(numbers))
                if max(abs(x), abs(y)) > _FARTHEST:
                    raise BadInk("a point lies outside")
                points.append((x, y))
            if not points:
                raise BadInk("a stroke without a point")
            strokes.append(Stroke(pen, tuple(points)))
    except StopIteration:
        raise BadInk("it ends in the middle") from None
    if next(numbers, None) is not None:
        raise BadInk("something follows it")
    return Ink(tuple(strokes))


def _write(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _numbers(blob: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in blob:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
            if shift >= 7 * _VARINT_BYTES:
                raise BadInk("a number is too long")
        else:
            yield number
            number = shift = 0
    if shift:
        raise BadInk("it ends in the middle")


def _zigzag(step: int) -> int:
    return step * 2 if step >= 0 else -step * 2 - 1


def _zagzig(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2
