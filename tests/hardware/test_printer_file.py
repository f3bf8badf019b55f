"""A printer behind a device file: a pseudo-terminal whose other end is the simulated printer, or nobody."""

import os
import pty
import select
import socket
import tty
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from threading import Thread

import pytest

from hardware.events import DeviceReady, SlipOutcome, Trouble
from hardware.printer_connection import DeviceFile
from hardware.simulated.printer import SimulatedPrinter
from hardware.slip_printer import EscposPrinter, check
from tests.hardware.printer_counter import CALM, FONTS, HASTY, Counter, points_slip


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter(tmp_path / "slips")
    yield simulated
    simulated.stop()
    assert simulated.misunderstood == []


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, theirs
    os.close(theirs)
    os.close(ours)


@pytest.fixture
def device(ends: tuple[int, int]) -> DeviceFile:
    return DeviceFile(PurePosixPath(os.ttyname(ends[1])))


@pytest.fixture
def wire(ends: tuple[int, int], paper: SimulatedPrinter) -> Iterator[socket.socket]:
    """Carries bytes between the device file and the printer, until the printer hangs up."""
    cable = socket.create_connection((paper.connection.host, paper.connection.port), 10)
    quit_reading, quit_writing = os.pipe()

    def carry() -> None:
        while True:
            ready, _, _ = select.select([ends[0], cable, quit_reading], [], [])
            if quit_reading in ready:
                return
            if ends[0] in ready:
                cable.sendall(os.read(ends[0], 4096))
            if cable in ready:
                os.write(ends[0], cable.recv(4096))

    thread = Thread(target=carry, daemon=True)
    thread.start()
    yield cable
    os.close(quit_writing)
    thread.join(5)
    os.close(quit_reading)
    cable.close()


@pytest.mark.usefixtures("wire")
def test_a_slip_comes_out_over_a_device_file(paper: SimulatedPrinter, device: DeviceFile, counter: Counter) -> None:
    printer = EscposPrinter(device, 576, FONTS, CALM)
    printer.start(counter)
    printer.submit(1, points_slip())
    assert counter.outcome(1) is SlipOutcome.PRINTED
    paper.paper_out()
    printer.submit(2, points_slip())
    assert (counter.answer(2).outcome, counter.answer(2).trouble) == (SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    printer.stop()
    assert len(paper.slips) == 1


def test_a_device_file_may_be_silent_and_then_nobody_knows(
    ends: tuple[int, int], device: DeviceFile, counter: Counter
) -> None:
    printer = EscposPrinter(device, 576, FONTS, HASTY)
    printer.submit(1, points_slip())
    printer.start(counter)
    received = b""
    while b"\x1dVB\x00" not in received:
        received += os.read(ends[0], 4096)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.UNKNOWN, None)
    assert counter.troubles == ["ready"]
    printer.stop()


def test_a_device_that_takes_no_bytes(device: DeviceFile, counter: Counter) -> None:
    printer = EscposPrinter(device, 576, FONTS, HASTY)
    printer.submit(1, points_slip())
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (SlipOutcome.UNKNOWN, Trouble.HUNG)
    printer.stop()


def test_where_the_printer_is_missing_no_file_is_made(tmp_path: Path) -> None:
    missing = tmp_path / "lp0"
    finding = check(DeviceFile(PurePosixPath(missing)), 576, FONTS)
    assert getattr(finding.result, "trouble", None) is Trouble.ABSENT
    assert not missing.exists()


def test_an_ordinary_file_is_no_printer(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.write_bytes(b"")
    finding = check(DeviceFile(PurePosixPath(file)), 576, FONTS)
    assert getattr(finding.result, "trouble", None) is Trouble.ABSENT
    assert file.read_bytes() == b""


@pytest.mark.usefixtures("wire")
def test_check_over_a_device_file(device: DeviceFile) -> None:
    assert isinstance(check(device, 576, FONTS).result, DeviceReady)
