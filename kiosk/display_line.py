"""The line from the kiosk to the customer's display, a process of its own: a Unix socket that carries views one way.

Each message is a whole view and the moment at which it held. It is said over and over, and what was said too long ago
holds no more: a display whose kiosk died or hangs, or that hung itself, falls back to the welcome. The kiosk never
waits for it: what the display does not take in time is followed by the next.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from kiosk.flow.customer_views import CustomerView, Said, Welcome
from kiosk.releases.launcher import own_version
from kiosk.socket_address import address_of

logger = logging.getLogger(__name__)

NAME: Final = "display.sock"
RUN_FOLDER: Final = "RUNTIME_DIRECTORY"  # systemd's word for a service's own place in /run
BEAT_SECONDS: Final = 1.0
HOLDS_SECONDS: Final = 5.0
"""So long a view holds that is not said again."""
AGAIN_SECONDS: Final = 0.5  # from one try to reach the kiosk to the next
_MOST_BYTES: Final = 1 << 16


def line_path(data: Path) -> Path:
    """Of the socket: in the service's own place in /run, or in the data folder."""
    return Path(os.environ.get(RUN_FOLDER) or data) / NAME


class DisplayLine:
    """The kiosk's end, with a thread of its own. `show` may come from any thread, before `start` too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = own_version()
        self._view: CustomerView = Welcome()
        self._welcome = Welcome()
        self._news = threading.Event()
        self._ended = threading.Event()
        self._listener: socket.socket | None = None
        self._threads: tuple[threading.Thread, ...] = ()
        self._heard_by: set[socket.socket] = set()

    def show(self, view: CustomerView) -> None:
        """Only the latest is said; returns at once. An empty welcome, of a shop that is closed for a while, is the last
        one that was not."""
        if view == Welcome():
            view = self._welcome
        elif isinstance(view, Welcome):
            self._welcome = view
        if view != self._view:
            self._view = view
            self._news.set()

    def start(self) -> None:
        """Never raises: without the display the counter goes on."""
        try:
            self._listener = self._listening()
        except OSError as error:
            logger.warning("the customer's display can't be reached: %s", error)
            return
        self._threads = (
            threading.Thread(target=self._accept, args=(self._listener,), name="display-listener", daemon=True),
            threading.Thread(target=self._say, name="display", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """The display shows the welcome from now on. Blocks 2 s at most; twice is once."""
        self._ended.set()
        self._news.set()
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._path.unlink(missing_ok=True)
        for thread in self._threads:
            thread.join(1)
        for line in list(self._heard_by):
            line.close()

    def _listening(self) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with address_of(self._path) as address:
                if _answers(address):
                    raise FileExistsError("another kiosk speaks to it")
                self._path.unlink(missing_ok=True)  # of a kiosk that was killed
                listener.bind(address)
            self._path.chmod(0o600)
            listener.listen()
        except OSError:
            listener.close()
            raise
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with listener:
            while not self._ended.is_set():
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                line.setblocking(False)
                self._heard_by.add(line)
                self._news.set()

    def _say(self) -> None:
        while not self._ended.is_set():
            self._news.clear()
            message = msgspec.msgpack.encode(Said(time.monotonic(), self._version, self._view, self._welcome))
            for line in list(self._heard_by):
                try:
                    line.send(message)
                except BlockingIOError:
                    pass  # it hangs, or is slow: the next beat says what holds then
                except OSError:
                    self._heard_by.discard(line)
                    line.close()
            self._news.wait(BEAT_SECONDS)


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        return line.connect_ex(address) == 0


class _OtherVersion(Exception):
    pass


class DisplayEnd:
    """The display's end: `run` tells `show` what the customer is to see. Without a word of the kiosk it is the shop's
    last welcome."""

    def __init__(self, path: Path, show: Callable[[CustomerView], None]) -> None:
        self._path = path
        self._show = show
        self._welcome = Welcome()
        self._version = own_version()
        self._decoder = msgspec.msgpack.Decoder(Said)

    def run(self) -> None:
        """Until a kiosk of another version speaks; of what breaks the line it makes another one."""
        while True:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with line, suppress(OSError):
                with address_of(self._path) as address:
                    line.connect(address)
                line.settimeout(HOLDS_SECONDS)
                try:
                    self._hear(line)
                except _OtherVersion:
                    logger.warning("the kiosk is of another version")
                    return
            self._show(self._welcome)
            time.sleep(AGAIN_SECONDS)

    def _hear(self, line: socket.socket) -> None:
        """Until the kiosk ends the line. Raises _OtherVersion."""
        while True:
            try:
                message = line.recv(_MOST_BYTES)
            except TimeoutError:
                self._show(self._welcome)
                continue
            if not message:
                return
            try:
                said = self._decoder.decode(message)
            except msgspec.MsgspecError:
                raise _OtherVersion from None  # its words would name somebody
            if said.version != self._version:
                raise _OtherVersion
            self._welcome = said.welcome
            holds = time.monotonic() - said.at <= HOLDS_SECONDS
            self._show(said.view if holds else self._welcome)
