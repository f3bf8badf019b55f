"""くわしく: the person's head, the sections, and the lines of one of them."""

from typing import Any

from kivy.metrics import mm
from kivy.properties import StringProperty

from kiosk.flow.views import Body, Entry, SheetBody
from kiosk.ui import faces, theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.entry_row import EntryRow
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)

_LEAST_TITLE, _MOST_TITLE = mm(16), (mm(46), mm(26))  # in one column, in two


class SheetScreen(Headed):
    compact = True
    empty = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self._section: tuple[str, ...] = ()
        super().__init__(**kwargs)

    def paint(self, body: Body) -> None:
        assert isinstance(body, SheetBody)
        self.paint_head(self.ids.head, body.person, "")
        fill(self.ids.tabs, body.tabs, _tab, BigButton.paint)
        self.empty = "" if body.entries else body.empty
        entries: Any = self.ids.entries
        entries.cols = body.columns
        widest = max((faces.natural(entry.title, theme.BODY) for entry in body.entries), default=0)
        width = min(max(widest, _LEAST_TITLE), _MOST_TITLE[body.columns - 1])

        def paint_row(row: EntryRow, entry: Entry) -> None:
            row.title_width = width
            row.paint(entry)

        fill(entries, body.entries, EntryRow, paint_row)
        self.ids.actions.paint(body.actions)
        section = (body.person.number, *(tab.label for tab in body.tabs if tab.picked))
        if section != self._section:
            self._section = section
            self.ids.scroll.scroll_y = 1


def _tab() -> BigButton:
    return BigButton(font_size=theme.BODY)
