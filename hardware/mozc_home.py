"""The folder in which Mozc keeps what it learned: customers' names among it, so it is ours, private, and erasable."""

import fcntl
import os
import shutil
import signal
import struct
import time
from pathlib import Path

_LOCK = ".config/mozc/.server.lock"
_FLOCK = struct.Struct("hhqqi4x")  # struct flock of 64-bit Linux
_END_SECONDS = 2.0


class MozcHome:
    def __init__(self, path: Path, user: int | None = None) -> None:
        """`user` owns it and runs Mozc in it when we are root, as which Mozc itself refuses to run."""
        self.path = path
        self.user = user

    def make(self) -> None:
        """It has to be there with its .config: Mozc makes neither, and waits 40 s for them. Raises OSError."""
        for folder in (self.path, self.path / ".config"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            if self.user is not None:
                os.chown(folder, self.user, self.user)

    def end_server(self) -> None:
        """The server outlives the helper that started it. Blocks 2 s at most."""
        server = self._server()
        if server is None:
            return
        until = time.monotonic() + _END_SECONDS
        os.kill(server, signal.SIGTERM)
        while self._server() == server:
            if time.monotonic() > until:
                os.kill(server, signal.SIGKILL)
                return
            time.sleep(0.02)

    def wipe(self) -> None:
        """End the server and remove all that it wrote. Raises OSError."""
        self.end_server()
        if self.path.exists():
            shutil.rmtree(self.path)
        self.make()

    def _server(self) -> int | None:
        """Who holds the lock of this home: the one server that works in it, whoever started it."""
        try:
            lock = os.open(self.path / _LOCK, os.O_RDONLY)  # it may be read by its user, not written
        except OSError:
            return None
        try:
            asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            kind, _, _, _, holder = _FLOCK.unpack(fcntl.fcntl(lock, fcntl.F_GETLK, asked))
        finally:
            os.close(lock)
        return holder if kind != fcntl.F_UNLCK and holder > 0 else None
