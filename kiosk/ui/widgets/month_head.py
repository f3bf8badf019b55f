"""The head of what is about a month: which month, a word about it, and the ways to the months beside it."""

from typing import Any

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Button
from kiosk.ui import theme
from kiosk.ui.widgets import ja_label  # noqa: F401  the kv beside this names it
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)


class MonthHead(BoxLayout):
    title = StringProperty("")
    note = StringProperty("")

    def paint(self, title: str, note: str, turns: tuple[Button, ...]) -> None:
        self.title, self.note = title, note
        fill(self.ids.turns, turns, _turn, BigButton.paint)


def _turn() -> Any:
    return BigButton(font_size=theme.BODY)
