"""The widget that every text stands in: Japanese line breaking, shrinking into its box, fall-back characters."""

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import faces, theme
from kiosk.ui.lettering import PITCH, Setting, clean


class JaLabel(Widget):
    """Paints `text` inside its box. Too long, it shrinks to `least`, then ends in an ellipsis, on purpose and visibly.

    `most` lines at most (0: as many as the box takes). `grow` sets the height to what the text needs at this width;
    `hug` sets the width to what one line needs.
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
        self._setting: Setting | None = None
        self._tint = Color(rgba=theme.INK)
        self._lines = InstructionGroup()
        self._again = Clock.create_trigger(self._set, -1)
        kwargs.setdefault("size", (0, 0))
        super().__init__(**kwargs)
        self.canvas.add(self._tint)
        self.canvas.add(self._lines)
        for name in ("text", "font_size", "bold"):
            self.fbind(name, self._reckon)
        for name in ("text", "font_size", "least", "bold", "halign", "valign", "most", "grow", "size"):
            self.fbind(name, self._again)
        self.fbind("pos", self._place)
        self.fbind("color", self._colour)
        self._colour()
        self._reckon()
        self._again()

    @property
    def painted(self) -> str:
        """What a person reads here: the text, or what the ellipsis left of it."""
        if self._setting is None:
            return ""
        return " ".join(self._setting.lines) if self._setting.cut else clean(self.text)

    def _colour(self, *_: Any) -> None:
        self._tint.rgba = self.color

    def _reckon(self, *_: Any) -> None:
        text = clean(self.text)
        self.natural = round(faces.width(text, round(self.font_size), self.bold)) + 1 if text else 0

    def _set(self, *_: Any) -> None:
        text = clean(self.text)
        if not text or self.width < 1:
            self._setting = None
            if self.grow:
                self.height = 0
        else:
            height = 1e6 if self.grow else self.height
            self._setting = faces.set_text(
                text,
                (self.width, height),
                self.font_size,
                min(self.least or self.font_size, self.font_size),
                self.most,
                self.bold,
                self.halign == "center",
            )
            if self.grow:
                self.height = round(self._setting.height)
        self._place()

    def _place(self, *_: Any) -> None:
        self._lines.clear()
        setting = self._setting
        if setting is None:
            return
        size = setting.size
        slack = {"top": 0.0, "middle": (self.height - setting.height) / 2, "bottom": self.height - setting.height}
        top = self.y + self.height - slack[self.valign]
        for number, line in enumerate(setting.lines):
            pictures = [faces.picture(font, piece, size) for font, piece in faces.runs(line, self.bold) if piece]
            spare = self.width - sum(picture.width for picture in pictures)
            x = self.x + {"left": 0.0, "center": spare / 2, "right": spare}[self.halign]
            y = top - size * (1 + PITCH * number)
            for picture in pictures:
                # whole pixels, or the letters blur
                self._lines.add(Rectangle(texture=picture, pos=(round(x), round(y)), size=picture.size))
                x += picture.width
