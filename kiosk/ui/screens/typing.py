"""The keys with the lines they write, what was found or how it may be written, and the way on."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import StringProperty

from kiosk.flow.views import Body, Row, TypeBody, WrittenLine
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import big_button, ja_label, key_board  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.candidates import CandidateRow
from kiosk.ui.widgets.filling import fill, put_in
from kiosk.ui.widgets.head import PersonLine
from kiosk.ui.widgets.key_board import editing_slots
from kiosk.ui.widgets.list_row import ListRow, natural_width
from kiosk.ui.widgets.pad_key import PadKey
from kiosk.ui.widgets.written_text import WrittenText

theme.load_style(__file__)

_LEAST_ROW, _MOST_ROW = mm(40), mm(74)
_FIRST_LINE = 1.35  # of the second one's width: a name is longer than its reading is high


class TypingScreen(Screen):
    message = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._candidates = CandidateRow()

    def paint(self, body: Body) -> None:
        assert isinstance(body, TypeBody)
        writing, ids = body.writing, self.ids
        fill(ids.head, (body.person,) if body.person else (), PersonLine, PersonLine.paint)
        fill(ids.lines, writing.lines if writing else (_searched(body),), WrittenText, WrittenText.paint)
        for place, line in enumerate(reversed(ids.lines.children)):
            line.size_hint_x = _FIRST_LINE if place == 0 else 1
        fill(ids.back, body.actions[:-1], BigButton, BigButton.paint)
        fill(ids.forward, body.actions[-1:], _forward, BigButton.paint)
        fill(ids.found, body.rows, _row, _paint_row)
        ids.scroll.scroll_x = 0
        fill(ids.editing, editing_slots(writing), PadKey, PadKey.paint)
        ids.pad.paint(writing)
        # itself, for an id is a proxy of the widget and no parent of anyone
        put_in(ids.words.__self__, self._candidates, writing is not None and bool(writing.candidates))
        if writing is not None:
            self._candidates.paint(writing)
        self.message = body.message or (writing.notice if writing else "")


def _searched(body: TypeBody) -> WrittenLine:
    return WrittenLine(body.title, body.hint, body.typed, caret=len(body.typed))


def _forward() -> BigButton:
    return BigButton(font_size=theme.BODY, pad=mm(0.8))


def _row() -> ListRow:
    return ListRow(size_hint_x=None)


def _paint_row(widget: ListRow, row: Row) -> None:
    widget.paint(row)
    widget.width = min(max(natural_width(row), _LEAST_ROW), _MOST_ROW)
