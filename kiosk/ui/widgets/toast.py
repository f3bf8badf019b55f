"""What was just done, with its undo. It lies over the bottom left and lets every touch through but the undo's."""

from typing import Any

from kivy.properties import StringProperty

from kiosk.flow.views import Level, Toast
from kiosk.ui import theme
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Pressable

theme.load_style(__file__)


class UndoButton(Pressable):
    shade = (1, 1, 1, 0.25)


class ToastBar(Plate):
    text = StringProperty("")
    sign = StringProperty("tick")

    def paint(self, toast: Toast) -> None:
        self.text = toast.text
        self.sign = "warn" if toast.level is Level.WARN else "tick"
        undo: Any = self.ids.undo
        undo.label = toast.undo.label if toast.undo else ""
        undo.intent = toast.undo.intent if toast.undo else None
