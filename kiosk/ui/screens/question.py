"""One of the ten questions: its figures at the left, the names behind one of them at the right."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Body, QuestionBody, Row
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.chart_place import Waiting
from kiosk.ui.widgets.filling import fill, put_in
from kiosk.ui.widgets.list_row import row_height
from kiosk.ui.widgets.question_card import FIGURE_HEIGHT, FigurePlate

theme.load_style(__file__)


class QuestionScreen(Headed):
    """Of the names only those in sight are widgets: thousands may stand behind a figure."""

    about = StringProperty("")
    names = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self._rows: tuple[Row, ...] = ()
        self._title_shown = ""
        super().__init__(**kwargs)
        self._waiting = Waiting()
        self._place, self._list = self.ids.place.__self__, self.ids.rows.__self__
        self._list.fbind("width", self._fill_rows)

    def paint(self, body: Body) -> None:
        assert isinstance(body, QuestionBody)
        self.paint_head(self.ids.head, None, body.title)
        self.about, self.names = body.about, body.names
        fill(self.ids.figures, body.figures, _figure, FigurePlate.paint)
        put_in(self._place, self._waiting, body.waiting is not None)
        put_in(self._place, self._list, body.waiting is None)
        if body.waiting is not None:
            self._waiting.paint(body.waiting)
        if body.rows != self._rows:
            self._list.scroll_y = 1
        self._rows = body.rows
        self._fill_rows()
        self.ids.actions.paint(body.actions)
        if body.title != self._title_shown:
            self._title_shown = body.title
            self.ids.scroll.scroll_y = 1

    def _fill_rows(self, *_: Any) -> None:
        width = self._list.width - theme.BAR
        self._list.data = [{"row": row, "height": row_height(row, width)} for row in self._rows]


def _figure() -> Any:
    return FigurePlate(size_hint_y=None, height=FIGURE_HEIGHT)
