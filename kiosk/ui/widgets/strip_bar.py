"""The simulation's strip. It looks unlike the kiosk, so that nobody takes it for a part of it."""

from collections.abc import Callable
from typing import Any

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.stacklayout import StackLayout

from kiosk.ui import theme
from kiosk.ui.strip import STRIP_WIDTH, StripGroup
from kiosk.ui.widgets.ja_label import JaLabel
from kiosk.ui.widgets.plate import Plate

theme.load_style(__file__)


class StripButton(ButtonBehavior, Plate):
    label = StringProperty("")
    run: Callable[[], None] | None = ObjectProperty(None, allownone=True)

    def on_release(self) -> None:
        if self.run is not None:
            self.run()


class StripTitle(JaLabel):
    pass


class StripButtons(StackLayout):
    """Two abreast where the labels are short enough; a long one takes the whole width."""


class StripBar(ScrollView):
    def fill(self, groups: tuple[StripGroup, ...]) -> None:
        for group in groups:
            self.ids.column.add_widget(StripTitle(text=group.title))
            buttons = StripButtons()
            for item in group.items:
                buttons.add_widget(StripButton(label=item.label, run=item.run))
            self.ids.column.add_widget(buttons)

    @classmethod
    def beside(cls, area: Any, area_width: int, groups: tuple[StripGroup, ...]) -> BoxLayout:
        both = BoxLayout()
        area.size_hint_x, area.width = None, area_width
        bar = cls(size_hint_x=None, width=STRIP_WIDTH)
        bar.fill(groups)
        both.add_widget(area)
        both.add_widget(bar)
        return both
