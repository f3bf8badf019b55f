"""The navy head: who stands at the counter, or what this screen is about. Always at the top."""

from kivy.properties import ColorProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.flow.views import Level, Person
from kiosk.ui import theme
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them

theme.load_style(__file__)

_SHAPES = {Level.CALM: "none", Level.GOOD: "good", Level.WARN: "warn", Level.BAD: "bad"}
_COLOURS = {Level.CALM: theme.NAVY, Level.GOOD: theme.NAVY, Level.WARN: theme.WARN, Level.BAD: theme.BAD}


class PersonHead(BoxLayout):
    """The person in full: reading, name, visits at the left; points and what expires next at the right."""

    full_name = StringProperty("")
    reading = StringProperty("")
    number = StringProperty("")
    points = StringProperty("")
    points_unit = StringProperty("")
    expiry = StringProperty("")
    visits = StringProperty("")
    sign = StringProperty("")

    def paint(self, person: Person) -> None:
        self.full_name, self.reading, self.number = person.name, person.reading, person.number
        self.points, self.points_unit, self.expiry = person.points, person.points_unit, person.expiry
        self.visits, self.sign = person.visits, person.sign


class PersonLine(PersonHead):
    """The person in less height, for screens that need the room."""


class TitleHead(BoxLayout):
    """A title where no customer is at hand; its colour and its shape tell trouble."""

    title = StringProperty("")
    shape = StringProperty("none")
    colour = ColorProperty(theme.NAVY)

    def paint(self, title: str, level: Level = Level.CALM) -> None:
        self.title = title
        self.shape = _SHAPES[level]
        self.colour = _COLOURS[level]


class HeadPlace(BoxLayout):
    """Holds the one head that fits: the person's, or the title's. Made once, exchanged, never both."""

    def show(self, head: Widget) -> None:
        if self.children != [head]:
            self.clear_widgets()
            self.add_widget(head)
