"""One row of the timeline: a sign to be seen, when, what; a drawing as a picture; the month above its first row."""

from math import ceil
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, InstructionGroup
from kivy.metrics import mm
from kivy.properties import ObjectProperty

from kiosk.flow.intents import Intent
from kiosk.flow.views import EventRow as Event
from kiosk.flow.views import EventSign
from kiosk.ui import faces, theme
from kiosk.ui.lettering import PITCH, clean
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.chip import HOLD
from kiosk.ui.widgets.glyph import draw_glyph
from kiosk.ui.widgets.ink_picture import draw_ink, picture_size
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Send, sender_above
from kiosk.ui.widgets.writing import Writing

# glyph, disc, stroke
_SIGNS: dict[EventSign, tuple[str, Colour, Colour]] = {
    EventSign.SALE: ("bag", theme.GREEN, theme.CARD),
    EventSign.REFUND: ("return", theme.WARN, theme.CARD),
    EventSign.VISIT: ("door", theme.NAVY_TINT, theme.NAVY),
    EventSign.NOTE: ("pencil", theme.AMBER_DEEP, theme.INK),
    EventSign.PHONE: ("phone", theme.NAVY, theme.CARD),
    EventSign.POST: ("letter", theme.NAVY, theme.CARD),
    EventSign.MAIL: ("plane", theme.NAVY, theme.CARD),
    EventSign.CALL_AT_DOOR: ("house", theme.NAVY, theme.CARD),
    EventSign.TALK: ("speech", theme.NAVY, theme.CARD),
    EventSign.TAG_ON: ("tag", theme.AMBER, theme.INK),
    EventSign.TAG_OFF: ("tag_off", theme.LINE, theme.INK),
}
_ONE_LINE = (EventSign.SALE, EventSign.REFUND)
_MOST_LINES = 3
_MONTH: float = mm(7)
_DISC: float = mm(8)
_GLYPH: float = mm(4.2)
_WHEN: float = mm(21)
_END: float = mm(27)
_PAD: float = mm(2)
_TITLE: float = theme.SMALL
_LOW: float = mm(9.6)  # of a row that says nothing but its title
_SLACK = 1.06  # lines are broken before they are full
_PICTURE: tuple[float, float] = (mm(52), mm(15))


def event_height(event: Event, width: float) -> float:
    """What a row takes, without breaking its lines: only rows in sight are worth that (0.4 ms each)."""
    month = _MONTH if event.month else 0.0
    lines = _lines(event, width)
    words = _TITLE * PITCH + lines * theme.BODY * PITCH if lines else 0.0
    picture = picture_size(event.ink, _PICTURE)[1] if event.ink else 0.0
    return month + max(_LOW, ceil(max(words, picture) + 2 * _PAD))


def _lines(event: Event, width: float) -> int:
    if not event.detail:
        return 0
    if event.sign in _ONE_LINE:
        return 1
    room = max(1.0, _words_width(event, width))
    return min(_MOST_LINES, ceil(faces.natural(clean(event.detail), theme.BODY) * _SLACK / room))


def _words_width(event: Event, width: float) -> float:
    picture = picture_size(event.ink, _PICTURE)[0] + _PAD if event.ink else 0.0
    return width - 4 * _PAD - _DISC - _WHEN - (_END if event.end else 0.0) - picture


