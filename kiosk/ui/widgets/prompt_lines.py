"""話題: what to talk about, a line for each, with the word before it and what was drawn."""

from collections.abc import Iterator
from typing import Any

from kivy.clock import Clock
from kivy.graphics import InstructionGroup
from kivy.metrics import mm
from kivy.uix.widget import Widget

from kiosk.flow.views import Prompt
from kiosk.ui import faces, theme
from kiosk.ui.lettering import clean
from kiosk.ui.widgets.ink_picture import draw_ink
from kiosk.ui.widgets.writing import Writing

_LEAD: float = mm(26)
_BETWEEN: float = mm(2.5)
_PICTURE: tuple[float, float] = (mm(40), mm(12))
_LEAST_HEIGHT: float = mm(5.7)
_AROUND_WORDS: float = mm(1.1)
_AROUND_PICTURE: float = mm(1)
_UNLIMITED = 1e6


class PromptLines(Widget):
    """As high as its lines need at the width it is given. A widget for each text took 1 ms of every customer's view."""

    def __init__(self, **kwargs: Any) -> None:
        self._prompts: tuple[Prompt, ...] = ()
        self._lines: list[tuple[Writing, Writing, Any]] = []
        again = Clock.create_trigger(lambda _: self._draw(), -1)
        super().__init__(size_hint_y=None, height=0, **kwargs)
        self._again = again
        self.fbind("width", self._measure)
        for name in ("pos", "size"):
            self.fbind(name, again)

    @property
    def writings(self) -> Iterator[Writing]:
        for lead, words, _ in self._lines[: len(self._prompts)]:
            yield lead
            yield words

    def paint(self, prompts: tuple[Prompt, ...]) -> None:
        self._prompts = prompts
        for _ in range(len(self._lines), len(prompts)):
            picture = InstructionGroup()
            self.canvas.add(picture)
            self._lines.append((Writing(self.canvas), Writing(self.canvas), picture))
        self._measure()
        self._again()

    def _measure(self, *_: Any) -> None:
        self.height = sum(self._height(prompt)[0] for prompt in self._prompts)

    def _words_width(self, prompt: Prompt) -> float:
        return float(self.width) - _LEAD - _BETWEEN - (_PICTURE[0] + _BETWEEN if prompt.ink else 0.0)

    def _height(self, prompt: Prompt) -> tuple[int, float]:
        """Of the line in whole px, as layouts reckon, and of its words."""
        width, text = self._words_width(prompt), clean(prompt.text)
        words = 0.0
        if text and width >= 1:
            words = faces.set_text(text, (width, _UNLIMITED), theme.BODY, theme.BODY, 0, False, False).height
        picture = _PICTURE[1] + _AROUND_PICTURE if prompt.ink else 0.0
        return round(max(_LEAST_HEIGHT, words + _AROUND_WORDS, picture)), words

    def _draw(self) -> None:
        top = float(self.top)
        for prompt, (lead, text, picture) in zip(self._prompts, self._lines, strict=False):
            height, words = self._height(prompt)
            middle = top - height / 2
            lead.write(prompt.lead, (self.x, top - height, _LEAD, height), theme.NAVY, theme.SMALL, theme.TINY, 2)
            box = (self.x + _LEAD + _BETWEEN, middle - words / 2, self._words_width(prompt), words)
            text.write(prompt.text, box, theme.INK, theme.BODY)
            picture.clear()
            if prompt.ink is not None:
                draw_ink(picture, prompt.ink, (self.right - _PICTURE[0], middle - _PICTURE[1] / 2, *_PICTURE))
            top -= height
        for lead, text, picture in self._lines[len(self._prompts) :]:
            nowhere = (self.x, self.y, 0.0, 0.0)
            lead.write("", nowhere, theme.NAVY, theme.SMALL)
            text.write("", nowhere, theme.INK, theme.BODY)
            picture.clear()
