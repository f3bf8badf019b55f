"""The widget that a text stands in where layouts give it its place."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import faces, theme
from kiosk.ui.lettering import clean
from kiosk.ui.widgets.writing import Writing

_UNLIMITED = 1e6


class JaLabel(Widget):
    """Paints `text` inside its box as a `Writing` does.

    `most` lines at most (0: as many as the box takes). `grow` sets the height to what the text needs at this width;
    `natural` is the width that one line needs.
    """

    text = StringProperty("")
    font_size = NumericProperty(theme.BODY)
    least = NumericProperty(0)
    bold = BooleanProperty(False)
    color = ColorProperty(theme.INK)
    halign = OptionProperty("left", options=("left", "center", "right"))
    valign = OptionProperty("middle", options=("top", "middle", "bottom"))
    most = NumericProperty(0)
    grow = BooleanProperty(False)
    natural = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        again = Clock.create_trigger(self._write, -1)
        kwargs.setdefault("size", (0, 0))
        super().__init__(**kwargs)
        self._writing = Writing(self.canvas)
        self.writings = (self._writing,)
        for name in ("text", "font_size", "bold"):
            self.fbind(name, self._reckon)
        for name in ("text", "font_size", "least", "bold", "color", "halign", "valign", "most", "grow", "pos", "size"):
            self.fbind(name, again)
        self._reckon()
        again()

    def _reckon(self, *_: Any) -> None:
        self.natural = faces.natural(clean(self.text), self.font_size, self.bold)

    def _write(self, *_: Any) -> None:
        writing = self._writing
        writing.bold, writing.halign, writing.valign = self.bold, self.halign, self.valign
        if self.grow:
            text = clean(self.text)
            room = (self.width, _UNLIMITED)
            shown = text and self.width >= 1
            need = writing.set(text, room, self.font_size, self.least, self.most).height if shown else 0.0
            self.height = round(need)
            # layouts reckon in whole pixels, the lines need their exact height
            box = (self.x, self.y + (round(need) - need) / 2, self.width, need)
        else:
            box = (*self.pos, *self.size)
        writing.write(self.text, box, self.color, self.font_size, self.least, self.most)
