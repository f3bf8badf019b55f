"""A slip printer without paper: ESC/POS on TCP, its slips are pictures in a folder. It can be told to misbehave."""

import socket
import struct
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread

from PIL import Image

from hardware.printer_connection import TcpAddress
from hardware.simulated.escpos_stream import Ask, Cut, EscposStream, Kick, Raster, UnknownCommandError

_HOST = "127.0.0.1"
_READ = 1024


class SimulatedPrinter:
    """Listens on 127.0.0.1 from the moment it is made; port 0 takes a free one. Methods may be called from any thread.

    A slip comes out as 0001.png, 0002.png … (going on after what `folder` holds), complete, when its cut arrives.
    Without paper or with the cover open, slips received are kept inside and come out when that ends, as in a real
    printer. Status is answered in the order it is asked.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._port = port
        self._changed = Condition()
        self._paper, self._cover_closed, self._reads, self._dies = True, True, True, False
        self.drawer_opened = 0  # how often the cash drawer on it was opened
        self._inside: list[Image.Image] = []
        self._misunderstood: list[str] = []
        self._connections: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self._listen()

    @property
    def connection(self) -> TcpAddress:
        return TcpAddress(_HOST, self._port)

    @property
    def is_on(self) -> bool:
        with self._changed:
            return self._listener is not None

    @property
    def slips(self) -> list[Path]:
        """Every slip that came out, oldest first."""
        return sorted((path for path in self._folder.glob("*.png") if path.stem.isdigit()), key=_number)

    @property
    def misunderstood(self) -> list[str]:
        """The bytes that made it hang up, in hex."""
        with self._changed:
            return list(self._misunderstood)

    def paper_out(self) -> None:
        with self._changed:
            self._paper = False

    def cover(self) -> None:
        """The cover is open."""
        with self._changed:
            self._cover_closed = False

    def stall(self) -> None:
        """Accepts connections and bytes as far as the system's buffers go, reads and answers nothing."""
        with self._changed:
            self._reads = False

    def off(self) -> None:
        """Switched off: connections break, new ones are refused, what was kept inside is lost."""
        with self._changed:
            self._inside.clear()
            self._hang_up()

    def die_mid_slip(self) -> None:
        """Break the connection in the middle of the next slip, once."""
        with self._changed:
            self._dies = True

    def ok(self) -> None:
        """End every fault; on the same port as before."""
        with self._changed:
            self._paper, self._cover_closed, self._reads, self._dies = True, True, True, False
            self._come_out()
            self._listen()
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._reads = True
            self._hang_up()
            self._changed.notify_all()

    def _listen(self) -> None:
        if self._listener is not None:
            return
        self._listener = socket.create_server((_HOST, self._port))
        self._port = self._listener.getsockname()[1]
        Thread(target=self._accept, args=(self._listener,), name="simulated-printer", daemon=True).start()

    def _hang_up(self) -> None:
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept(), which close() alone does not
            self._listener.close()
            self._listener = None
        for connection in self._connections:
            with suppress(OSError):  # the other side may be gone already
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with self._changed:
                if self._listener is not listener:
                    _break(connection)
                    return
                self._connections.add(connection)
            Thread(target=self._serve, args=(connection,), name="simulated-printer-line", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            self._obey(connection)
        except OSError:
            pass  # the other side went away, or off()
        except UnknownCommandError as error:
            with self._changed:
                self._misunderstood.append(str(error))
        finally:
            with self._changed:
                self._connections.discard(connection)
            connection.close()

    def _obey(self, connection: socket.socket) -> None:
        stream, pieces = EscposStream(), list[Image.Image]()
        while self._may_read() and (data := connection.recv(_READ)):
            # stall() may have come while recv() waited
            self._may_read()
            for command in stream.feed(data):
                match command:
                    case Ask(question):
                        connection.sendall(bytes([self._status(question)]))
                    case Raster(picture):
                        if self._dies_now():  # on a busy machine the whole slip may come in one piece
                            _break(connection)
                            return
                        pieces.append(picture)
                    case Cut():
                        self._cut(pieces)
                        pieces = []
                    case Kick():
                        with self._changed:
                            self.drawer_opened += 1
            if stream.inside_raster and self._dies_now():
                _break(connection)
                return

    def _may_read(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._reads)

    def _dies_now(self) -> bool:
        with self._changed:
            dies, self._dies = self._dies, False
            return dies

    def _status(self, question: int) -> int:
        with self._changed:
            offline = not (self._paper and self._cover_closed)
            bits = {
                1: 0x08 * offline,
                2: 0x04 * (not self._cover_closed) | 0x20 * (not self._paper),
                3: 0,
                4: 0x6C * (not self._paper),
            }
            return 0x12 | bits[question]

    def _cut(self, pieces: list[Image.Image]) -> None:
        if not pieces:
            return
        slip = Image.new("1", (max(piece.width for piece in pieces), sum(piece.height for piece in pieces)), 1)
        y = 0
        for piece in pieces:
            slip.paste(piece, (0, y))
            y += piece.height
        with self._changed:
            self._inside.append(slip)
            if self._paper and self._cover_closed:
                self._come_out()

    def _come_out(self) -> None:
        before = self.slips
        first = _number(before[-1]) + 1 if before else 1
        for number, slip in enumerate(self._inside, first):
            part = self._folder / f".{number:04}.part"
            slip.save(part, "PNG")
            part.replace(self._folder / f"{number:04}.png")
        self._inside.clear()


def _number(path: Path) -> int:
    return int(path.stem)


def _break(connection: socket.socket) -> None:
    # linger 0: the other side sees a reset, as from a printer whose plug was pulled
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
