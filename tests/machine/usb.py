"""USB devices that are programs. The machine's kernel takes them for real ones: they speak USB/IP with its vhci-hcd.

The protocol: docs.kernel.org/usb/usbip_protocol.html. Unplugging one is the end of its line.
"""

import socket
import struct
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from typing import ClassVar, Final

BUS: Final = "10.0.2.101:3240"
"""Where the machine finds them."""

FULL_SPEED: Final = 2
STALL, UNLINKED = -32, -104
_SUBMIT, _UNLINK, _SUBMITTED, _UNLINKED = 1, 2, 3, 4
_HEAD, _IN = 48, 1
_GET_STATUS, _GET_DESCRIPTOR, _GET_CONFIGURATION = 0, 6, 8
_DEVICE, _CONFIGURATION, _STRING = 1, 2, 3
# in root's shell there: the kernel goes on with the line when the program that opened it has ended
_ATTACH: Final = (
    "modprobe vhci-hcd && /usr/bin/python3 -c '"
    "import socket;"
    's=socket.create_connection(("{host}",{port}));'
    's.sendall(b"{name}\\n");'
    'open("/sys/devices/platform/vhci_hcd.0/attach","w").write("%d %d %d {speed}"%({slot},s.fileno(),{slot}+1))'
    "'"
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    address: int  # with 0x80 what the device tells
    kind: int  # 2 bulk, 3 interrupt
    packet: int = 64
    interval: int = 0


@dataclass(frozen=True, slots=True)
class Setup:
    """A control request, and what came with it."""

    kind: int
    request: int
    value: int
    length: int


class UsbDevice:
    """One interface of one device. What the host asks is answered in the thread of its line."""

    vendor: ClassVar[int]
    product: ClassVar[int]
    names: ClassVar[tuple[str, str, str]]  # maker, product, serial number
    interface: ClassVar[tuple[int, int, int]]  # class, subclass, protocol
    endpoints: ClassVar[tuple[Endpoint, ...]]
    between: ClassVar[bytes] = b""  # what stands in the configuration between interface and endpoints

    def __init__(self) -> None:
        self.line: Line | None = None

    def asked(self, setup: Setup) -> bytes | None:
        """A request of the interface's class; None: there is none such."""
        return None

    def received(self, data: bytes) -> None:
        """What the host wrote."""

    def pull(self) -> None:
        """Pull its plug; once more is the same."""
        if self.line is not None:
            self.line.end()

    @property
    def heard(self) -> bool:
        """Whether the host has fetched all that it was told."""
        return self.line is not None and self.line.heard

    def tell(self, endpoint: int, data: bytes) -> None:
        """Say something to the host, when it asks next; nothing where it is not plugged in."""
        if self.line is not None:
            self.line.tell(endpoint, data)

    def descriptor(self, kind: int, number: int) -> bytes | None:
        if kind == _DEVICE:
            return struct.pack(
                "<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, self.vendor, self.product, 0x0100, 1, 2, 3, 1
            )
        if kind == _CONFIGURATION:
            body = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, len(self.endpoints), *self.interface, 0) + self.between
            for end in self.endpoints:
                body += struct.pack("<BBBBHB", 7, 5, end.address, end.kind, end.packet, end.interval)
            return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 1, 1, 0, 0x80, 50) + body
        if kind == _STRING and number <= len(self.names):
            text = struct.pack("<H", 0x0409) if number == 0 else self.names[number - 1].encode("utf-16-le")
            return bytes([2 + len(text), _STRING]) + text
        return None


