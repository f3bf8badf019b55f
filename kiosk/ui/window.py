"""What the windows of both processes have in common: jobs from other threads, and faults that end nothing."""

import logging
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from kiosk.ui import panel
from kiosk.ui.panel import Panel

log = logging.getLogger(__name__)


class AppWindow(ABC):
    """One window of Kivy's, which is imported when it opens."""

    def __init__(self, what: str, turned: int | None, on_beat: Callable[[], None] | None) -> None:
        """`what`: how the log calls it. `turned` as in kiosk.ui.panel.turn. `on_beat` is called on the main thread
        every second."""
        self._what = what
        self._turned = turned
        self._on_beat = on_beat
        self.opened = threading.Event()  # set at the end of `open`
        self._stopped = False
        self.faults = 0  # exceptions in callbacks that were logged and survived

    @property
    @abstractmethod
    def area(self) -> Any:
        """The widget that holds all that it shows; None before it is open."""

    # from any thread

    def call_soon(self, job: Callable[[], None]) -> None:
        """Run a job on the main thread in the next frame. Before the window is open it is dropped."""
        if self.opened.is_set():
            from kivy.clock import Clock

            Clock.schedule_once(lambda _: job(), -1)

    def call_after_frame(self, job: Callable[[], None]) -> None:
        """Run a job on the main thread when the coming frame has been laid out and drawn."""
        from kivy.clock import Clock

        Clock.schedule_once(lambda _: job(), 0)

    def stop(self) -> None:
        """End `run`, or keep it from beginning."""
        self._stopped = True
        self.call_soon(self._end)

    # on the main thread

    def _begin(self, size: Panel, extra_width: int, full_screen: bool, window: str) -> Any:
        """The first of `open`: Kivy's own window, in which nothing is yet. `window`: by which a compositor knows it."""
        panel.prepare(size, extra_width, full_screen, self._turned, window)
        from kivy.base import EventLoop, ExceptionManager
        from kivy.core.window import Window

        from kiosk.ui.faults import Survive

        EventLoop.ensure_window()
        panel.turn(Window, self._turned)
        ExceptionManager.add_handler(Survive(self._note_fault))
        return Window

    def _begun(self) -> None:
        """The last of `open`."""
        if (beat := self._on_beat) is not None:
            from kivy.clock import Clock

            Clock.schedule_interval(lambda _: beat(), 1.0)
        self.opened.set()

    def _serve(self) -> None:
        """Serve the open window until `stop`, and close it."""
        from kivy.base import EventLoop, runTouchApp

        try:
            if not self._stopped:
                runTouchApp()
        finally:
            EventLoop.close()

    def _note_fault(self, fault: BaseException) -> None:
        """Where it was, without the message: that could hold a customer's name."""
        self.faults += 1
        where = "".join(traceback.format_tb(fault.__traceback__))
        log.error("%s survived %s\n%s", self._what, type(fault).__name__, where)

    def _end(self) -> None:
        from kivy.base import stopTouchApp

        stopTouchApp()
