"""A note drawn by finger: the drawing area, and its few tools at the right."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Body, InkBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ink_pad, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class InkScreen(Headed):
    compact = True
    hint = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, InkBody)
        self.paint_head(self.ids.head, body.person, "")
        self.hint = "" if body.ink.strokes else body.hint
        self.ids.pad.paint(body.ink, body.pen, body.heard)
        fill(self.ids.tools, body.tools, _tool, BigButton.paint)
        self.ids.actions.paint(body.actions)

    def on_parent(self, _: Any, parent: Any) -> None:
        if parent is not None:
            self.ids.pad.begin()


def _tool() -> BigButton:
    return BigButton(font_size=theme.BODY, detail_first=True)
