"""Bytes to a printer and back, over TCP, USB or a device file, never waiting longer than was allowed.

python-escpos has lines of its own; these are not used because they lose what a shop must know: its Usb waits for ever
on paper-out, resets the printer at each opening, ignores a short write and guesses the endpoints; its File waits for
ever, reads no answer, and makes an ordinary file where the printer is missing.
"""

import errno
import os
import select
import socket
import stat
import time
from contextlib import suppress
from typing import Any, Protocol

from hardware.events import Trouble
from hardware.printer_connection import Connection, DeviceFile, TcpAddress, UsbIds

_CHUNK = 4096
_KINDS = {
    errno.EACCES: Trouble.FORBIDDEN,
    errno.EPERM: Trouble.FORBIDDEN,
    errno.EBUSY: Trouble.TAKEN,
}


class PrinterError(Exception):
    """The printer can't be used now. `detail` is for the log: never a word of a slip."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble = trouble
        self.detail = detail


class Line(Protocol):
    """Every method raises PrinterError when the printer is gone; times are in seconds."""

    def send(self, data: bytes, within: float) -> None:
        """Hand over all bytes, else PrinterError(HUNG) after `within`: some may then have gone, some not."""

    def receive(self, within: float) -> bytes:
        """What came, as soon as anything comes; b"" when nothing did."""

    def close(self) -> None:
        """Never raises."""


def open_line(connection: Connection, within: float) -> Line:
    """Connect, in at most `within` seconds (USB and files: at once). PrinterError says why not.

    A host name is looked up first, and the system takes its own time for that: a numeric address never waits.
    """
    match connection:
        case TcpAddress():
            return _TcpLine(connection, within)
        case UsbIds():
            return _UsbLine(connection)
        case DeviceFile():
            return _FileLine(connection)


def _fault(error: OSError) -> PrinterError:
    trouble = _KINDS.get(error.errno or 0, Trouble.ABSENT)
    return PrinterError(trouble, f"{type(error).__name__} {errno.errorcode.get(error.errno or 0, '')}".strip())


def _hung() -> PrinterError:
    return PrinterError(Trouble.HUNG, "takes no more bytes")


class _TcpLine:
    def __init__(self, address: TcpAddress, within: float) -> None:
        try:
            self._socket = socket.create_connection((address.host, address.port), timeout=within)
        except OSError as error:
            raise _fault(error) from None

    def send(self, data: bytes, within: float) -> None:
        self._socket.settimeout(within)
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise _hung() from None
        except OSError as error:
            raise _fault(error) from None

    def receive(self, within: float) -> bytes:
        self._socket.settimeout(within)
        try:
            answer = self._socket.recv(64)
        except TimeoutError:
            return b""
        except OSError as error:
            raise _fault(error) from None
        if not answer:
            raise PrinterError(Trouble.ABSENT, "hung up")
        return answer

    def close(self) -> None:
        self._socket.close()


class _UsbLine:
    """The printer interface (class 7) of the device. usblp is detached and not put back."""

    def __init__(self, ids: UsbIds) -> None:
        try:
            import usb.core
            import usb.util

            device = usb.core.find(idVendor=ids.vendor, idProduct=ids.product)
        except (ImportError, ValueError) as error:  # usb.core.NoBackendError is a ValueError
            raise PrinterError(Trouble.NO_DRIVER, type(error).__name__) from None
        except OSError as error:
            raise _fault(error) from None
        if device is None:
            raise PrinterError(Trouble.ABSENT, "not on the bus")
        self._release = usb.util.dispose_resources
        self._device = device
        try:
            self._out, self._in = self._claim()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise _fault(error) from None
            raise

    def _claim(self) -> tuple[Any, Any]:
        import usb.util

        printer = usb.util.find_descriptor(self._device.get_active_configuration(), bInterfaceClass=7)
        if printer is None:
            raise PrinterError(Trouble.BROKEN, "has no printer interface")
        number = printer.bInterfaceNumber
        if self._device.is_kernel_driver_active(number):
            self._device.detach_kernel_driver(number)
        usb.util.claim_interface(self._device, number)
        ways = {usb.util.endpoint_direction(endpoint.bEndpointAddress): endpoint for endpoint in printer}
        if set(ways) != {usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN}:
            raise PrinterError(Trouble.BROKEN, "has no way to answer")
        return ways[usb.util.ENDPOINT_OUT], ways[usb.util.ENDPOINT_IN]

    def send(self, data: bytes, within: float) -> None:
        until = time.monotonic() + within
        while data:
            left = until - time.monotonic()
            if left <= 0:
                raise _hung()
            try:
                # a write that runs out of time returns what went, and raises only when nothing did
                data = data[self._out.write(data[:_CHUNK], max(1, round(left * 1000))) :]
            except OSError as error:
                raise (_hung() if error.errno == errno.ETIMEDOUT else _fault(error)) from None

    def receive(self, within: float) -> bytes:
        try:
            return bytes(self._in.read(self._in.wMaxPacketSize, max(1, round(within * 1000))))
        except OSError as error:
            if error.errno == errno.ETIMEDOUT:
                return b""
            raise _fault(error) from None

    def close(self) -> None:
        with suppress(OSError):
            self._release(self._device)


class _FileLine:
    def __init__(self, file: DeviceFile) -> None:
        try:
            self._fd = os.open(file.path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise _fault(error) from None
        if not stat.S_ISCHR(os.fstat(self._fd).st_mode):
            os.close(self._fd)
            raise PrinterError(Trouble.ABSENT, "is no device")

    def send(self, data: bytes, within: float) -> None:
        until = time.monotonic() + within
        while data:
            self._await(select.POLLOUT, until)
            try:
                data = data[os.write(self._fd, data[:_CHUNK]) :]
            except BlockingIOError:
                time.sleep(0.02)  # usblp without paper says writable and then takes nothing
            except OSError as error:
                raise _fault(error) from None
        # usblp drops what is still on its way when it is closed: writable again means that it arrived
        self._await(select.POLLOUT, until)

    def receive(self, within: float) -> bytes:
        until = time.monotonic() + within
        while True:
            try:
                self._await(select.POLLIN, until)
                answer = os.read(self._fd, 64)
            except BlockingIOError:
                answer = b""
            except PrinterError as fault:
                if fault.trouble is Trouble.HUNG:
                    return b""
                raise
            except OSError as error:
                raise _fault(error) from None
            if answer:
                return answer
            time.sleep(0.02)  # usblp answers a read at once with nothing

    def close(self) -> None:
        os.close(self._fd)

    def _await(self, event: int, until: float) -> None:
        waiter = select.poll()
        waiter.register(self._fd, event)
        left = until - time.monotonic()
        events = waiter.poll(max(0, left * 1000))
        if left <= 0 or not events:
            raise _hung()
        if not events[0][1] & event:
            raise PrinterError(Trouble.ABSENT, "hung up")
