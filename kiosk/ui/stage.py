"""What the simulation's console needs of the screen: read it, press it with a real touch, take its picture.

Callable from any thread but the main one; everything runs on the main thread and blocks the caller until it is done.
Imports without Kivy, as the window may not be open yet.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from kiosk.ui.window import AppWindow

Result = TypeVar("Result")

OPENS_WITHIN = 30.0  # s from the process's start, on a machine that is busy
TIMEOUT = 5.0  # s for anything here, once the window is open
TAP = 0.05  # s that a finger rests in a tap


class NoSuchButton(LookupError):
    """Nothing with this label can be pressed now. The message lists what can."""

    def __init__(self, label: str, present: list[str]) -> None:
        super().__init__(f"no button {label!r}; there are: {', '.join(present)}")
        self.present = present


class Stage:
    def __init__(self, app: AppWindow) -> None:
        self._app = app
        self._fingers: Any = None
        self._one_at_a_time = threading.Lock()

    def texts(self) -> list[str]:
        """Every text painted and in sight, in reading order: top to bottom, left to right."""
        return self._on_main(lambda sight: sight.texts())

    def buttons(self) -> list[str]:
        """The labels of what can be pressed or held now, in reading order."""
        return self._on_main(lambda sight: [label for label, _ in sight.targets()])

    def press(self, label: str, *, lowest: bool = False) -> None:
        """Touch the middle of the button with this label, and let go. The first in reading order if there are several,
        or the last one.

        Raises NoSuchButton.
        """
        self.hold(label, TAP, lowest=lowest)

    def hold(self, label: str, seconds: float, *, lowest: bool = False) -> None:
        """Touch and let go after so many seconds. Returns when the finger has left. Raises NoSuchButton."""
        with self._one_at_a_time:
            x, y = self._on_main(lambda sight: sight.find(label, lowest))
            self._finger("begin", x, y)
            time.sleep(seconds)
            self._finger("end", x, y)

    def place(self, label: str) -> tuple[float, float]:
        """Where the middle of the button with this label is: (0, 0) is the upper left corner of the picture, (1, 1) its
        lower right one. Raises NoSuchButton."""
        place: tuple[float, float] = self._on_main(lambda sight: sight.place(label))
        return place

    def draw(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw one stroke on the drawing area, a frame for each point: (0, 0) is its upper left corner, (1, 1) its
        lower right one. Returns when the finger has left. Raises LookupError where there is none."""
        with self._one_at_a_time:
            left, bottom, right, top = self._on_main(lambda sight: sight.drawing_area())
            places = [(left + x * (right - left), top - y * (top - bottom)) for x, y in points]
            self._finger("begin", *places[0])
            for place in places[1:]:
                self._finger("update", *place)
            self._finger("end", *places[-1])

    def shot(self, path: Path) -> None:
        """Write a PNG of the kiosk's area with the latest view painted. The file appears whole or not at all."""
        self._on_main(lambda sight: sight.shot(path))

    def _finger(self, phase: str, x: float, y: float) -> None:
        done: Future[None] = Future()

        def move(sight: Any) -> None:
            if self._fingers is None:
                self._fingers = sight.add_fingers()
            self._fingers.move(phase, x, y, done)

        self._on_main(move)
        self._wait(done)

    def _on_main(self, job: Callable[[Any], Result]) -> Result:
        answer: Future[Result] = Future()

        def run() -> None:
            from kiosk.ui.sight import Sight

            try:
                answer.set_result(job(Sight(self._app.area)))
            except Exception as fault:
                answer.set_exception(fault)

        if not self._app.opened.wait(OPENS_WITHIN):
            raise TimeoutError("the screen does not open")
        # a frame later than what was shown before this call: its layout is done then
        self._app.call_soon(lambda: self._app.call_after_frame(run))
        return self._wait(answer)

    @staticmethod
    def _wait(answer: "Future[Result]") -> Result:
        try:
            return answer.result(TIMEOUT)
        except TimeoutError as late:
            if answer.done():
                raise
            raise TimeoutError("the screen does not answer") from late
