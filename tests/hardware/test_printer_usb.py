"""A printer on USB: the real pyusb over a simulated bus, whose cable ends in the simulated printer."""

import errno
import socket
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import usb.backend
import usb.backend.libusb1
import usb.core

from hardware.events import SlipOutcome, Trouble
from hardware.printer_connection import UsbIds
from hardware.simulated.printer import SimulatedPrinter
from hardware.slip_printer import EscposPrinter, check
from tests.hardware.printer_counter import CALM, FONTS, HASTY, Counter, points_slip

IDS = UsbIds(0x04B8, 0x0202)
OUT, IN = 0x03, 0x81  # not the endpoints that Epson uses


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """One printer, seen as libusb shows it."""

    def __init__(self, paper: SimulatedPrinter) -> None:
        self._paper = paper
        self.plugged = True
        self.interface_class = 7
        self.open_error = 0
        self.claim_error = 0
        self.usblp_holds = True
        self.at_once = 10**9  # bytes of one write; the rest is for the next
        self.takes = 10**9  # bytes, then the printer takes no more
        self.unplugs_after = 10**9  # bytes
        self.resets = 0

    def enumerate_devices(self) -> Iterator[str]:
        return iter(["printer"] if self.plugged else [])

    def get_device_descriptor(self, dev: str) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=IDS.vendor, idProduct=IDS.product, bcdDevice=0x100, iManufacturer=0,
            iProduct=0, iSerialNumber=0, bNumConfigurations=1, address=7, bus=1, port_number=1, port_numbers=(1,),
            speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: str, config: int) -> SimpleNamespace:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self.interface_class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: str) -> socket.socket:
        self._fail(self.open_error)
        address = self._paper.connection
        return socket.create_connection((address.host, address.port), 5)

    def close_device(self, dev_handle: socket.socket) -> None:
        dev_handle.close()

    def get_configuration(self, dev_handle: socket.socket) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: socket.socket, intf: int) -> bool:
        return self.usblp_holds

    def detach_kernel_driver(self, dev_handle: socket.socket, intf: int) -> None:
        self.usblp_holds = False

    def claim_interface(self, dev_handle: socket.socket, intf: int) -> None:
        self._fail(errno.EBUSY if self.usblp_holds else self.claim_error)

    def release_interface(self, dev_handle: socket.socket, intf: int) -> None:
        self._fail(0 if self.plugged else errno.ENODEV)

    def reset_device(self, dev_handle: socket.socket) -> None:
        self.resets += 1

    def bulk_write(self, dev_handle: socket.socket, ep: int, intf: int, data: "array[int]", timeout: int) -> int:
        assert (ep, timeout > 0) == (OUT, True), "a time-out of 0 waits for ever"
        self.unplugs_after -= len(data)
        if self.unplugs_after < 0:
            self.plugged = False
            self._fail(errno.ENODEV)
        taken = min(len(data), self.at_once, self.takes)
        self.takes -= taken
        if not taken:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        dev_handle.sendall(data.tobytes()[:taken])
        return taken

    def bulk_read(self, dev_handle: socket.socket, ep: int, intf: int, buff: "array[int]", timeout: int) -> int:
        assert (ep, len(buff) % 64, timeout > 0) == (IN, 0, True)
        dev_handle.settimeout(timeout / 1000)
        try:
            read = dev_handle.recv(len(buff))
        except TimeoutError:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT) from None
        buff[: len(read)] = array("B", read)
        return len(read)

    def _fail(self, error: int) -> None:
        if error:
            raise usb.core.USBError(errno.errorcode[error], -1, error)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter(tmp_path / "slips")
    yield simulated
    simulated.stop()
    assert simulated.misunderstood == []


@pytest.fixture
def bus(paper: SimulatedPrinter, monkeypatch: pytest.MonkeyPatch) -> Bus:
    bus = Bus(paper)
    monkeypatch.setattr(usb.backend.libusb1, "get_backend", lambda **_: bus)
    return bus


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def printer(bus: Bus, counter: Counter) -> Iterator[EscposPrinter]:
    """Not started: so that the first connection is the slip's."""
    printer = EscposPrinter(IDS, 576, FONTS, CALM)
    yield printer
    printer.stop()


def test_slips_come_out_over_usb(bus: Bus, paper: SimulatedPrinter, counter: Counter, printer: EscposPrinter) -> None:
    bus.at_once = 1000
    printer.start(counter)
    for job in (1, 2):
        printer.submit(job, points_slip())
    assert counter.outcome(1) is counter.outcome(2) is SlipOutcome.PRINTED
    first, second = (slip.read_bytes() for slip in paper.slips)
    assert first == second
    assert bus.resets == 0  # a reset would wipe what the printer still has to print


def test_a_printer_that_takes_no_more_bytes(bus: Bus, counter: Counter) -> None:
    bus.takes = 10_000
    printer = EscposPrinter(IDS, 576, FONTS, HASTY)
    printer.submit(1, points_slip())
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.UNKNOWN, Trouble.HUNG)
    printer.stop()


def test_a_cable_pulled_in_the_middle_of_a_slip(
    bus: Bus, paper: SimulatedPrinter, counter: Counter, printer: EscposPrinter
) -> None:
    bus.unplugs_after = 20_000
    printer.submit(1, points_slip())
    printer.submit(2, points_slip())
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.UNKNOWN, Trouble.ABSENT)
    assert (counter.answer(2).outcome, counter.answer(2).trouble) == (SlipOutcome.NOT_SENT, Trouble.ABSENT)
    bus.plugged, bus.unplugs_after = True, 10**9
    printer.submit(3, points_slip())
    assert counter.outcome(3) is SlipOutcome.PRINTED
    assert len(paper.slips) == 1


def test_a_cover_left_open(bus: Bus, paper: SimulatedPrinter, counter: Counter, printer: EscposPrinter) -> None:
    paper.cover()
    printer.submit(1, points_slip())
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.NOT_SENT, Trouble.COVER_OPEN)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ({"plugged": False}, Trouble.ABSENT),
        ({"open_error": errno.EACCES}, Trouble.FORBIDDEN),
        ({"claim_error": errno.EBUSY}, Trouble.TAKEN),
        ({"interface_class": 3}, Trouble.BROKEN),
    ],
)
def test_why_a_usb_printer_does_not_work(bus: Bus, fault: dict[str, Any], trouble: Trouble) -> None:
    for name, value in fault.items():
        setattr(bus, name, value)
    assert getattr(check(IDS, 576, FONTS).result, "trouble", None) is trouble


def test_without_libusb(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("libusb1", "libusb0", "openusb"):
        monkeypatch.setattr(f"usb.backend.{library}.get_backend", lambda **_: None)
    assert getattr(check(IDS, 576, FONTS).result, "trouble", None) is Trouble.NO_DRIVER


def test_a_usb_printer_that_never_answers(bus: Bus, counter: Counter, paper: SimulatedPrinter) -> None:
    paper.stall()
    printer = EscposPrinter(IDS, 576, FONTS, HASTY)
    printer.submit(1, points_slip())
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.NOT_SENT, Trouble.HUNG)
    printer.stop()
