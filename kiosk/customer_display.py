"""The customer's display: a process of its own, for Kivy has one window. It paints what the kiosk says by its line
(kiosk.display_line), and knows neither the shop's data nor the devices."""

import json
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Final

from kiosk.display_line import DisplayEnd, line_path
from kiosk.ui.display_app import DisplayApp
from kiosk.ui.panel import has_display
from kiosk.ui.stage import Stage

logger = logging.getLogger(__name__)

STILL_SECONDS: Final = 30
"""A window that stands still for so long ends the process: a customer's name must not stay there."""


def run_display(data: Path, size: tuple[int, int] | None, turned: int | None, *, hears_words: bool) -> int:
    """Show it until it is told to stop; blocks. `size` None: full screen. `turned` as in kiosk.ui.panel.turn.

    `hears_words`: lines on the standard input ask for what is painted (`texts`) or for a picture (`shot FILE`); its end
    is the display's.

    0: ended as asked, 1: there is no screen, or the kiosk is of another version: started again, so will this be.
    """
    if size is None and not has_display():
        print("kiosk: there is no screen here: try the display with --size", file=sys.stderr)
        return 1
    watch = Watch()
    app = DisplayApp(size, watch.beat, turned=turned)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.stop())
    end = DisplayEnd(line_path(data), app.show)
    threading.Thread(target=_listen, args=(end,), name="display-line", daemon=True).start()
    if hears_words:
        threading.Thread(target=_hear_words, args=(app,), name="display-words", daemon=True).start()
    app.run()
    return 0


def _listen(end: DisplayEnd) -> None:
    end.run()
    os._exit(1)  # what is on the screen goes at once


class Watch:
    """Ends the process when `beat` was not called for so many seconds, counted from the first time. It counts them
    itself: while the whole process is stopped none go by."""

    def __init__(self, seconds: int = STILL_SECONDS) -> None:
        self._seconds = seconds
        self._silent = 0
        self._thread: threading.Thread | None = None

    def beat(self) -> None:
        self._silent = 0
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="display-watch", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        pause = threading.Event()
        while self._silent < self._seconds:
            pause.wait(1.0)
            self._silent += 1
        logger.error("the customer's display stands still")
        os._exit(1)


def _hear_words(app: DisplayApp) -> None:
    stage = Stage(app)
    for line in sys.stdin:
        word, _, path = line.rstrip("\n").partition(" ")
        try:
            if word == "shot":
                stage.shot(Path(path))
            said: object = stage.texts() if word == "texts" else None
        except (OSError, TimeoutError) as error:
            said = {"failed": str(error)}
        print(json.dumps(said, ensure_ascii=False), flush=True)
    app.stop()
