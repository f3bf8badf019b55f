"""The real drivers over a real kernel: what types, reads cards and prints is plugged in, hangs, and is pulled out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.simulated.cards import FelicaCard
from hardware.simulated.reader_chip import Fault
from tests.machine.card import SCREEN
from tests.machine.conftest import OPEN, START_SECONDS, Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.test_counter import SLIP_SECONDS, alike
from tests.machine.twin import Twin
from tests.machine.usb_devices import FelicaReader, Scanner, UsbPrinter

pytestmark = pytest.mark.timeout(1800)
ON_USB = "on-usb"
SETTINGS = f"""{SCREEN}
[scanner]
device = "{Scanner.vendor:04x}:{Scanner.product:04x}"
[printer]
connection = "usb:{UsbPrinter.vendor:04x}:{UsbPrinter.product:04x}"
"""
CARD = "0114b34c0e0f1122"
MILK = "4901234567894"
TAKEN, HUNG = "ほかのプログラムが使用中", "返事がありません"


@pytest.fixture(scope="module")
def kept(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """All devices are on USB, and none of them is plugged in."""
    with bench.start(OPEN) as machine, Twin(tmp_path_factory.mktemp("usb") / "twin") as twin:
        twin.kiosk.found_shop()
        pull_all(twin)
        machine.configure(SETTINGS)
        machine.wait_log("first frame", START_SECONDS)
        twin.wait_alike(machine)
        machine.keep(ON_USB)
    return bench


@pytest.fixture
def machine(kept: Bench) -> Iterator[Machine]:
    with kept.start(ON_USB) as machine:
        yield machine


@pytest.fixture
def twin(twin: Twin) -> Twin:
    pull_all(twin)
    return twin


def pull_all(twin: Twin) -> None:
    twin.kiosk.sim("scanner", "unplug")
    twin.kiosk.sim("printer", "off")


def both(twin: Twin, machine: Machine, device: str, word: str, says: str) -> None:
    """The twin's is as the machine's, and is seen to be so before they are compared: that neither has noticed is alike,
    too."""
    twin.kiosk.sim(device, word)
    twin.kiosk.wait(says, timeout=60)
    twin.wait_alike(machine)


def test_a_scanner_is_read_pulled_out_and_read_again(bench: Bench, machine: Machine, twin: Twin) -> None:
    scanner = Scanner()
    machine.plug_usb(bench.usb, scanner)
    both(twin, machine, "scanner", "plug", "scanner=ok")
    scanner.pull()
    both(twin, machine, "scanner", "unplug", "scanner=lost")
    machine.plug_usb(bench.usb, scanner)
    both(twin, machine, "scanner", "plug", "scanner=ok")
    twin.kiosk.sim("scan", MILK)
    scanner.scan(MILK)
    twin.wait_alike(machine)


def test_a_reader_that_hangs_or_is_pulled_out_comes_back(bench: Bench, machine: Machine, twin: Twin) -> None:
    reader = FelicaReader()
    machine.plug_usb(bench.usb, reader)
    both(twin, machine, "reader", "plug", "reader=ok")
    reader.field.chip.fault = Fault.HUNG
    both(twin, machine, "reader", "hang", f"text={HUNG}")
    reader.pull()
    reader.field.chip.fault = None
    machine.plug_usb(bench.usb, reader)
    both(twin, machine, "reader", "ok", "reader=ok")
    twin.kiosk.sim("tap", CARD)
    card = FelicaCard(CARD)
    reader.field.lay(card)
    twin.wait_alike(machine)
    reader.field.lift(card)


def test_a_reader_that_the_kernel_has_taken_is_named(bench: Bench, machine: Machine, twin: Twin) -> None:
    assert machine.ask_shell("lsmod | grep -c ^port100").strip() == "0"
    machine.ask_shell("modprobe port100")  # by hand: the system's own list keeps it out
    machine.plug_usb(bench.usb, FelicaReader())
    both(twin, machine, "reader", "taken", f"text={TAKEN}")


def test_a_printer_on_a_cable_prints_and_is_missed(bench: Bench, machine: Machine, twin: Twin, tmp_path: Path) -> None:
    printer, scanner = UsbPrinter(bench.printer), Scanner()
    machine.plug_usb(bench.usb, printer)
    both(twin, machine, "printer", "ok", "printer=ok")
    machine.plug_usb(bench.usb, scanner)
    both(twin, machine, "scanner", "plug", "scanner=ok")
    twin.kiosk.sim("scan", MILK)
    scanner.scan(MILK)
    twin.press(machine, *"198", "8% にする", "名前はあとで")
    before = len(bench.printer.slips)
    twin.press(machine, "お会計")
    wait_until("no slip came out", lambda: len(bench.printer.slips) > before, SLIP_SECONDS)
    assert alike(bench.printer.slips[-1], Path(twin.kiosk.view()["slips"][-1]))
    # a printer that is pulled before it has said so has perhaps not printed
    twin.kiosk.wait("text=印刷しました")
    twin.wait_alike(machine)
    printer.pull()
    twin.kiosk.sim("printer", "off")
    twin.press(machine, "おわり")
