"""What the windows of both processes have in common: jobs from other threads, and faults that end nothing."""

import logging
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


class AppWindow(ABC):
    """One window of Kivy's, which is imported when it opens."""

    def __init__(self, what: str) -> None:
        """`what`: how the log calls it."""
        self._what = what
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
