"""The drawing area: a stroke shows under the finger in the same frame, and is sent when the finger is lifted."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, Line
from kivy.metrics import mm

from kiosk.flow.intents import AddStroke
from kiosk.flow.views import UNITS, Ink, Point
from kiosk.ui import theme
from kiosk.ui.widgets.ink_picture import add_stroke
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import sender_above

_PIECE = 200  # points of the line under the finger: each point makes Kivy reckon the whole line anew
_STEP = 1.0  # px


class InkPad(Plate):
    """Paints `ink` and the strokes that the counter hasn't answered yet. One finger: a palm beside it draws nothing."""

    def __init__(self, **kwargs: Any) -> None:
        self._ink, self._pen, self._heard = Ink(), 1, 0
        self._waiting: dict[int, Any] = {}  # strokes that were sent, by their number, each in its own group
        self._number = 0
        self._finger: Any = None
        self._points: list[tuple[float, float]] = []
        self._live: Any = None
        self._line: Any = None
        super().__init__(edge=theme.EDGE, **kwargs)
        self._kept = InstructionGroup()
        self._drawn = InstructionGroup()
        for part in (Color(rgba=theme.INK), self._kept, self._drawn):
            self.canvas.add(part)
        redraw = Clock.create_trigger(lambda _: self._redraw(), -1)
        self.fbind("size", redraw)
        self.fbind("pos", redraw)

    def paint(self, ink: Ink, pen: int, heard: int) -> None:
        for number in [number for number in self._waiting if number <= heard]:
            self._drawn.remove(self._waiting.pop(number))
        before, self._ink, self._pen, self._heard = self._ink, ink, pen, heard
        known = len(before.strokes)
        if ink.strokes[:known] == before.strokes:
            self._keep(ink.strokes[known:])
        else:
            self._redraw()

    def begin(self) -> None:
        """What was drawn the last time is nothing here."""
        self._waiting.clear()
        self._drawn.clear()
        self._number, self._finger = 0, None

    def _redraw(self) -> None:
        self._kept.clear()
        self._keep(self._ink.strokes)

    def _keep(self, strokes: Any) -> None:
        scale = self.width / UNITS
        for stroke in strokes:
            points = [(self.x + x * scale, self.top - y * scale) for x, y in stroke.points]
            add_stroke(self._kept, points, max(1.0, stroke.pen * scale))

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos) or self._finger is not None:
            return False
        touch.grab(self)
        self._finger = touch
        self._points = [self._inside(touch.pos)]
        self._live = InstructionGroup()
        self._drawn.add(self._live)
        add_stroke(self._live, self._points, self._width)
        self._next_piece()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self or touch is not self._finger:
            return False
        x, y = self._inside(touch.pos)
        last = self._points[-1]
        if abs(x - last[0]) + abs(y - last[1]) >= _STEP:
            self._points.append((x, y))
            self._line.points = [*self._line.points, x, y]
            if len(self._line.points) >= 2 * _PIECE:
                self._next_piece()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self or touch is not self._finger:
            return False
        touch.ungrab(self)
        self._finger = None
        self._number = max(self._number, self._heard) + 1
        self._waiting[self._number] = self._live
        sender_above(self)(AddStroke(self._number, tuple(map(self._in_units, self._points))))
        return True

    @property
    def _width(self) -> float:
        return max(1.0, float(self._pen * self.width / UNITS))

    def _next_piece(self) -> None:
        self._line = Line(points=list(self._points[-1]), width=self._width / 2, joint="round", cap="round")
        self._live.add(self._line)

    def _inside(self, at: tuple[float, float]) -> tuple[float, float]:
        edge = mm(0.6)
        x = min(max(at[0], self.x + edge), self.right - edge)
        return x, min(max(at[1], self.y + edge), self.top - edge)

    def _in_units(self, at: tuple[float, float]) -> Point:
        scale = UNITS / self.width
        return round((at[0] - self.x) * scale), round((self.top - at[1]) * scale)
