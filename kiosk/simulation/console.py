"""The Unix socket in the data folder by which `kiosk sim` reaches a simulated kiosk. It exists only with --simulate.

One connection, one command: a JSON list of words in one line; back comes {"said": …} or {"failed": …} in one line.
"""

import json
import logging
import socket
import threading
from pathlib import Path

from kiosk.simulation.commands import CommandFailed, Commands
from kiosk.socket_address import address_of

NAME = "sim.sock"
ANSWER_SECONDS = 600.0

logger = logging.getLogger(__name__)


class NoKiosk(ConnectionError):
    """No simulated kiosk runs on this data folder."""


class Console:
    def __init__(self, folder: Path, commands: Commands) -> None:
        self._path = folder / NAME
        self._commands = commands
        self._path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with address_of(folder / NAME) as address:
            self._listener.bind(address)
        self._path.chmod(0o600)
        self._listener.listen()
        threading.Thread(target=self._accept, name="console", daemon=True).start()

    def close(self) -> None:
        """Twice is once."""
        self._path.unlink(missing_ok=True)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), name="console-command", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rw", encoding="utf-8") as line:
            try:
                answer = {"said": self._commands.run(json.loads(line.readline()))}
            except CommandFailed as failed:
                answer = {"failed": str(failed)}
            except Exception as error:
                logger.exception("a command of the console failed")
                answer = {"failed": f"{type(error).__name__}: {error}"}
            try:
                line.write(json.dumps(answer, ensure_ascii=False) + "\n")
                line.flush()
            except OSError:
                logger.debug("nobody waits for the answer")


def send(folder: Path, words: list[str]) -> str:
    """Give one command to the kiosk on this folder and wait until it is done. Raises NoKiosk, CommandFailed."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_SECONDS)
        try:
            with address_of(folder / NAME) as address:
                connection.connect(address)
        except OSError as error:
            raise NoKiosk(f"no simulated kiosk runs on {folder} (start one: kiosk run --simulate --data …)") from error
        try:
            with connection.makefile("rw", encoding="utf-8") as line:
                line.write(json.dumps(words, ensure_ascii=False) + "\n")
                line.flush()
                answer = line.readline()
        except ConnectionError:
            answer = ""
    if not answer:
        raise NoKiosk("the kiosk ended before it answered")
    heard: dict[str, str] = json.loads(answer)
    if "failed" in heard:
        raise CommandFailed(heard["failed"])
    return heard["said"]
