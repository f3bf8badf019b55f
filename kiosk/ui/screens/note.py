"""A note in the making: what there is of it, its kind, and sentences to begin with."""

from typing import Any

from kivy.properties import ObjectProperty, StringProperty

from kiosk.flow.views import Body, NoteBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import actions, ink_picture, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class NoteScreen(Headed):
    compact = True
    text = StringProperty("")
    hint = StringProperty("")
    ink = ObjectProperty(None, allownone=True)
    page = StringProperty("")

    def paint(self, body: Body) -> None:
        assert isinstance(body, NoteBody)
        self.paint_head(self.ids.head, body.person, "")
        self.text, self.hint, self.ink = body.text, body.hint, body.ink
        fill(self.ids.ways, body.ways, _small, BigButton.paint)
        fill(self.ids.options, body.options, _small, BigButton.paint)
        fill(self.ids.templates, body.templates, _small, BigButton.paint)
        self.page = body.page
        pages: Any = self.ids.pages
        fill(pages, body.pages, _small, BigButton.paint)
        self.ids.actions.paint(body.actions)


def _small() -> BigButton:
    return BigButton(font_size=theme.BODY)
