"""How the kana may be written: one page of words side by side, and the way to the next."""

from typing import Any

from kivy.metrics import mm
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flow.views import WritingPart
from kiosk.ui import faces, theme
from kiosk.ui.lettering import clean
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

_LEAST: float = mm(13)
_TURN: float = mm(13)
_SIDES: float = mm(5)


class Candidate(BigButton):
    """It sends when the finger comes down: the next answer may bring other words under it."""

    at_once = True


class CandidateRow(BoxLayout):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(spacing=theme.GAP, **kwargs)
        self._words = BoxLayout(spacing=theme.GAP, size_hint_x=None)
        self._turns = BoxLayout(spacing=theme.GAP, size_hint_x=None)
        self.add_widget(self._words)
        self.add_widget(Widget())
        self.add_widget(self._turns)
        self.fbind("size", self._share)

    def paint(self, writing: WritingPart) -> None:
        fill(self._words, writing.candidates, Candidate, BigButton.paint)
        fill(self._turns, writing.pages, _turn, BigButton.paint)
        self._turns.width = len(writing.pages) * (_TURN + theme.GAP) - theme.GAP if writing.pages else 0
        self._share()

    def _share(self, *_: Any) -> None:
        """Each word as wide as it is written; all a little narrower when that is more than there is."""
        words = self._words.children
        wanted = {word: max(_LEAST, faces.natural(clean(word.label), theme.LARGE) + _SIDES) for word in words}
        between = theme.GAP * (len(words) - 1)
        room = self.width - self._turns.width - 2 * theme.GAP - between
        shrink = min(1.0, room / max(1.0, sum(wanted.values())))
        self._words.width = sum(wanted.values()) * shrink + between
        for word, width in wanted.items():
            word.size_hint_x, word.width = None, width * shrink


def _turn() -> Candidate:
    return Candidate(font_size=theme.BODY, pad=theme.HAIR)
