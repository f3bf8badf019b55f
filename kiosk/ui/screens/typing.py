"""The kana pad with its line, what was found, and the way on."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import StringProperty

from kiosk.flow.views import Body, Row, TypeBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import big_button, ja_label, kana_pad  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.head import PersonLine
from kiosk.ui.widgets.list_row import ListRow, natural_width

theme.load_style(__file__)

_LEAST_ROW, _MOST_ROW = mm(40), mm(74)


class TypingScreen(Screen):
    title = StringProperty("")
    typed = StringProperty("")
    hint = StringProperty("")
    message = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for key in kana_pad.editing_keys():
            self.ids.editing.add_widget(key)

    def paint(self, body: Body) -> None:
        assert isinstance(body, TypeBody)
        self.title, self.typed, self.hint, self.message = body.title, body.typed, body.hint, body.message
        fill(self.ids.head, (body.person,) if body.person else (), PersonLine, PersonLine.paint)
        fill(self.ids.back, body.actions[:-1], BigButton, BigButton.paint)
        fill(self.ids.forward, body.actions[-1:], BigButton, BigButton.paint)
        found: Any = self.ids.found
        fill(found, body.rows, _row, _paint_row)
        self.ids.scroll.scroll_x = 0


def _row() -> ListRow:
    return ListRow(size_hint_x=None)


def _paint_row(widget: ListRow, row: Row) -> None:
    widget.paint(row)
    widget.width = min(max(natural_width(row), _LEAST_ROW), _MOST_ROW)
