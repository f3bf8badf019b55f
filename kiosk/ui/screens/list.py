"""A scrolling list: today's customers, slips, devices, staff."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Body, ListBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ja_label, list_row  # noqa: F401  the kv beside this names them

theme.load_style(__file__)


class ListScreen(Headed):
    """Only the rows in sight are widgets, so that a long day scrolls as lightly as a short one."""

    empty = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, ListBody)
        self.paint_head(self.ids.head, None, body.title)
        self.empty = "" if body.rows else body.empty
        rows: Any = self.ids.rows
        rows.data = [{"row": row} for row in body.rows]
        self.ids.actions.paint(body.actions)
