"""The palette: one touch puts a tag on, touched again it goes."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Body, TagsBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class TagsScreen(Headed):
    compact = True
    page = StringProperty("")
    title = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, TagsBody)
        self.paint_head(self.ids.head, body.person, body.title)
        self.title = body.title if body.person else ""
        fill(self.ids.presets, body.presets, BigButton, BigButton.paint)
        fill(self.ids.options, body.options, _option, BigButton.paint)
        self.page = body.page
        pages: Any = self.ids.pages
        fill(pages, body.pages, _turn, BigButton.paint)
        self.ids.actions.paint(body.actions)


def _option() -> BigButton:
    return BigButton(font_size=theme.BODY, detail_first=True)


def _turn() -> BigButton:
    return BigButton(font_size=theme.BODY)
