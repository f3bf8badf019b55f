"""What a finger can press: it shows the press in the same frame, and sends its intent."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

from kiosk.flow.intents import Intent
from kiosk.ui.widgets.plate import Plate, Shade

Send = Callable[[Intent], None]


def sender_above(widget: Widget) -> Send:
    """Where intents go: the kiosk's root, which stands above every screen. A widget in no screen sends nothing."""
    above = widget.parent
    while above is not None and above is not above.parent:
        send: Send | None = getattr(above, "send_intent", None)
        if send is not None:
            return send
        above = above.parent
    return _nowhere


def _nowhere(_: Intent) -> None: ...


class Pressable(ButtonBehavior, Plate):
    """A plate to press. `label` is the name by which the stage finds it. No intent: it can't be pressed.

    A keyboard's key has `at_once`: it sends when the finger comes down, other buttons when it leaves, so that a finger
    that slides away has changed its mind. `shade` lies over it while it is pressed.
    """

    at_once = False
    shade: Shade = (0, 0, 0, 0.22)
    label = StringProperty("")
    intent = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_state_time = 0

    def on_state(self, _: Any, state: str) -> None:
        above: Any = self.canvas.after
        above.clear()
        if state == "down":
            above.add(Color(*self.shade))
            above.add(SmoothRoundedRectangle(pos=self.pos, size=self.size, radius=[self.radius], segments=8))

    def on_touch_down(self, touch: Any) -> bool:
        if self.intent is None:
            return False
        return bool(super().on_touch_down(touch))

    def on_press(self) -> None:
        if self.at_once:
            self._send()

    def on_release(self) -> None:
        if not self.at_once:
            self._send()

    def _send(self) -> None:
        if self.intent is not None:
            sender_above(self)(self.intent)