class Line:
    """One device, plugged in."""

    def __init__(self, device: UsbDevice, connection: socket.socket) -> None:
        self._device = device
        self._connection = connection
        self._lock = Lock()
        self._waiting: dict[int, deque[tuple[int, int]]] = defaultdict(deque)  # the host's questions: number, length
        self._told: dict[int, deque[bytes]] = defaultdict(deque)

    def serve(self) -> None:
        """Until one side ends it."""
        self._device.line = self
        with suppress(OSError, EOFError):
            while True:
                self._take(self._exactly(_HEAD))
        self._device.line = None
        self._connection.close()

    @property
    def heard(self) -> bool:
        with self._lock:
            return not any(self._told.values())

    def end(self) -> None:
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def tell(self, endpoint: int, data: bytes) -> None:
        with self._lock:
            self._told[endpoint].append(data)
            self._match(endpoint)

    def _take(self, head: bytes) -> None:
        command, number, _, direction, endpoint = struct.unpack(">IIIII", head[:20])
        if command == _UNLINK:
            (other,) = struct.unpack(">I", head[20:24])
            with self._lock:
                self._say(_UNLINKED, number, UNLINKED if self._forgotten(other) else 0)
            return
        (length,) = struct.unpack(">i", head[24:28])
        data = b"" if direction == _IN else self._exactly(length)
        if endpoint == 0:
            kind, request, value, _, wanted = struct.unpack("<BBHHH", head[40:])
            answer = self._control(Setup(kind, request, value, wanted))
            with self._lock:
                if answer is None:
                    self._say(_SUBMITTED, number, STALL)
                elif direction == _IN:
                    self._say(_SUBMITTED, number, 0, answer[:length])
                else:
                    self._say(_SUBMITTED, number, 0, taken=len(data))
        elif direction == _IN:
            with self._lock:
                self._waiting[endpoint].append((number, length))
                self._match(endpoint)
        else:
            with self._lock:
                self._say(_SUBMITTED, number, 0, taken=len(data))
            self._device.received(data)

    def _control(self, setup: Setup) -> bytes | None:
        if setup.kind & 0x60:  # not one of those that every device knows
            return self._device.asked(setup)
        match setup.request:
            case r if r == _GET_DESCRIPTOR:
                return self._device.descriptor(setup.value >> 8, setup.value & 0xFF)
            case r if r == _GET_STATUS:
                return b"\0\0"
            case r if r == _GET_CONFIGURATION:
                return b"\1"
        return b""

    def _match(self, endpoint: int) -> None:
        waiting, told = self._waiting[endpoint], self._told[endpoint]
        while waiting and told:
            number, length = waiting.popleft()
            data = told.popleft()
            if len(data) > length:
                told.appendleft(data[length:])
            self._say(_SUBMITTED, number, 0, data[:length])

    def _forgotten(self, number: int) -> bool:
        for questions in self._waiting.values():
            for question in questions:
                if question[0] == number:
                    questions.remove(question)
                    return True
        return False

    def _say(self, kind: int, number: int, status: int, data: bytes = b"", taken: int = 0) -> None:
        head = struct.pack(">IIIIIii20x", kind, number, 0, 0, 0, status, len(data) or taken)
        with suppress(OSError):  # it was pulled out meanwhile
            self._connection.sendall(head + data)

    def _exactly(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            piece = self._connection.recv(length - len(data))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)


class UsbBus:
    """What lies beside the machine. `port` on 127.0.0.1 is where the machine's lines end."""

    def __init__(self) -> None:
        self._devices: list[UsbDevice] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._accept, name="usb-bus", daemon=True).start()

    def plug(self, device: UsbDevice) -> str:
        """What root's shell in the machine has to run, for it to be plugged in there."""
        if device not in self._devices:
            self._devices.append(device)
        slot = self._devices.index(device)
        host, _, port = BUS.partition(":")
        return _ATTACH.format(host=host, port=port, name=slot, slot=slot, speed=FULL_SPEED)

    def stop(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                Thread(target=self._serve, args=(connection,), name="usb-line", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        name = b""
        while not name.endswith(b"\n"):
            piece = connection.recv(1)
            if not piece:
                return
            name += piece
        Line(self._devices[int(name)], connection).serve()
