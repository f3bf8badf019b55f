"""A few large choices, and a way out of them."""

from typing import Any

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.flow.views import Body, ChoiceBody
from kiosk.ui import theme
from kiosk.ui.screens.screen import Headed
from kiosk.ui.widgets import ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)

_ABREAST = 3
_TWO_ROWS_TAKE = 8  # more of them stand in three rows: two lines in each still fit


class ChoiceScreen(Headed):
    """With a person the head is theirs, and the title stands above the text."""

    title = StringProperty("")
    text = StringProperty("")
    loud = BooleanProperty(False)
    done = NumericProperty(-1)  # 0..1 of a bar; below 0 there is none

    def paint(self, body: Body) -> None:
        assert isinstance(body, ChoiceBody)
        self.paint_head(self.ids.head, body.person, body.title, body.level)
        self.title = body.title if body.person else ""
        self.text, self.loud = body.text, body.loud
        self.done = -1 if body.done is None else body.done
        grid: Any = self.ids.choices
        many = len(body.choices)
        rows = 2 if many <= _TWO_ROWS_TAKE else 3
        grid.cols = many if 0 < many <= _ABREAST else max(2, -(-many // rows))
        fill(grid, body.choices, _choice, BigButton.paint)
        fill(self.ids.leave, (body.leave,) if body.leave else (), _leave, BigButton.paint)
        fill(self.ids.on, (body.on,) if body.on else (), _leave, BigButton.paint)


def _choice() -> BigButton:
    return BigButton(font_size=theme.TITLE, pad=theme.EDGE_GAP, more=theme.BODY)


def _leave() -> BigButton:
    return BigButton()
