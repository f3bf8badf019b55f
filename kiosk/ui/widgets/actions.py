"""The buttons of a screen in their fixed places: a column at the right, or a row along the bottom."""

from typing import Any

from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Button, Role
from kiosk.ui import theme
from kiosk.ui.widgets.big_button import BigButton
from kiosk.ui.widgets.filling import fill

theme.load_style(__file__)

_COLUMN_TAKES = 4  # more buttons than these stand two abreast above the last


class ActionColumn(BoxLayout):
    """The last button stands at the bottom, the largest; the others above it."""

    def paint(self, buttons: tuple[Button, ...]) -> None:
        abreast = 1 if len(buttons) <= _COLUMN_TAKES else 2
        rest, last = buttons[:-1], buttons[-1:]
        rows = [*(rest[at : at + abreast] for at in range(0, len(rest), abreast)), *([last] if last else [])]
        fill(self, rows, _row, _paint_row)
        for row in self.children:
            row.size_hint_y = 1.0
        if self.children:
            self.children[0].size_hint_y = 1.7
            for button in self.children[0].children:
                button.font_size = theme.TITLE


class ActionRow(BoxLayout):
    """From left to right; the last one is the widest. `share` of the width is theirs, right-aligned."""

    def paint(self, buttons: tuple[Button, ...]) -> None:
        fill(self, buttons, BigButton, BigButton.paint)
        for at, widget in enumerate(reversed(self.children)):
            widget.size_hint_x = 1.5 if buttons[at].role is Role.PRIMARY else 1.0


def _row() -> Any:
    return BoxLayout(spacing=theme.GAP)


def _paint_row(row: Any, buttons: tuple[Button, ...]) -> None:
    fill(row, buttons, BigButton, _paint_plain)


def _paint_plain(widget: Any, button: Button) -> None:
    widget.font_size = theme.LARGE
    widget.paint(button)
