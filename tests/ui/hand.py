"""Drives the screen's event loop by hand, one frame at a time, in the thread of the test."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.flow.intents import Intent, Pressed
from kiosk.flow.views import ChoiceBody, View
from kiosk.ui.app import KioskApp
from kiosk.ui.stage import Stage
from kiosk.value import replace

Result = TypeVar("Result")

DEADLINE = 20.0  # s, for a loaded machine


class Frames:
    """The window of this process, frame by frame."""

    stage: Stage

    def __exit__(self, *_: object) -> None:
        from kivy.base import EventLoop

        EventLoop.close()

    def frame(self) -> None:
        """One turn of Kivy's own loop, with its way of surviving exceptions."""
        from kivy.base import EventLoop, ExceptionManager

        try:
            EventLoop.idle()
            EventLoop.window.mainloop()
        except Exception as fault:
            if ExceptionManager.handle_exception(fault) == ExceptionManager.RAISE:
                raise

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + DEADLINE
        while not done():
            assert time.monotonic() < deadline, "the screen did not come to it"
            self.frame()

    def ask(self, question: Callable[[Stage], Result]) -> Result:
        """Ask the stage from another thread, as the console does, while frames go by here."""
        return self.ask_while(question, lambda: None)

    def ask_while(self, question: Callable[[Stage], Result], meanwhile: Callable[[], object]) -> Result:
        """The same, with something done between the frames."""
        answer: Future[Any] = Future()

        def run() -> None:
            try:
                answer.set_result(question(self.stage))
            except Exception as fault:
                answer.set_exception(fault)

        thread = threading.Thread(target=run)
        thread.start()

        def done() -> bool:
            meanwhile()
            return answer.done()

        self.until(done)
        thread.join()
        result: Result = answer.result()
        return result


class Hand(Frames):
    """One window per process: make one and keep it. `sent` is every intent since it was last cleared."""

    def __init__(self, size: tuple[int, int], turned: int | None = None) -> None:
        self.sent: list[Intent] = []
        self.flips: list[tuple[int, float]] = []
        self.app = KioskApp(
            size, self._hear, on_painted=lambda serial, at: self.flips.append((serial, at)), turned=turned
        )
        self.stage = Stage(self.app)
        self._serial = 0

    def _hear(self, pressed: Pressed) -> None:
        self.sent.append(pressed.intent)

    def __enter__(self) -> "Hand":
        self.app.open(View("blank", ChoiceBody("", "", (), None)))
        from kivy.base import runTouchApp

        runTouchApp(embedded=True)
        self.until(lambda: self.app.painted_serial == 0)
        return self

    def show(self, view: View) -> int:
        """Show it under the next serial, and wait until it is on the screen."""
        return self.show_all(view)

    def show_all(self, *views: View) -> int:
        """Show them one upon the other within one frame; the serial of the last."""
        for view in views:
            self._serial += 1
            self.app.show(replace(view, serial=self._serial))
        self.until(lambda: self.app.painted_serial == self._serial)
        return self._serial

    def press(self, label: str) -> list[Intent]:
        """What the press sent."""
        self.sent.clear()
        self.ask(lambda stage: stage.press(label))
        return list(self.sent)
