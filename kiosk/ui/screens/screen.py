"""What every layout is: a widget that paints one kind of body in place, and knows where a toast may lie."""

from typing import Any

from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Body, Level, Person
from kiosk.ui import theme
from kiosk.ui.widgets.head import HeadPlace, PersonHead, PersonLine, TitleHead


class Screen(BoxLayout):
    """Built once, kept, and painted again with each new body.

    The toast lies at the bottom left, beside the actions and never over them; each layout's kv says where that is.
    """

    toast_x = NumericProperty(theme.EDGE_GAP)
    toast_y = NumericProperty(theme.EDGE_GAP)
    toast_width = NumericProperty(theme.BODY * 22)

    def paint(self, body: Body) -> None:
        raise NotImplementedError


class Headed(Screen):
    """A layout whose head is either the person or a title."""

    compact = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._person = PersonLine() if self.compact else PersonHead()
        self._title = TitleHead()

    def paint_head(self, place: HeadPlace, person: Person | None, title: str, level: Level = Level.CALM) -> None:
        if person is not None:
            self._person.paint(person)
            place.show(self._person)
        else:
            self._title.paint(title, level)
            place.show(self._title)
