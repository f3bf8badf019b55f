"""One connection from inside the emulator to a port of this machine: `wire.py PORT`, its bytes on stdin and stdout."""

import os
import socket
import sys
import threading
from contextlib import suppress


def carry(read: int, write: int) -> None:
    """Until one side has ended; then the other one hears of it, too."""
    with suppress(OSError):
        while data := os.read(read, 65536):
            while data:
                data = data[os.write(write, data) :]
    os._exit(0)


if __name__ == "__main__":
    line = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    threading.Thread(target=carry, args=(line.fileno(), 1), daemon=True).start()
    carry(0, line.fileno())
