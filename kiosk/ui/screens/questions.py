"""10の質問: ten cards, all in sight."""

from typing import Any

from kiosk.flow.views import Body, QuestionsBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import actions, chart_place, month_head  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.chart_place import Waiting
from kiosk.ui.widgets.filling import fill, put_in
from kiosk.ui.widgets.question_card import CardPlate

theme.load_style(__file__)


class QuestionsScreen(Screen):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._waiting = Waiting()
        self._place, self._cards = self.ids.place.__self__, self.ids.cards.__self__

    def paint(self, body: Body) -> None:
        assert isinstance(body, QuestionsBody)
        self.ids.head.paint(body.title, body.note, body.turns)
        fill(self._cards, body.cards, CardPlate, CardPlate.paint)
        put_in(self._place, self._waiting, body.waiting is not None)
        put_in(self._place, self._cards, body.waiting is None)
        if body.waiting is not None:
            self._waiting.paint(body.waiting)
        self.ids.actions.paint(body.actions)
