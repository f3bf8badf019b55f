"""Among the keyboards of a machine the scanner is found by how it types."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.events import ScannerFound
from hardware.keymap import ENTER, Layout, Stroke
from hardware.scan_assembly import Scan
from hardware.scanner_line import ScannerNode
from hardware.scanner_search import FEWEST, KEY_SECONDS, Bursts, ScannerSearch
from hardware.simulated.scanner import Line, SimulatedScanner, events_of, strokes_of
from tests.hardware.events import Told, wait_until

JAN = "4901234567894"


class Desk:
    """A machine with a keyboard for fingers and a scanner, and who listens to them."""

    def __init__(self) -> None:
        self.keyboard = SimulatedScanner(node=ScannerNode(Path("/dev/input/event3"), "Keyboard", "046d", "c31c"))
        self.scanner = SimulatedScanner(Layout.JP)
        self.opened: list[ScannerNode] = []
        self.told = Told()
        self.search = ScannerSearch(self)

    def keyboards(self) -> tuple[ScannerNode, ...]:
        return (*self.keyboard.keyboards(), *self.scanner.keyboards())

    def overhear(self, node: ScannerNode) -> Line:
        self.opened.append(node)
        return self._one(node).overhear(node)

    def open(self, node: ScannerNode) -> Line:
        raise AssertionError(f"{node.name} was grabbed")

    def find(self, device: str) -> ScannerNode:
        raise AssertionError(f"{device} was looked for")

    def name_of(self, node: ScannerNode) -> str:
        return self._one(node).name_of(node)

    def _one(self, node: ScannerNode) -> SimulatedScanner:
        return self.scanner if node == self.scanner.node else self.keyboard

    def found(self) -> ScannerFound:
        event = self.told.next()
        assert isinstance(event, ScannerFound)
        return event


def typed(text: str, seconds: float) -> list[Scan]:
    """What passes for a scan of a text and Enter, typed a key in so many seconds."""
    bursts, found, now = Bursts(), [], 1000.0
    for stroke in (*strokes_of(text, Layout.US), Stroke(ENTER)):
        now += seconds
        found.append(bursts.silence(now))
        found += [bursts.take(*event, now) for event in events_of(stroke)]
    return [scan for scan in found if scan is not None]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.search.start(desk.told)
    wait_until(lambda: len(desk.opened) == 2)
    yield desk
    desk.search.stop()


def test_the_one_that_types_a_barcode_at_once_is_the_scanner(desk: Desk) -> None:
    desk.scanner.scan(JAN)
    found = desk.found()
    assert (found.device, found.name) == ("05e0:1200", "Simulated barcode scanner")
    assert dict(found.readings) == {"us": JAN, "jp": JAN}


def test_what_it_typed_tells_which_keyboard_it_imitates(desk: Desk) -> None:
    desk.scanner.scan("https://x")
    assert dict(desk.found().readings) == {"us": "https'//x", "jp": "https://x"}


def test_a_scanner_without_an_ending_is_found_by_its_silence(desk: Desk) -> None:
    desk.scanner.scan(JAN, ending=None)
    assert desk.found().device == "05e0:1200"


def test_one_that_is_plugged_in_later_is_found_too(desk: Desk) -> None:
    desk.scanner.unplug()
    desk.scanner.plug()
    wait_until(lambda: len(desk.opened) == 3)
    desk.scanner.scan(JAN)
    assert desk.found().device == "05e0:1200"


def test_fewer_keys_than_a_barcode_has_are_a_persons(desk: Desk) -> None:
    desk.keyboard.scan("1" * (FEWEST - 1))
    desk.scanner.scan(JAN)
    assert desk.found().name == "Simulated barcode scanner"
    assert desk.told.nothing_more()


@given(text=st.text("0123456789", min_size=1, max_size=20), again=st.integers(1, 3))
def test_fingers_are_too_slow_to_be_a_scanner_and_scanners_are_not(text: str, again: int) -> None:
    assert typed(text, KEY_SECONDS * 2.5) == []
    scans = typed(text, KEY_SECONDS / again)
    assert [len(scan.strokes) for scan in scans] == ([len(text)] if len(text) >= FEWEST else [])


def test_nothing_is_told_once_it_was_stopped(desk: Desk) -> None:
    desk.search.stop()
    desk.scanner.scan(JAN)
    later = Desk()
    later.search.start(later.told)
    wait_until(lambda: len(later.opened) == 2)
    later.scanner.scan(JAN)
    later.found()
    later.search.stop()
    assert desk.told.nothing_more()


def test_what_was_scanned_stays_out_of_logs(desk: Desk) -> None:
    desk.scanner.scan(JAN)
    assert JAN not in repr(desk.found())
