"""Eyes and fingers on the widgets, main thread only: what stands on the screen, where to touch it, its picture."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.input.provider import MotionEventProvider
from kivy.uix.scrollview import ScrollView
from PIL import Image

from kiosk.ui.stage import NoSuchButton
from kiosk.ui.widgets.chip import TagChip
from kiosk.ui.widgets.event_row import EventRow
from kiosk.ui.widgets.ink_pad import InkPad
from kiosk.ui.widgets.pressable import Pressable

Box = tuple[float, float, float, float]  # left, bottom, right, top in px of the upright picture

Thing = TypeVar("Thing")

_SAME_LINE = 0.6  # of the lower one's height: two texts whose middles are nearer stand on one line


class Finger(MotionEvent):
    """A touch that no one can tell from a real one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("is_touch", True)
        kwargs.setdefault("type_id", "touch")
        super().__init__(*args, **kwargs)

    def depack(self, args: Any) -> None:
        self.sx, self.sy = args
        self.profile = ["pos"]
        super().depack(args)


class Fingers(MotionEventProvider):
    """An input provider: its touches go the way of all touches, through the event loop."""

    def __init__(self) -> None:
        super().__init__("stage", "")
        self._waiting: deque[tuple[str, tuple[float, float], Future[None]]] = deque()
        self._down: Finger | None = None
        self._count = 0
        self._told: list[Future[None]] = []

    def move(self, phase: str, x: float, y: float, done: "Future[None]") -> None:
        """To a place of the picture; the finger is put where the panel shows it."""
        width, height = Window.system_size
        x, y = _on_panel(x, y)
        self._waiting.append((phase, (x / width, y / height), done))

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def update(self, dispatch_fn: Any) -> None:
        # what was dispatched in the frame before has been handled by now
        for done in self._told:
            done.set_result(None)
        self._told.clear()
        if not self._waiting:
            return
        phase, at, done = self._waiting.popleft()
        if phase == "begin" or self._down is None:
            self._count += 1
            self._down = Finger("stage", self._count, at)
        else:
            self._down.move(at)
        dispatch_fn(phase, self._down)
        self._told.append(done)
        if phase == "end":
            self._down.update_time_end()
            self._down = None


class Sight:
    def __init__(self, area: Any) -> None:
        self._area = area

    def texts(self) -> list[str]:
        seen: list[tuple[Box, str]] = []
        for widget, box, window in self._walked():
            for writing in getattr(widget, "writings", ()):
                x, y, width, height = writing.box
                left, bottom = x - widget.x + box[0], y - widget.y + box[1]
                where = (left, bottom, left + width, bottom + height)
                if writing.painted and _in_sight(where, window):
                    seen.append((where, writing.painted))
        return [text for _, text in _reading_order(seen)]

    def targets(self) -> list[tuple[str, Box]]:
        found: list[tuple[Box, tuple[str, Box]]] = []
        for widget, box, window in self._walked():
            if not _in_sight(box, window):
                continue
            pressable = isinstance(widget, Pressable) and widget.intent is not None
            pressable = pressable or (isinstance(widget, EventRow) and widget.pressable)
            if pressable or (isinstance(widget, TagChip | EventRow) and widget.holdable):
                found.append((box, (widget.label, box)))
        return [target for _, target in _reading_order(found)]

    def find(self, label: str, lowest: bool = False) -> tuple[float, float]:
        """The middle of the first button of this name, or of the last one. Raises NoSuchButton."""
        targets = self.targets()
        for name, (left, bottom, right, top) in reversed(targets) if lowest else targets:
            if name == label:
                return (left + right) / 2, (bottom + top) / 2
        raise NoSuchButton(label, [name for name, _ in targets])

    def place(self, label: str) -> tuple[float, float]:
        """The same as parts of the screen's size, from its upper left corner. Raises NoSuchButton."""
        x, y = self.find(label)
        return (x - self._area.x) / self._area.width, 1 - (y - self._area.y) / self._area.height

    def drawing_area(self) -> Box:
        """Raises LookupError."""
        for widget, box, _ in self._walked():
            if isinstance(widget, InkPad):
                return box
        raise LookupError("there is nothing to draw on")

    def add_fingers(self) -> Fingers:
        fingers = Fingers()
        EventLoop.add_input_provider(fingers)
        return fingers

    def shot(self, path: Path) -> None:
        Window.dispatch("on_draw")
        corners = _on_panel(self._area.x, self._area.y), _on_panel(self._area.right, self._area.top)
        left, right = sorted(round(x) for x, _ in corners)
        bottom, top = sorted(round(y) for _, y in corners)
        size = right - left, top - bottom
        pixels = glReadPixels(left, bottom, *size, GL_RGBA, GL_UNSIGNED_BYTE)
        picture = Image.frombytes("RGBA", size, pixels).convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        part = path.with_name(path.name + ".part")
        picture.rotate(-Window.rotation, expand=True).save(part, "PNG")
        part.replace(path)

    def _walked(self) -> Iterator[tuple[Any, Box, Box]]:
        area = self._area
        return _walk(area, (area.x, area.y, area.right, area.top))


def _on_panel(x: float, y: float) -> tuple[float, float]:
    """Where the panel shows this place of the picture, which may be turned: px from its lower left corner."""
    x, y, _ = Window.render_context["modelview_mat"].transform_point(x, y, 0)
    return x, y


def _walk(widget: Any, window: Box) -> Iterator[tuple[Any, Box, Box]]:
    """Every widget that is not hidden, where it lies, and the window through which it is seen."""
    for child in reversed(widget.children):
        if child.opacity == 0:
            continue
        x, y = child.to_window(child.x, child.y)
        box = (x, y, x + child.width, y + child.height)
        yield child, box, window
        yield from _walk(child, _overlap(box, window) if isinstance(child, ScrollView) else window)


def _in_sight(box: Box, window: Box) -> bool:
    """Whether it takes room and its middle is in the window."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return box[0] < box[2] and box[1] < box[3] and window[0] <= x <= window[2] and window[1] <= y <= window[3]


def _overlap(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _reading_order(things: list[tuple[Box, Thing]]) -> list[tuple[Box, Thing]]:
    """Top to bottom by lines, left to right in each."""
    lines: list[list[tuple[Box, Thing]]] = []
    for box, thing in sorted(things, key=lambda item: -(item[0][1] + item[0][3])):
        middle = (box[1] + box[3]) / 2
        if lines:
            first = lines[-1][0][0]
            if (first[1] + first[3]) / 2 - middle < _SAME_LINE * min(box[3] - box[1], first[3] - first[1]):
                lines[-1].append((box, thing))
                continue
        lines.append([(box, thing)])
    return [item for line in lines for item in sorted(line, key=lambda item: item[0][0])]
