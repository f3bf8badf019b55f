"""How a shop writes where its printer is."""

from pathlib import PurePosixPath

import pytest

from hardware.printer_connection import Connection, DeviceFile, TcpAddress, UsbIds, parse_connection


@pytest.mark.parametrize(
    ("text", "connection"),
    [
        ("tcp:192.168.1.50", TcpAddress("192.168.1.50", 9100)),
        ("tcp:printer.local:9101", TcpAddress("printer.local", 9101)),
        (" usb:04b8:0202 ", UsbIds(0x04B8, 0x0202)),
        ("usb:04B8:0E15", UsbIds(0x04B8, 0x0E15)),
        ("file:/dev/usb/lp0", DeviceFile(PurePosixPath("/dev/usb/lp0"))),
    ],
)
def test_a_connection_is_read_and_written_back(text: str, connection: Connection) -> None:
    assert parse_connection(text) == connection
    assert parse_connection(str(connection)) == connection


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "neither tcp: nor usb: nor file:"),
        ("192.168.1.50", "neither tcp: nor usb: nor file:"),
        ("serial:/dev/ttyUSB0", "neither tcp: nor usb: nor file:"),
        ("tcp:", "needs an address"),
        ("tcp:192.168.1.50:", "needs an address"),
        ("tcp:192.168.1.50:99999", "from 1 to 65535"),
        ("tcp:192.168.1.50:0", "from 1 to 65535"),
        ("usb:04b8", "four hex digits"),
        ("usb:04b8:202", "four hex digits"),
        ("file:lp0", "begins with /"),
    ],
)
def test_what_names_no_printer_is_refused_in_plain_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_connection(text)
    assert reason in str(refusal.value)
    assert "Please write tcp:192.168.1.50" in str(refusal.value)
