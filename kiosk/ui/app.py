"""The kiosk's window. Made by the composition root; this module and kiosk.ui.panel import without Kivy."""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from kiosk.flow.intents import Pressed
from kiosk.flow.views import TypeBody, View
from kiosk.ui import panel
from kiosk.ui.panel import COUNTER_WINDOW, Panel
from kiosk.ui.pressing import Presses
from kiosk.ui.strip import STRIP_WIDTH, StripGroup
from kiosk.ui.typewriter import Typewriter
from kiosk.ui.window import AppWindow

OnPainted = Callable[[int, float], None]

DOZE_AFTER = 8.0  # s without a touch or a view until the screen looks for touches less often
WARM_UP_EVERY = 0.15  # s between two layouts built ahead


class KioskApp(AppWindow):
    """One window, one process: Kivy has no second. `run` blocks the main thread; `show` and `stop` may come from any.

    `size` is the kiosk's area in px. `strip` are the simulation's buttons at its right. `on_painted` is called on the
    main thread with the serial of a view and the time.monotonic() at which it was really on the screen.
    """

    def __init__(
        self,
        size: tuple[int, int],
        put: Callable[[Pressed], None],
        *,
        strip: Sequence[StripGroup] = (),
        full_screen: bool = False,
        turned: int | None = None,
        on_painted: OnPainted | None = None,
        on_beat: Callable[[], None] | None = None,
    ) -> None:
        super().__init__("the screen", turned, on_beat)
        self._panel = Panel(*size)
        self._strip = tuple(strip)
        self._full_screen = full_screen
        self._on_painted = on_painted
        self._presses = Presses(self._waking(put), lambda: self.painted_serial)
        self._flipped = threading.Condition()
        self._painted = -1
        self._latest: View | None = None
        self._laid_out: int | None = None  # painted in memory, not yet flipped
        self._last_life = time.monotonic()
        self._router: Any = None
        self._typewriter: Typewriter | None = None
        self._trigger: Callable[[], Any] = _nothing

    # from any thread

    def show(self, view: View) -> None:
        """Paint this view on the next frame. Only the latest is painted; returns at once."""
        self._latest = view
        self._trigger()

    @property
    def painted_serial(self) -> int:
        """Serial of the view that is on the screen; -1 before the first."""
        return self._painted

    def wait_painted(self, serial: int, timeout: float) -> bool:
        """Block until this view or a later one is on the screen, `timeout` seconds at most; whether it is."""
        with self._flipped:
            return self._flipped.wait_for(lambda: self._painted >= serial, timeout)

    # on the main thread

    def run(self, first: View) -> None:
        """Open the window with its first view and serve it until `stop`."""
        self.open(first)
        self._serve()

    def open(self, first: View) -> None:
        """Make the window. `run` does it; a test that drives the event loop by hand calls it alone."""
        window = self._begin(self._panel, STRIP_WIDTH if self._strip else 0, self._full_screen, COUNTER_WINDOW)
        from kivy.clock import Clock

        from kiosk.ui.router import Router

        self._router = Router(self._presses.send)
        self._trigger = Clock.create_trigger(lambda _: self._paint(), -1)
        self._window = window
        window.add_widget(self._beside_strip(self._router) if self._strip else self._router)
        window.bind(on_flip=self._flip, on_touch_down=self._wake_by_touch, mouse_pos=self._wake_by_touch)
        if self._full_screen:
            window.bind(on_request_close=lambda *_, **__: True)  # no key of a keyboard ends the kiosk
        self._typewriter = Typewriter(window, self._presses.send, self._takes_text)
        self.show(first)
        Clock.schedule_interval(lambda _: self._doze(), 1.0)
        self._begun()

    @property
    def area(self) -> Any:
        """The kiosk's screen, without the strip beside it."""
        return self._router

    def _takes_text(self) -> bool:
        return self._latest is not None and isinstance(self._latest.body, TypeBody)

    def _beside_strip(self, router: Any) -> Any:
        from kiosk.ui.strip import build_strip

        return build_strip(router, self._panel.width, self._strip)

    def _paint(self) -> None:
        view = self._latest
        if view is None:
            return
        self._router.paint(view)
        self._laid_out = view.serial
        # an equal view changes no pixel, but its painting is waited for
        self._window.canvas.ask_update()

    def _flip(self, window: Any) -> bool:
        """In place of Kivy's own handler, which comes after every other and so would tell us too early."""
        panel.flip(window)
        if self._laid_out is not None:
            at, serial, self._laid_out = time.monotonic(), self._laid_out, None
            first = self._painted < 0
            # told before it can be waited for: who waited may ask when it was
            if self._on_painted is not None:
                self._on_painted(serial, at)
            with self._flipped:
                self._painted = serial
                self._flipped.notify_all()
            if first:
                self._warm_up_soon()
        return True

    def _warm_up_soon(self) -> None:
        from kivy.clock import Clock

        def next_layout(_: float) -> None:
            if self._router.warm_up():
                Clock.schedule_once(next_layout, WARM_UP_EVERY)
            else:
                # the widgets stay: without them a full collection is 3 ms and not 50, whatever frame it falls into
                gc.freeze()

        Clock.schedule_once(next_layout, WARM_UP_EVERY)

    def _waking(self, put: Callable[[Pressed], None]) -> Callable[[Pressed], None]:
        def send(pressed: Pressed) -> None:
            self._wake()
            put(pressed)

        return send

    def _wake_by_touch(self, *_: Any) -> bool:
        self._wake()
        return False

    def _wake(self) -> None:
        from kivy.clock import Clock

        self._last_life = time.monotonic()
        Clock._max_fps = panel.AWAKE_FPS

    def _doze(self) -> None:
        from kivy.clock import Clock

        if time.monotonic() - self._last_life > DOZE_AFTER:
            Clock._max_fps = panel.ASLEEP_FPS


def _nothing() -> None:
    """Before the window is open the latest view only waits."""
