"""A scrolling list: today's customers, slips, devices, staff."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Body, ListBody, Row
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.list_row import row_height

theme.load_style(__file__)


class ListScreen(Headed):
    """Only the rows in sight are widgets, so that a long day scrolls as lightly as a short one."""

    empty = StringProperty("")
    note = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self._rows: tuple[Row, ...] = ()
        super().__init__(**kwargs)
        self.fbind("width", self._fill_rows)

    def paint(self, body: Body) -> None:
        assert isinstance(body, ListBody)
        self.paint_head(self.ids.head, None, body.title)
        self.empty = "" if body.rows else body.empty
        self.note = body.note
        self._rows = body.rows
        self._fill_rows()
        self.ids.actions.paint(body.actions)

    def _fill_rows(self, *_: Any) -> None:
        rows: Any = self.ids.rows
        width = self.width - 2 * theme.EDGE_GAP - theme.BAR
        rows.data = [{"row": row, "height": row_height(row, width)} for row in self._rows]

    def on_parent(self, _: Any, parent: Any) -> None:
        """Another list than the one that was scrolled last begins at its first row."""
        if parent is not None:
            self.ids.rows.scroll_y = 1