class EventRow(Plate):
    event = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        self._owed: Intent | None = None  # sent when the finger leaves
        self._ripe = Clock.create_trigger(self._reveal, HOLD)
        super().__init__(**kwargs)
        self._disc, self._glyph, self._picture = InstructionGroup(), InstructionGroup(), InstructionGroup()
        for part in (self._disc, self._glyph, self._picture):
            self.canvas.add(part)
        self._month = Writing(self.canvas, bold=True)
        self._when, self._time = Writing(self.canvas), Writing(self.canvas)
        self._title, self._detail = Writing(self.canvas, bold=True), Writing(self.canvas)
        self._end = Writing(self.canvas, bold=True, halign="right")
        self.writings = (self._month, self._when, self._time, self._title, self._detail, self._end)
        self._send: Send = sender_above(self)
        self.fbind("event", self._mark)

    def _mark(self, *_: Any) -> None:
        """What can be pressed has a darker edge, as in every list."""
        self.edge = theme.EDGE if self.pressable else theme.LINE
        self.again()

    @property
    def label(self) -> str:
        """The name by which the stage finds it."""
        return self.event.detail if self.event is not None else ""

    @property
    def holdable(self) -> bool:
        return self.event is not None and self.event.hold is not None

    @property
    def pressable(self) -> bool:
        return self.event is not None and self.event.press is not None

    def draw(self) -> None:
        super().draw()
        event: Event | None = self.event
        if event is None:
            return
        top = self.top - (_MONTH if event.month else 0.0)
        self._ground.size = self._ground.size[0], self._ground.size[1] - (self.top - top)
        self._month.write(event.month, (self.x + _PAD, top, self.width, _MONTH), theme.NAVY, theme.BODY, theme.SMALL, 1)
        middle = (self.y + top) / 2
        self._draw_sign(event, middle)
        x = self.x + 2 * _PAD + _DISC
        self._when.write(event.when, (x, middle, _WHEN, mm(4.4)), theme.INK, theme.SMALL, theme.TINY, 1)
        self._time.write(event.time, (x, middle - mm(4.2), _WHEN, mm(4.2)), theme.HINT, theme.TINY, theme.TINY, 1)
        self._draw_words(event, x + _WHEN, middle)

    def _draw_sign(self, event: Event, middle: float) -> None:
        glyph, disc, stroke = _SIGNS[event.sign]
        self._disc.clear()
        self._disc.add(Color(rgba=disc))
        self._disc.add(Ellipse(pos=(self.x + _PAD, middle - _DISC / 2), size=(_DISC, _DISC)))
        at = self.x + _PAD + (_DISC - _GLYPH) / 2, middle - _GLYPH / 2
        draw_glyph(self._glyph, glyph, at, _GLYPH, stroke)

    def _draw_words(self, event: Event, x: float, middle: float) -> None:
        width = _words_width(event, self.width)
        lines = _lines(event, self.width)
        below = lines * theme.BODY * PITCH
        title = _TITLE * PITCH if lines else theme.BODY * PITCH
        upper = middle + (below + title) / 2
        size, ink = (_TITLE, theme.NAVY) if lines else (theme.BODY, theme.HINT)
        self._title.bold = bool(lines)
        self._title.write(event.title, (x, upper - title, width, title), ink, size, theme.TINY, 1)
        box = (x, upper - title - below, width, below)
        self._detail.write(event.detail, box, theme.INK, theme.BODY, theme.TINY, lines)
        end = theme.WARN if event.sign is EventSign.REFUND else theme.INK
        box = (self.right - _PAD - _END, middle - mm(3), _END, mm(6))
        self._end.write(event.end, box, end, theme.BODY, theme.TINY, 1)
        self._picture.clear()
        if event.ink is not None:
            wide, high = picture_size(event.ink, _PICTURE)
            draw_ink(self._picture, event.ink, (self.right - _PAD - wide, middle - high / 2, wide, high))

    def on_touch_down(self, touch: Any) -> bool:
        if not (self.holdable or self.pressable) or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._send = sender_above(self)  # now: under the finger the row may leave the screen
        self.edge_width = theme.THICK
        if self.holdable:
            self._ripe()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.edge_width = theme.HAIR
        self._ripe.cancel()
        if self._owed is not None:
            self._send(self._owed)
            self._owed = None
        elif self.pressable and self.collide_point(*touch.pos):
            self._send(self.event.press)
        return True

    def _reveal(self, *_: Any) -> None:
        if self.holdable:
            self._owed = self.event.release
            self._send(self.event.hold)
