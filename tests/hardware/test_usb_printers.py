"""Printers on USB, as the kernel shows them in /sys."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.printer_connection import UsbIds
from hardware.usb_printers import UsbPrinter, usb_printers

EPSON = UsbIds(0x04B8, 0x0202)


@pytest.fixture
def plug(tmp_path: Path) -> Callable[..., Path]:
    """Something into a port: the classes of its interfaces, its numbers, what its maker wrote into it."""

    def plug(
        port: str, *classes: str, ids: str = "04b8:0202", maker: str | None = None, model: str | None = None
    ) -> Path:
        device = tmp_path / port
        device.mkdir()
        vendor, _, product = ids.partition(":")
        texts = {"idVendor": vendor, "idProduct": product, "manufacturer": maker, "product": model}
        for name, text in texts.items():
            if text is not None:
                (device / name).write_text(f"{text}\n", "utf-8")
        for number, kind in enumerate(classes):
            interface = tmp_path / f"{port}:1.{number}"
            interface.mkdir()
            (interface / "bInterfaceClass").write_text(f"{kind}\n")
        return device

    return plug


def test_a_printer_is_found_among_other_things(plug: Callable[..., Path], tmp_path: Path) -> None:
    plug("1-1", "03", ids="046d:c31c", maker="Logitech", model="USB Keyboard")
    plug("1-2", "08", ids="0951:1666", maker="Kingston", model="DataTraveler")
    plug("1-1.4", "07", maker="EPSON", model="TM-T88V")
    assert usb_printers(tmp_path) == (UsbPrinter(EPSON, "EPSON TM-T88V"),)


def test_one_of_its_interfaces_is_enough(plug: Callable[..., Path], tmp_path: Path) -> None:
    plug("1-1", "03", "07", maker="Star  Micronics", model="Star Micronics TSP100")
    assert [printer.name for printer in usb_printers(tmp_path)] == ["Star Micronics TSP100"]


def test_alike_ones_are_one_and_a_nameless_one_has_its_numbers(plug: Callable[..., Path], tmp_path: Path) -> None:
    plug("1-1", "07")
    plug("1-2", "07")
    assert usb_printers(tmp_path) == (UsbPrinter(EPSON, "04b8:0202"),)


def test_one_that_is_pulled_out_while_we_look_is_not_there(plug: Callable[..., Path], tmp_path: Path) -> None:
    device = plug("1-1", "07")
    (device / "idVendor").unlink()
    plug("1-2", "07", ids="04b8:0e15", model="TM-m30")
    assert [printer.name for printer in usb_printers(tmp_path)] == ["TM-m30"]


def test_a_machine_without_usb_has_none(tmp_path: Path) -> None:
    assert usb_printers(tmp_path / "nowhere") == ()
