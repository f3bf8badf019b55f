"""One of the ten questions with its answer; and one figure of an answer with its parts. Both are pressed."""

from typing import Any

from kivy.metrics import mm

from kiosk.flow.views import FigureRow, QuestionCard
from kiosk.ui import faces, theme
from kiosk.ui.widgets.pressable import Pressable
from kiosk.ui.widgets.writing import Writing

_PAD: float = mm(2)
_TITLE: float = mm(4.2)
_ANSWER: float = mm(6.4)
_MOST_FIGURE = 0.42  # of the width
_BELOW: float = mm(7.5)  # the answer, and two lines beside it
_MOST_BEFORE = 2


class CardPlate(Pressable):
    """The question above; below it the answer, what it says, and what it was."""

    shade = (0, 0, 0, 0.12)

    def __init__(self, **kwargs: Any) -> None:
        self._card: QuestionCard | None = None
        super().__init__(**kwargs)
        self.edge = theme.EDGE
        self._title = Writing(self.canvas)
        self._figure = Writing(self.canvas, bold=True)
        self._says = Writing(self.canvas)
        self._before = [Writing(self.canvas, halign="right") for _ in range(_MOST_BEFORE)]
        self.writings = (self._title, self._figure, self._says, *self._before)

    def paint(self, card: QuestionCard) -> None:
        self._card = card
        self.label, self.intent = card.title, card.intent
        self.again()

    def draw(self) -> None:
        super().draw()
        card = self._card
        if card is None:
            return
        x, width = self.x + _PAD, self.width - 2 * _PAD
        slack = max(0.0, self.height - _TITLE - _BELOW) / 3
        title = (x, self.top - slack - _TITLE, width, _TITLE)
        self._title.write(card.title, title, theme.HINT, theme.SMALL, theme.TINY, 1)
        y, height = title[1] - slack * 0.6 - _BELOW, _BELOW
        figure = min(faces.natural(card.figure, _ANSWER, bold=True), width * _MOST_FIGURE)
        self._figure.write(card.figure, (x, y, figure, height), theme.NAVY, _ANSWER, theme.BODY, 1)
        right = max((faces.natural(one, theme.TINY) for one in card.before), default=0)
        rest = width - figure - right - 2 * mm(1.5)
        self._says.write(card.says, (x + figure + mm(1.5), y, rest, height), theme.INK, theme.SMALL, theme.TINY, 2)
        lines = (*card.before, *("",) * _MOST_BEFORE)[:_MOST_BEFORE]
        for number, (writing, text) in enumerate(zip(self._before, lines, strict=True)):
            box = (self.right - _PAD - right, y + height * (1 - number) / 2, right, height / 2)
            writing.write(text, box, theme.HINT, theme.TINY, theme.TINY, 1)


class FigurePlate(Pressable):
    """A figure of an answer; the one whose names are shown is marked by its edge and its ground."""

    shade = (0, 0, 0, 0.12)

    def __init__(self, **kwargs: Any) -> None:
        self._row: FigureRow | None = None
        super().__init__(**kwargs)
        self._title = Writing(self.canvas)
        self._figure = Writing(self.canvas, bold=True, halign="right")
        self._parts = Writing(self.canvas)
        self._before = Writing(self.canvas)
        self.writings = (self._title, self._figure, self._parts, self._before)

    def paint(self, row: FigureRow) -> None:
        self._row = row
        self.label, self.intent = row.title, row.intent
        self.fill = theme.AMBER if row.picked else theme.CARD
        self.edge = theme.NAVY if row.picked else theme.EDGE if row.intent else theme.LINE
        self.edge_width = theme.THICK if row.picked else theme.HAIR
        self.again()

    def draw(self) -> None:
        super().draw()
        row = self._row
        if row is None:
            return
        x, width = self.x + _PAD, self.width - 2 * _PAD
        figure = min(faces.natural(row.figure, _ANSWER, bold=True), width * _MOST_FIGURE)
        upper = self.top - mm(1) - _ANSWER
        box = (x + width - figure, upper, figure, _ANSWER)
        self._figure.write(row.figure, box, theme.NAVY, _ANSWER, theme.BODY, 1)
        title = (x, upper, width - figure - theme.GAP, _ANSWER)
        self._title.write(row.title, title, theme.INK, theme.BODY, theme.TINY, 2)
        line = mm(3.9)
        below = [one for one in (row.parts, row.before) if one]
        for writing, text in ((self._parts, row.parts), (self._before, row.before)):
            place = below.index(text) if text else 0
            writing.write(
                text,
                (x, upper - mm(0.3) - (place + 1) * line, width, line),
                theme.INK if text is row.parts else theme.HINT,
                theme.TINY,
                theme.TINY,
                1,
            )


FIGURE_HEIGHT: float = mm(16)
