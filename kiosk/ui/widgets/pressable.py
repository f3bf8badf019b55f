"""What a finger can press: it shows the press in the same frame, and sends its intent."""

from collections.abc import Callable
from typing import Any

from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

from kiosk.flow.intents import Intent

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


class Pressable(ButtonBehavior):
    """Mixed into a widget. `label` is the name by which the stage finds it. No intent: it can't be pressed.

    A keyboard's key has `at_once`: it sends when the finger comes down, other buttons when it leaves, so that a finger
    that slides away has changed its mind.
    """

    label = StringProperty("")
    intent = ObjectProperty(None, allownone=True)
    at_once = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_state_time = 0

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
