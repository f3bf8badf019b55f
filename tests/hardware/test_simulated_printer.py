"""The simulated printer itself: strict with what it is sent, careful with what it puts into its folder."""

import socket
from pathlib import Path

import pytest

from hardware.simulated.escpos_stream import Ask, Cut, EscposStream, Other, Raster, UnknownCommandError
from hardware.simulated.printer import SimulatedPrinter
from hardware.slip_bytes import encode
from hardware.slip_raster import render
from tests.hardware.printer_counter import FONTS, points_slip


def test_a_slip_is_understood_in_pieces_of_any_size() -> None:
    picture = render(points_slip(), 384, FONTS)
    data = encode(picture) + b"\x10\x04\x01"
    for size in (1, 7, 1000, len(data)):
        stream = EscposStream()
        pieces = (data[at : at + size] for at in range(0, len(data), size))
        commands = [command for piece in pieces for command in stream.feed(piece)]
        assert [type(command) for command in commands] == [Other, Raster, Other, Cut, Ask]


@pytest.mark.parametrize("data", [b"A", b"\x1bR\x00", b"\x1dV\x00", b"\x10\x04\x05", b"\x1dv0\x01\x01\x00\x01\x00\x00"])
def test_what_no_slip_contains_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownCommandError):
        list(EscposStream().feed(data))


def test_text_makes_it_hang_up_and_say_so(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    with socket.create_connection((printer.connection.host, printer.connection.port), 10) as line:
        line.sendall("領収書".encode("cp932"))
        assert line.recv(1) == b""
    assert len(printer.misunderstood) == 1
    printer.stop()


def send(printer: SimulatedPrinter, data: bytes) -> None:
    with socket.create_connection((printer.connection.host, printer.connection.port), 10) as line:
        line.sendall(data + b"\x10\x04\x01")
        assert line.recv(1)


def test_slips_are_numbered_on_from_what_the_folder_holds(tmp_path: Path) -> None:
    slip = encode(render(points_slip(), 384, FONTS))
    first = SimulatedPrinter(tmp_path)
    send(first, slip + slip)
    first.stop()
    second = SimulatedPrinter(tmp_path)
    send(second, slip)
    assert [path.name for path in second.slips] == ["0001.png", "0002.png", "0003.png"]
    assert sorted(tmp_path.iterdir()) == second.slips  # nothing half-written beside them
    second.stop()


def test_what_was_received_without_paper_comes_out_with_the_next_roll(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    printer.paper_out()
    send(printer, encode(render(points_slip(), 384, FONTS)))
    assert printer.slips == []
    printer.ok()
    assert len(printer.slips) == 1
    printer.stop()


def test_it_can_die_in_the_middle_of_a_slip(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    slip = encode(render(points_slip(), 384, FONTS))
    printer.die_mid_slip()
    with socket.create_connection((printer.connection.host, printer.connection.port), 10) as line:
        line.sendall(slip[: len(slip) // 2])
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert list(tmp_path.iterdir()) == []
    send(printer, slip)
    assert len(printer.slips) == 1
    printer.stop()


def test_after_off_it_listens_on_the_same_port(tmp_path: Path) -> None:
    printer = SimulatedPrinter(tmp_path)
    address = (printer.connection.host, printer.connection.port)
    with socket.create_connection(address, 10) as line:
        line.sendall(b"\x10\x04\x01")
        assert line.recv(1)
        printer.off()
        assert line.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, 10)
    printer.ok()
    send(printer, b"")
    assert (printer.connection.host, printer.connection.port) == address
    printer.stop()
