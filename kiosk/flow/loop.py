"""The counter's thread: take an arrival, let the session decide, show the view, then print what was promised."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from hardware.events import DeviceLost, DeviceReady
from kiosk.flow.inbox import Inbox, Stop
from kiosk.flow.intents import Pressed, TryAgain
from kiosk.flow.stage import Stage
from kiosk.flow.views import View

logger = logging.getLogger(__name__)

AGAIN_SECONDS: Final = 30.0
"""So long after the shop could not be opened it is tried again by itself."""
ROUND_SECONDS: Final = 5.0
"""So often the thread comes round, whatever it waits for."""


class CounterLoop:
    """`open_session` makes the session in this thread, for the database belongs to the thread that opened it."""

    def __init__(
        self,
        inbox: Inbox,
        show: Callable[[View], None],
        open_session: Callable[[], Stage],
        close: Callable[[], None],
        idle: Callable[[], None],
        wait_painted: Callable[[View], None],
        closed: Callable[[BaseException], View | None] = lambda error: None,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        """`idle` is called when nothing came for a second; `close` when the thread ends; both in the thread.

        `wait_painted` blocks until a view is on the screen, a fraction of a second at most: drawing a slip takes as
        much of the processor as painting the customer does, and the customer comes first.

        `closed` says what stands on the screen while the session can't be made, for what it was that `open_session`
        raised; then that is tried again. None: the thread ends.

        `beat` is called whenever the thread comes round.

        What `open_session` or a step raises ends the thread; it is kept in `error`, to be told by whoever started it.
        """
        self._inbox = inbox
        self._show = show
        self._open = open_session
        self._close = close
        self._idle = idle
        self._wait_painted = wait_painted
        self._closed = closed
        self._beat = beat
        self._missed: list[DeviceReady | DeviceLost] = []  # while the shop was closed
        self._thread = threading.Thread(target=self._run, name="counter", daemon=True)
        self.error: BaseException | None = None
        self.ended = threading.Event()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread after what has already arrived; blocks 5 s at most."""
        self._inbox.put(Stop())
        self._thread.join(5)

    def _run(self) -> None:
        try:
            session = self._opened()
            if session is None:
                return
            self._show(session.begin())
            for event in self._missed:
                self._show(session.handle(event))
            self._serve(session)
        except BaseException as error:
            self.error = error
        finally:
            try:
                self._close()
            finally:
                self.ended.set()

    def _opened(self) -> Stage | None:
        """None: the program ended before it could be."""
        while True:
            try:
                return self._open()
            except Exception as error:
                view = self._closed(error)
                if view is None:
                    raise
                logger.warning("the shop can't be opened: %s", type(error).__name__)
                self._close()
                self._show(view)
            if not self._told_to_try_again():
                return None

    def _told_to_try_again(self) -> bool:
        """By a touch, or by nothing happening; False: the program ends. Cards and codes are for nobody now."""
        again = time.monotonic() + AGAIN_SECONDS
        while (left := again - time.monotonic()) > 0:
            self._beat()
            arrival = self._inbox.take(min(left, ROUND_SECONDS))
            if arrival is None:
                continue
            self._inbox.done()
            match arrival:
                case Stop():
                    return False
                case Pressed(intent=TryAgain()):
                    return True
                case DeviceReady() | DeviceLost():
                    self._missed.append(arrival)
        return True

    def _serve(self, session: Stage) -> None:
        quiet = True
        while True:
            self._beat()
            wait = session.seconds_to_tick()
            arrival = self._inbox.take(min(wait, 1.0) if quiet else min(wait, ROUND_SECONDS))
            if isinstance(arrival, Stop):
                return
            if arrival is not None:
                quiet = True
                view = session.handle(arrival)
                self._show(view)
                if session.has_slips:
                    self._wait_painted(view)
                if (fault := session.after()) is not None:
                    self._show(fault)
                self._inbox.done()
            elif session.seconds_to_tick() <= 0:
                self._show(session.tick())
            elif quiet:
                quiet = False
                if (fault := session.rest()) is not None:
                    self._show(fault)
                self._idle()
