"""これまで: a list without an end. It asks for more before the finger comes to what it has."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.intents import Intent
from kiosk.flow.views import Body, EventRow, TimelineBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, event_row, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.event_row import event_height
from kiosk.ui.widgets.pressable import sender_above

theme.load_style(__file__)

_SPACING = theme.GAP * 0.6
_AHEAD = 2.0  # screens below the last row in sight: less, and more is asked for


class TimelineScreen(Headed):
    compact = True
    empty = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self._rows: tuple[EventRow, ...] = ()
        self._more: Intent | None = None
        self._asked: Intent | None = None
        self._content = 0.0  # px that all rows take
        super().__init__(**kwargs)
        self.fbind("width", self._fill_rows)
        for edge in ("scroll_y", "height"):
            self.ids.rows.fbind(edge, self._ask)

    def paint(self, body: Body) -> None:
        assert isinstance(body, TimelineBody)
        self.paint_head(self.ids.head, body.person, "")
        self.empty = "" if body.rows else body.empty
        self._more = body.more
        self._rows = body.rows
        self._fill_rows()
        self.ids.actions.paint(body.actions)
        self._ask()

    def _fill_rows(self, *_: Any) -> None:
        """What is in sight stays where it is: the list's place is a share of its length, and that grows."""
        rows: Any = self.ids.rows
        width = self.width - 2 * theme.EDGE_GAP - theme.BAR
        above = max(0.0, self._content - rows.height) * (1 - rows.scroll_y)
        heights = [event_height(row, width) for row in self._rows]
        self._content = sum(heights) + _SPACING * max(0, len(heights) - 1)
        rows.data = [{"event": row, "height": height} for row, height in zip(self._rows, heights, strict=True)]
        hidden = self._content - rows.height
        rows.scroll_y = 1 - min(1.0, above / hidden) if hidden > 0 else 1

    def _ask(self, *_: Any) -> None:
        rows: Any = self.ids.rows
        below = max(0.0, self._content - rows.height) * rows.scroll_y
        if (
            self.parent is not None
            and self._more is not None
            and self._more != self._asked
            and below < _AHEAD * rows.height
        ):
            self._asked = self._more
            sender_above(self)(self._more)

    def on_parent(self, _: Any, parent: Any) -> None:
        """Another customer's timeline begins at its newest row."""
        self._asked = None
        if parent is not None:
            self.ids.rows.scroll_y = 1
            self._ask()
