"""Printer and scanner are exchanged while the kiosk runs: the real drivers over the simulated devices."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.events import (
    CodeScanned,
    DeviceLost,
    DeviceName,
    DeviceReady,
    Event,
    ScannerFound,
    SlipFinished,
    SlipOutcome,
)
from hardware.slip import Slip, Words
from kiosk.chosen_devices import ChosenDevices
from kiosk.config import Config, Language, read_config
from kiosk.flow.device_choices import NotKept
from kiosk.flow.texts import Texts
from kiosk.simulation.devices import SCANNER, USB_PRINTER, SimulatedDevices
from tests.hardware.events import Told, wait_until

JAN = "4901234567894"
SLIP = Slip((Words("試し刷り"),))
CONNECTION = str(USB_PRINTER.ids)


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.simulated = SimulatedDevices(folder, Config())
        self.texts = Texts("ja")
        self.told = Told()
        self.chosen = ChosenDevices(folder, Config(), self.simulated, self.texts)

    def until(self, kind: type[Event]) -> Event:
        while not isinstance(event := self.told.next(), kind):
            pass
        return event


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    machine.chosen.start(machine.told)
    yield machine
    machine.chosen.stop()
    machine.simulated.stop()


def test_a_new_machine_has_none_and_finds_one(machine: Machine) -> None:
    assert machine.chosen.slip_printer is None
    (found,) = machine.chosen.usb_printers()
    printer = machine.chosen.use_printer(str(found.ids), 80)
    assert printer is not None
    assert machine.told.next() == DeviceReady(DeviceName.PRINTER, str(machine.simulated.printer.connection))
    printer.submit(-1, SLIP)
    assert machine.told.next() == SlipFinished(-1, SlipOutcome.PRINTED)
    assert read_config(machine.folder).printer.connection == CONNECTION


def test_one_that_is_exchanged_answers_for_its_slips_and_not_for_its_state(machine: Machine) -> None:
    before = machine.chosen.use_printer(CONNECTION, 80)
    machine.until(DeviceReady)
    machine.simulated.printer.off()
    assert before is not None
    after = machine.chosen.use_printer(CONNECTION, 58)
    assert after is not before
    assert isinstance(machine.told.next(), DeviceLost)
    before.submit(-1, SLIP)
    assert isinstance(machine.until(SlipFinished), SlipFinished)
    machine.simulated.printer.ok()
    assert isinstance(machine.until(DeviceReady), DeviceReady)
    assert read_config(machine.folder).printer.paper_mm == 58


def test_the_same_one_again_is_left_alone(machine: Machine) -> None:
    printer = machine.chosen.use_printer(CONNECTION, 80)
    assert machine.chosen.use_printer(CONNECTION, 80) is printer


def test_the_scanner_is_found_by_a_scan_and_then_works(machine: Machine) -> None:
    machine.chosen.look_for_scanner()
    machine.chosen.look_for_scanner()

    def heard() -> bool:  # what is scanned before somebody listens is lost, as in life
        machine.simulated.scanner.scan(JAN)
        return not machine.told.nothing_more()

    wait_until(heard)
    found = machine.told.next()
    assert isinstance(found, ScannerFound)
    assert machine.chosen.use_scanner(found.device, None)
    machine.chosen.stop_looking()
    assert isinstance(machine.until(DeviceReady), DeviceReady)
    machine.simulated.scanner.scan(JAN)
    code = machine.until(CodeScanned)
    assert isinstance(code, CodeScanned)
    assert code.text == JAN
    assert read_config(machine.folder).scanner.device == SCANNER
    assert not machine.chosen.use_scanner(found.device, None)


def test_what_is_given_up_is_there_no_more(machine: Machine) -> None:
    machine.chosen.use_printer(CONNECTION, 58)
    machine.chosen.use_scanner(SCANNER, None)
    assert machine.chosen.use_printer("", 58) is None
    assert machine.chosen.use_scanner("", None)
    assert (machine.chosen.slip_printer, machine.chosen.barcode_scanner) == (None, None)
    kept = read_config(machine.folder)
    assert (kept.printer.connection, kept.scanner.device) == ("", "")


def test_a_search_that_began_before_the_devices_hears_too(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.chosen.look_for_scanner()
    machine.chosen.start(machine.told)

    def heard() -> bool:
        machine.simulated.scanner.scan(JAN)
        return not machine.told.nothing_more()

    wait_until(heard)
    machine.chosen.stop()
    machine.simulated.stop()


def test_a_file_that_can_not_be_changed_changes_nothing(machine: Machine) -> None:
    (machine.folder / "kiosk.toml").write_text("language = ")
    with pytest.raises(NotKept):
        machine.chosen.use_printer(CONNECTION, 80)
    with pytest.raises(NotKept):
        machine.chosen.use_scanner(SCANNER, None)
    assert (machine.chosen.printer, machine.chosen.scanner) == ("", "")
    assert machine.chosen.slip_printer is None
    with pytest.raises(NotKept):
        machine.chosen.speak("en")
    assert machine.texts("first_start.new") == "A new shop"


def test_a_language_is_spoken_and_kept(machine: Machine) -> None:
    machine.chosen.speak("en")
    assert machine.texts("first_start.new") == "A new shop"
    assert read_config(machine.folder).language is Language.EN
