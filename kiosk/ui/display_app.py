"""The window of the customer's display, in a process of its own. This module imports without Kivy."""

from collections.abc import Callable
from typing import Any

from kiosk.flow.customer_views import CustomerView, Welcome
from kiosk.ui import panel
from kiosk.ui.panel import DISPLAY_WINDOW, Panel
from kiosk.ui.window import AppWindow

_UNSEEN = (1024, 600)  # px, where the window fills the screen anyway


class DisplayApp(AppWindow):
    """`run` blocks the main thread; `show` and `stop` may come from any. `size` in px; None: all of the screen."""

    def __init__(
        self,
        size: tuple[int, int] | None = None,
        on_beat: Callable[[], None] | None = None,
        *,
        turned: int | None = None,
    ) -> None:
        super().__init__("the customer's display", turned, on_beat)
        self._size = size
        self._view: CustomerView = Welcome()
        self._screen: Any = None
        self._area: Any = None
        self._trigger: Callable[[], Any] = _nothing

    # from any thread

    def show(self, view: CustomerView) -> None:
        """Paint this view on the next frame. Only the latest is painted; returns at once."""
        if view != self._view:
            self._view = view
            self._trigger()

    # on the main thread

    def run(self) -> None:
        self.open()
        self._serve()

    def open(self) -> None:
        """Make the window. `run` does it; a test that drives the event loop by hand calls it alone."""
        self._window = self._begin(Panel(*self._size or _UNSEEN), 0, self._size is None, DISPLAY_WINDOW)
        from kivy.clock import Clock
        from kivy.uix.floatlayout import FloatLayout

        from kiosk.ui.screens.display import DisplayScreen

        self._screen = DisplayScreen()
        self._area = FloatLayout()
        self._area.add_widget(self._screen)
        self._window.add_widget(self._area)
        self._window.bind(on_flip=_flip)
        Clock._max_fps = panel.ASLEEP_FPS  # nobody touches it
        self._trigger = Clock.create_trigger(lambda _: self._paint(), -1)
        self._trigger()
        self._begun()

    @property
    def area(self) -> Any:
        return self._area

    def _paint(self) -> None:
        self._screen.paint(self._view)
        self._window.canvas.ask_update()


def _flip(window: Any) -> bool:
    panel.flip(window)
    return True


def _nothing() -> None: ...
