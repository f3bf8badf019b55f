"""お会計: what is rung up at the left, the number pad at the right, the one way on at the bottom right."""

from typing import Any, ClassVar

from kivy.metrics import mm
from kivy.properties import StringProperty

from kiosk.flow.views import Body, Role, SaleBody, SaleLineRow
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import ja_label, number_pad, sale_line, sums, who_line  # noqa: F401  the kv beside names them
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.sale_line import line_height

theme.load_style(__file__)

_NARROW: float = mm(0.6)  # beside the words of a small button


class AddButton(BigButton):
    """What is typed becomes a line: the pad's way on, tinted like the screen's."""

    looks: ClassVar = {**BigButton.looks, Role.PLAIN: (theme.GREEN_TINT, theme.GREEN, theme.GREEN)}


class SaleScreen(Screen):
    """Three columns (lines, functions, pad) in three bands (who and what is typed, the work, total and actions)."""

    empty = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        self._lines: tuple[SaleLineRow, ...] = ()
        super().__init__(**kwargs)
        self.ids.erase.add_widget(number_pad.erase_key())
        self.ids.lines.fbind("width", self._fill_lines)

    def paint(self, body: Body) -> None:
        assert isinstance(body, SaleBody)
        ids: Any = self.ids
        ids.who.paint(body.person, body.who, body.invite)
        ids.typed.paint(body.pad_title, body.typed)
        self.empty = "" if body.lines else body.empty
        added = len(body.lines) > len(self._lines)
        if body.lines != self._lines:
            self._lines = body.lines
            self._fill_lines()
        if added:
            ids.lines.scroll_y = 0
        ids.sums.paint(body.sums)
        ids.total.paint(body.total)
        fill(ids.functions, body.functions, _function, BigButton.paint)
        fill(ids.adds, body.adds, _add, BigButton.paint)
        fill(ids.back, body.actions[:-1], _small, BigButton.paint)
        fill(ids.forward, body.actions[-1:], _forward, BigButton.paint)

    def _fill_lines(self, *_: Any) -> None:
        lines: Any = self.ids.lines
        width = lines.width - theme.BAR
        lines.data = [{"line": line, "height": line_height(line, width)} for line in self._lines]

    def on_parent(self, _: Any, parent: Any) -> None:
        """Come back to, it shows the end again."""
        if parent is not None:
            self.ids.lines.scroll_y = 0


def _function() -> BigButton:
    return BigButton(font_size=theme.BODY, pad=_NARROW, more=theme.TINY)


def _add() -> AddButton:
    return AddButton(font_size=theme.LARGE, pad=_NARROW, more=theme.TINY)


def _small() -> BigButton:
    return BigButton(font_size=theme.BODY)


def _forward() -> BigButton:
    return BigButton(font_size=theme.TITLE, pad=theme.EDGE_GAP, more=theme.LARGE)
