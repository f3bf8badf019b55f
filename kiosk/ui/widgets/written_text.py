"""A line that is being written: its text, the composition underlined, the caret; long ones keep the caret in sight."""

from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import mm

from kiosk.flow.views import WrittenLine
from kiosk.ui import faces, theme
from kiosk.ui.theme import Colour
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Box, Writing
from kiosk.value import Value

_SIZES = (theme.NAME * 0.8, theme.LARGE, theme.BODY, theme.SMALL, theme.TINY)  # px; the last one in two lines
_PAD: float = mm(2.5)
_TITLE: float = mm(4.1)  # from the top
_CARET: float = mm(0.5)
_UNDER: float = mm(0.35)
_PLAIN, _COMPOSED, _FOCUSED = range(3)


@dataclass(slots=True)
class Seen:
    """What can be read here, as a `Writing` tells it."""

    box: Box = (0.0, 0.0, 0.0, 0.0)
    painted: str = ""


class _Letter(Value):
    text: str
    style: int


class WrittenText(Pressable):
    """Pressed, it asks that the keys write here. Its name is its title."""

    shade = (0, 0, 0, 0.08)

    def __init__(self, **kwargs: Any) -> None:
        self._line = WrittenLine("", "", "")
        super().__init__(**kwargs)
        self._title = Writing(self.canvas)
        self._hint = Writing(self.canvas)
        self._seen = Seen()
        self.writings = (self._title, self._hint, self._seen)
        self._letters = InstructionGroup()
        self.canvas.add(self._letters)

    def paint(self, line: WrittenLine) -> None:
        if line != self._line:
            self._line = line
            here = line.caret >= 0
            self.label, self.intent = line.title, line.select
            self.edge = theme.NAVY if here else theme.EDGE
            self.edge_width = theme.THICK if here else theme.HAIR
            self.again()

    def draw(self) -> None:
        super().draw()
        line = self._line
        width = self.width - 2 * _PAD
        box = (self.x + _PAD, self.top - _TITLE, width, mm(3.4))
        self._title.write(line.title, box, theme.NAVY if line.caret >= 0 else theme.HINT, theme.TINY, theme.TINY, 1)
        room = (self.x + _PAD, self.y + mm(0.8), width, self.height - _TITLE - mm(0.8))
        letters = [_Letter(char, _PLAIN) for char in line.before]
        for piece in line.pieces:
            letters += [_Letter(char, _FOCUSED if piece.focused else _COMPOSED) for char in piece.text]
        letters += [_Letter(char, _PLAIN) for char in line.after]
        hint = "" if letters else line.hint
        self._hint.write(hint, (room[0] + mm(1.5), *room[1:]), theme.HINT, theme.BODY, theme.TINY, 1)
        self._write(letters, room)

    def _write(self, letters: list[_Letter], room: Box) -> None:
        x, y, width, height = room
        self._letters.clear()
        caret = self._line.caret if self._line.caret >= 0 else len(letters)
        rows, size = _set(letters, width - _CARET)
        most = 2 if size == round(_SIZES[-1]) else 1
        at = next((number for number, (start, end) in enumerate(rows) if start <= caret <= end), len(rows) - 1)
        first = max(0, min(at, len(rows) - most))
        shown = rows[first : first + most]
        self._seen.box = room
        self._seen.painted = "".join(one.text for one in letters[shown[0][0] : shown[-1][1]]) if letters else ""
        pitch = height / max(1, len(shown))
        for number, (start, end) in enumerate(shown):
            middle = y + height - pitch * (number + 0.5)
            self._row(letters[start:end], x, middle, size)
            if self._line.caret >= 0 and first + number == at:
                before = sum(faces.width(one.text, size, True) for one in letters[start:caret])
                tall = min(pitch, size * 1.15)
                self._bar(x + before, middle - tall / 2, _CARET, tall, theme.GREEN)

    def _row(self, letters: list[_Letter], x: float, middle: float, size: float) -> None:
        for text, style in _runs(letters):
            width = faces.width(text, size, True)
            if style == _FOCUSED:
                self._bar(x, middle - size * 0.62, width, size * 1.24, theme.AMBER)
            at = x
            self._letters.add(Color(*theme.INK))
            for font, part in faces.runs(text, True):
                picture = faces.picture(font, part, size)
                self._letters.add(
                    Rectangle(texture=picture, pos=(round(at), round(middle - size / 2)), size=picture.size)
                )
                at += picture.width
            if style != _PLAIN:
                thick = _UNDER * 2 if style == _FOCUSED else _UNDER
                self._bar(x + _UNDER, middle - size * 0.62, width - 2 * _UNDER, thick, theme.NAVY)
            x += width

    def _bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._letters.add(Color(*colour))
        self._letters.add(Rectangle(pos=(round(x), round(y)), size=(max(1, round(width)), max(1, round(height)))))


def _set(letters: list[_Letter], width: float) -> tuple[list[tuple[int, int]], float]:
    """The rows (from, to) at the largest size that holds all in one row, else in as many as it takes."""
    rows: list[tuple[int, int]] = [(0, 0)]
    size = round(_SIZES[0])
    for wanted in _SIZES:
        size = round(wanted)
        rows = _broken(letters, width, size)
        if len(rows) == 1:
            break
    return rows, size


def _broken(letters: list[_Letter], width: float, size: float) -> list[tuple[int, int]]:
    rows, start, used = [], 0, 0.0
    for number, one in enumerate(letters):
        need = faces.width(one.text, size, True)
        if used + need > width and number > start:
            rows.append((start, number))
            start, used = number, 0.0
        used += need
    return [*rows, (start, len(letters))]


def _runs(letters: list[_Letter]) -> list[tuple[str, int]]:
    """Letters of one style together; two focused segments never touch."""
    runs: list[tuple[str, int]] = []
    for one in letters:
        if runs and runs[-1][1] == one.style:
            runs[-1] = (runs[-1][0] + one.text, one.style)
        else:
            runs.append((one.text, one.style))
    return runs
