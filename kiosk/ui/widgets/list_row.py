"""One row of a list: what, more about it, a figure at the right, and its own buttons."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from kiosk.flow.views import Level, Row
from kiosk.ui import theme
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable

theme.load_style(__file__)

_COLOURS = {Level.CALM: theme.HINT, Level.GOOD: theme.GREEN, Level.WARN: theme.WARN, Level.BAD: theme.BAD}


class ListRow(Pressable, Plate):
    row = ObjectProperty(None, allownone=True)
    detail = StringProperty("")
    end = StringProperty("")
    shape = StringProperty("none")

    def on_row(self, _: Any, row: Row) -> None:
        self.label = row.title
        self.detail = row.detail
        self.end = row.end
        self.intent = row.intent
        self.shape = "none" if row.level is Level.CALM else row.level.value
        self.ids.mark.color = self.ids.end.color = _COLOURS[row.level]
        self.edge = theme.EDGE if row.intent else theme.LINE
        fill(self.ids.buttons, row.buttons, self._button, BigButton.paint)

    def paint(self, row: Row) -> None:
        self.row = row

    @staticmethod
    def _button() -> BigButton:
        return BigButton(font_size=theme.BODY)

    def on_touch_down(self, touch: Any) -> bool:
        # the row's own buttons come before the row
        return bool(self.ids.buttons.dispatch("on_touch_down", touch)) or super().on_touch_down(touch)
