"""The real pcscd with a virtual reader (Debian's vsmartcard-vpcd), in a room of its own, and the cards for it.

It runs in a mount namespace in which its folder, whose place is fixed, is one of ours: the machine's own pcscd and its
readers are not touched.
"""

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from tests.hardware.events import wait_until

UNPACKED: Final = Path(__file__).parents[2] / ".venv/vpcd"
"""Where `make test` unpacks the virtual reader: installed, it would open a port in the machine's own pcscd."""

SOCKET: Final = "PCSCLITE_CSOCK_NAME"
"""libpcsclite reads it once in a process, so it is the same for all that a process starts."""

FELICA: Final = bytes.fromhex("3B8F8001804F0CA00000030611003B0000000042")
NFC_A: Final = bytes.fromhex("3B8F8001804F0CA0000003060300030000000068")

_READER: Final = 'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:{port}\nLIBPATH {driver}\nCHANNELID {port}\n'
_HOME: Final = "/run/pcscd"
_ROOM: Final = 'mount --bind "$1" /run/pcscd && exec pcscd --foreground --info --config "$2" $3'
_NO_POLICY: Final = "--disable-polkit"  # since 2.0, and not in every build
_ATR, _CONTROL = 4, 1  # a message of one byte asks for the card's ATR, or tells it of its power


class NoVirtualReader(Exception):
    """It takes pcscd, Debian's vsmartcard-vpcd, and the right to have a mount namespace."""


class Pcscd:
    def __init__(self, folder: Path, name: str = "Virtual PCD") -> None:
        """Nothing runs yet. Raises NoVirtualReader."""
        self._name = name
        self._home, self._readers, self._log = folder / "run", folder / "readers", folder / "log"
        for made in (self._home, self._readers):
            made.mkdir(parents=True, exist_ok=True)
        self._driver = _driver()
        if shutil.which("pcscd") is None:
            raise NoVirtualReader("pcscd is not installed")
        _require_namespace()
        offers = subprocess.run(["pcscd", "--help"], capture_output=True, text=True, check=False).stdout
        self._policy = _NO_POLICY if _NO_POLICY in offers else ""
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self, *, reader: bool = True) -> None:
        """Returns when it answers. `reader`: whether one is plugged in."""
        while not self._started(reader):
            self.kill()  # somebody else has taken the port meanwhile

    def sees_a_card(self, slot: int) -> bool:
        """What it says itself; nothing where it has ended."""
        reader, said = f"{self._name} 00 {slot:02}", self._log.read_text(errors="replace")
        coming, going = (said.count(f"Card {how} {reader}") for how in ("inserted into", "Removed From"))
        return coming > going and self._process is not None

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _started(self, reader: bool) -> bool:
        assert self._process is None, "one at a time"
        for file in self._readers.iterdir():
            file.unlink()
        if reader:
            self.port = _free_port()
            words = _READER.format(name=self._name, port=self.port, driver=self._driver)
            (self._readers / "reader").write_text(words)
        with self._log.open("wb") as log:
            words = [*_unshare(), "sh", "-c", _ROOM, "sh", str(self._home), str(self._readers), self._policy]
            self._process = subprocess.Popen(words, stdout=log, stderr=log)
        wait_until(lambda: self._says("daemon ready") or self._has_ended())
        assert not self._has_ended(), self._log.read_text()
        wait_until(self._takes_lines)  # it says that it is ready a moment before
        return not self._says("Could not initialize")

    def _takes_lines(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self._home / "pcscd.comm")) == 0

    def _says(self, words: str) -> bool:
        return words in self._log.read_text(errors="replace")

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(10)
            self._process = None


class LaidCard:
    """A card on the virtual reader until lift(). It stays there while pcscd is started anew."""

    def __init__(self, pcscd: Pcscd, uid: str, atr: bytes = FELICA, slot: int = 0) -> None:
        """`uid` "": a card that has no number. `slot`: 0 or 1."""
        self._pcscd, self._uid, self._atr, self._slot = pcscd, bytes.fromhex(uid), atr, slot
        self._lifted = threading.Event()
        self._line: socket.socket | None = None
        self.asked = 0  # for its number
        self._thread = threading.Thread(target=self._lie, name="card", daemon=True)
        self._thread.start()

    def lift(self) -> None:
        """Blocks until pcscd sees it: another card before that would pass for this one. Twice is once."""
        if self._lifted.is_set():
            return
        self._lifted.set()
        with suppress(OSError):
            if self._line is not None:
                self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        wait_until(lambda: not self._pcscd.sees_a_card(self._slot))

    def _lie(self) -> None:
        while not self._lifted.wait(0.01):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._pcscd.port + self._slot), 5) as line:
                line.settimeout(None)
                self._line = line
                if not self._lifted.is_set():
                    self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        for message in _messages(line):
            if len(message) == _CONTROL and message[0] != _ATR:
                continue
            answer = self._atr if len(message) == _CONTROL else self._answer(message)
            line.sendall(struct.pack(">H", len(answer)) + answer)

    def _answer(self, command: bytes) -> bytes:
        if command[:4] != bytes.fromhex("FFCA0000"):
            return bytes.fromhex("6A81")
        self.asked += 1
        return self._uid + bytes.fromhex("9000") if self._uid else bytes.fromhex("6A81")


def _messages(line: socket.socket) -> Iterator[bytes]:
    with line.makefile("rb") as stream:
        while len(head := stream.read(2)) == 2:
            yield stream.read(struct.unpack(">H", head)[0])


def _free_port() -> int:
    """The virtual reader has two slots, at this port and the next."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port: int = first.getsockname()[1]
            with suppress(OSError, OverflowError):
                second.bind(("", port + 1))
                return port


def _driver() -> Path:
    for root in (UNPACKED, Path("/")):
        found = root / "usr/lib/pcsc/drivers/serial/libifdvpcd.so"
        if found.exists():
            return found
    raise NoVirtualReader("Debian's vsmartcard-vpcd is not there (make test unpacks it)")


def _unshare() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]


def _require_namespace() -> None:
    if os.geteuid() == 0:
        Path(_HOME).mkdir(exist_ok=True)  # pcscd makes it at its first start
    tried = subprocess.run([*_unshare(), "test", "-d", _HOME], capture_output=True, check=False)
    if tried.returncode:
        raise NoVirtualReader(f"no mount namespace, or no {_HOME}: pcscd can't have a room of its own")
