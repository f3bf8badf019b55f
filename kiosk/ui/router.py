"""Which layout paints which body. Layouts are built when first needed, or one by one while nothing happens."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from kivy.uix.floatlayout import FloatLayout

from kiosk.flow.intents import Intent
from kiosk.flow.views import (
    ChoiceBody,
    CustomerBody,
    IdleBody,
    InkBody,
    ListBody,
    NoteBody,
    PairBody,
    PickBody,
    PinBody,
    QuestionBody,
    QuestionsBody,
    ReportBody,
    SaleBody,
    ShadeBody,
    SheetBody,
    TagsBody,
    TimelineBody,
    TypeBody,
    View,
)
from kiosk.ui import theme
from kiosk.ui.rehearsal import rehearsal
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.filling import put_in
from kiosk.ui.widgets.toast import ToastBar

theme.load_style(__file__)

# in the order in which they are likely to be needed
_LAYOUTS: dict[type, tuple[str, str]] = {
    IdleBody: ("idle", "IdleScreen"),
    CustomerBody: ("customer", "CustomerScreen"),
    SaleBody: ("sale", "SaleScreen"),
    ChoiceBody: ("choice", "ChoiceScreen"),
    TagsBody: ("tags", "TagsScreen"),
    TypeBody: ("typing", "TypingScreen"),
    ListBody: ("list", "ListScreen"),
    PickBody: ("pick", "PickScreen"),
    ShadeBody: ("shade", "ShadeScreen"),
    PinBody: ("pin", "PinScreen"),
    TimelineBody: ("timeline", "TimelineScreen"),
    NoteBody: ("note", "NoteScreen"),
    InkBody: ("ink", "InkScreen"),
    SheetBody: ("sheet", "SheetScreen"),
    PairBody: ("pair", "PairScreen"),
    ReportBody: ("report", "ReportScreen"),
    QuestionsBody: ("questions", "QuestionsScreen"),
    QuestionBody: ("question", "QuestionScreen"),
}


class Router(FloatLayout):
    """The kiosk's area: one layout at a time, and the toast above it."""

    def __init__(self, send_intent: Callable[[Intent], None], **kwargs: Any) -> None:
        self.send_intent = send_intent
        self._layouts: dict[type, Screen] = {}
        super().__init__(**kwargs)
        self._toast = ToastBar(size_hint=(None, None))
        self.shown: Screen | None = None

    def paint(self, view: View) -> None:
        layout = self._layout(type(view.body))
        layout.paint(view.body)
        if layout is not self.shown:
            self.clear_widgets()
            self.add_widget(layout)
            self.shown = layout
            self._place_toast()
        put_in(self, self._toast, view.toast is not None)
        if view.toast is not None:
            self._toast.paint(view.toast)

    def _place_toast(self, *_: Any) -> None:
        if self.shown is not None:
            self._toast.pos = self.x + self.shown.toast_x, self.y + self.shown.toast_y
            self._toast.width = self.shown.toast_width

    def warm_up(self) -> bool:
        """Build and fill the next layout that isn't there yet. False: all are."""
        for body in _LAYOUTS:
            if body not in self._layouts:
                layout = self._layout(body)
                layout.size = self.size
                layout.paint(rehearsal(body))
                return True
        return False

    def _layout(self, body: type) -> Screen:
        if body not in self._layouts:
            module, name = _LAYOUTS[body]
            layout = getattr(import_module(f"kiosk.ui.screens.{module}"), name)(size=self.size)
            for edge in ("toast_x", "toast_y", "toast_width"):
                layout.fbind(edge, self._place_toast)
            self._layouts[body] = layout
        return self._layouts[body]
