"""A tag that is on, as a chip. One that hides something shows it only while it is held down."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, StringProperty

from kiosk.flow.intents import Intent
from kiosk.flow.views import Chip
from kiosk.ui import theme
from kiosk.ui.widgets import glyph, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate
from kiosk.ui.widgets.pressable import Send, sender_above

theme.load_style(__file__)

HOLD = 0.4  # s a finger must rest before anything is revealed: a brush with the sleeve reveals nothing


class TagChip(Plate):
    label = StringProperty("")
    mark = StringProperty("")
    household = BooleanProperty(False)
    held = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        self._hold: Intent | None = None
        self._release: Intent | None = None
        self._owed: Intent | None = None  # sent when the finger leaves, whatever the chip has become meanwhile
        self._ripe = Clock.create_trigger(self._reveal, HOLD)
        super().__init__(**kwargs)
        self._send: Send = sender_above(self)

    @property
    def holdable(self) -> bool:
        return self._hold is not None

    def paint(self, chip: Chip) -> None:
        self.label = chip.text
        self.mark = chip.mark
        self.household = chip.household
        self._hold, self._release = chip.hold, chip.release
        self.fill = theme.CARD if chip.hold else theme.AMBER
        self.edge = theme.EDGE if chip.hold else theme.AMBER

    def on_touch_down(self, touch: Any) -> bool:
        if self._hold is None or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._send = sender_above(self)  # now: under the finger the chip may leave the screen
        self.held = True
        self._ripe()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.held = False
        self._ripe.cancel()
        if self._owed is not None:
            self._send(self._owed)
            self._owed = None
        return True

    def _reveal(self, *_: Any) -> None:
        if self._hold is not None:
            self._owed = self._release
            self._send(self._hold)
