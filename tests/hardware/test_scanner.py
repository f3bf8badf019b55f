"""The barcode scanner over a simulated one: evdev's own code reads the events from a pipe."""

import errno
import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.events import CodeScanned, DeviceLost, DeviceName, DeviceReady, ScanBroken, Trouble
from hardware.keymap import KEYPAD_ENTER, TAB, Layout, Stroke, decode
from hardware.scan_assembly import LONGEST, Scan, TornScan
from hardware.scanner import EvdevScanner, check
from hardware.scanner_line import (
    KernelInput,
    NotAScannerError,
    ScannerLine,
    ScannerNode,
    parse_scanner,
    trouble_of,
)
from hardware.simulated.scanner import DEVICE, SimulatedScanner, events_of
from tests.hardware.events import Told, wait_until

JAN, OTHER = "4901234567894", "4569951116179"


class Bench:
    """A scanner at work, the simulated one below it, and what was told."""

    def __init__(self, layout: Layout = Layout.US) -> None:
        self.simulated = SimulatedScanner(layout)
        self.scanner = self.simulated.scanner()
        self.told = Told()

    def start(self) -> "Bench":
        self.scanner.start(self.told)
        return self

    def scanned(self) -> str:
        event = self.told.next()
        assert isinstance(event, CodeScanned)
        return event.text

    def broken(self) -> None:
        assert isinstance(self.told.next(), ScanBroken)

    def lost(self) -> Trouble:
        event = self.told.next()
        assert isinstance(event, DeviceLost)
        assert event.device is DeviceName.SCANNER
        return event.trouble

    def ready(self) -> str:
        event = self.told.next()
        assert isinstance(event, DeviceReady)
        assert event.device is DeviceName.SCANNER
        return event.detail


@pytest.fixture
def counter() -> Iterator[Bench]:
    """A counter whose scanner hasn't been started yet."""
    bench = Bench()
    yield bench
    bench.scanner.stop()


@pytest.fixture
def bench(counter: Bench) -> Bench:
    counter.start().ready()
    return counter


def test_the_scanner_says_who_it_is(counter: Bench) -> None:
    counter.start()
    assert counter.ready() == "Simulated barcode scanner"


@pytest.mark.parametrize("ending", [None, KEYPAD_ENTER, TAB])
def test_a_code_is_told_however_the_scanner_ends_it(bench: Bench, ending: int | None) -> None:
    bench.simulated.scan(JAN, ending)
    assert bench.scanned() == JAN


def test_codes_come_in_the_order_of_the_hands(bench: Bench) -> None:
    for code in (JAN, OTHER, JAN):
        bench.simulated.scan(code)
    assert [bench.scanned() for _ in range(3)] == [JAN, OTHER, JAN]


@pytest.mark.parametrize("layout", Layout)
def test_every_sign_of_the_scanners_own_keyboard(layout: Layout) -> None:
    bench = Bench(layout).start()
    text = "https://shop.example/?a=1&b=[2]_{3}~+*'\"@`^|\\;:,.<>()#$%!-A\x1dz"
    try:
        bench.ready()
        bench.simulated.scan(text)
        assert bench.scanned() == text
    finally:
        bench.scanner.stop()


def test_the_longest_code_there_is(bench: Bench) -> None:
    bench.simulated.scan("7" * LONGEST)
    assert bench.scanned() == "7" * LONGEST
    with pytest.raises(ValueError):
        bench.simulated.scan("7" * (LONGEST + 1))


def test_what_a_scanner_has_no_key_for() -> None:
    with pytest.raises(ValueError):
        SimulatedScanner().scan("商品")
    with pytest.raises(ValueError):
        SimulatedScanner().scan("ü")


def test_a_dropped_burst_is_a_broken_scan_and_never_half_a_code(bench: Bench) -> None:
    bench.simulated.drop()
    bench.simulated.scan(JAN)
    bench.broken()
    bench.simulated.scan(JAN)
    assert bench.scanned() == JAN
    assert bench.told.nothing_more()


def test_a_scanner_set_to_another_keyboard_gives_no_half_codes() -> None:
    simulated, told = SimulatedScanner(Layout.JP), Told()
    scanner = simulated.scanner(Layout.US)
    scanner.start(told)
    try:
        told.next()
        simulated.scan("49\\01")  # the yen key, that a US keyboard hasn't got
        assert isinstance(told.next(), ScanBroken)
    finally:
        scanner.stop()


@pytest.mark.parametrize(
    ("misbehave", "trouble"),
    [
        (SimulatedScanner.unplug, Trouble.ABSENT),
        (SimulatedScanner.taken, Trouble.TAKEN),
        (SimulatedScanner.forbidden, Trouble.FORBIDDEN),
    ],
)
def test_a_scanner_in_trouble_from_the_start_says_so_once_and_comes_back(
    counter: Bench, misbehave: Callable[[SimulatedScanner], None], trouble: Trouble
) -> None:
    misbehave(counter.simulated)
    counter.start()
    assert counter.lost() is trouble
    for _ in range(2):  # tries of opening it again
        beat = counter.scanner.beat
        wait_until(lambda beat=beat: counter.scanner.beat > beat)  # type: ignore[misc]
    assert counter.told.nothing_more()
    counter.simulated.ok()
    counter.ready()
    counter.simulated.scan(JAN)
    assert counter.scanned() == JAN


def test_a_scanner_pulled_out_and_plugged_in_again_works(bench: Bench) -> None:
    bench.simulated.unplug()
    assert bench.lost() is Trouble.ABSENT
    bench.simulated.scan(OTHER)
    bench.simulated.plug()
    bench.ready()
    bench.simulated.scan(JAN)
    assert bench.scanned() == JAN


def test_half_a_code_before_the_plug_is_pulled_does_not_join_the_next(bench: Bench) -> None:
    bench.simulated.send([event for stroke in map(Stroke, range(2, 7)) for event in events_of(stroke)])
    bench.simulated.unplug()
    assert bench.lost() is Trouble.ABSENT
    bench.simulated.plug()
    bench.ready()
    bench.simulated.scan(JAN)
    assert bench.scanned() == JAN


def test_a_permission_that_comes_late(bench: Bench) -> None:
    bench.simulated.forbidden()
    assert [bench.lost(), bench.lost()] == [Trouble.ABSENT, Trouble.FORBIDDEN]
    bench.simulated.ok()
    bench.ready()


def test_a_scanner_at_rest_beats(bench: Bench) -> None:
    beat = bench.scanner.beat
    wait_until(lambda: bench.scanner.beat > beat)
    assert bench.told.nothing_more()


def test_a_stopped_scanner_is_silent_and_may_be_stopped_again(bench: Bench) -> None:
    bench.scanner.stop()
    bench.simulated.scan(JAN)
    bench.scanner.stop()
    assert bench.told.nothing_more()
    assert not any(thread.name == "scanner" for thread in threading.enumerate())


def test_stop_before_start_is_no_error() -> None:
    EvdevScanner(DEVICE).stop()


def test_no_code_reaches_the_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        bench.simulated.scan(JAN)
        event = bench.told.next()
    assert isinstance(event, CodeScanned)
    assert JAN not in repr(event)
    assert JAN not in caplog.text


# kiosk check


def test_check_asks_for_a_scan_and_shows_its_keys() -> None:
    simulated = SimulatedScanner(Layout.JP)
    trial = check(DEVICE, lambda node: simulated.scan("A:1"), simulated)
    assert trial.finding.result == DeviceReady(DeviceName.SCANNER, "Simulated barcode scanner")
    assert isinstance(trial.scan, Scan)
    assert decode(trial.scan.strokes, Layout.JP) == "A:1"
    assert decode(trial.scan.strokes, Layout.US) == "A'1"


def test_check_of_a_broken_scan_and_of_none() -> None:
    simulated = SimulatedScanner()
    simulated.drop()
    assert check(DEVICE, lambda node: simulated.scan(JAN), simulated).scan == TornScan()
    asked = []
    assert check(DEVICE, asked.append, simulated, seconds=0.01).scan is None
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("misbehave", "trouble"),
    [(SimulatedScanner.unplug, Trouble.ABSENT), (SimulatedScanner.taken, Trouble.TAKEN)],
)
def test_check_names_the_trouble(misbehave: Callable[[SimulatedScanner], None], trouble: Trouble) -> None:
    simulated = SimulatedScanner()
    misbehave(simulated)
    asked: list[ScannerNode] = []
    result = check(DEVICE, asked.append, simulated).finding.result
    assert isinstance(result, DeviceLost)
    assert result.trouble is trouble
    assert asked == []


def test_check_of_a_scanner_that_is_pulled_out_meanwhile() -> None:
    simulated = SimulatedScanner()
    result = check(DEVICE, lambda node: simulated.unplug(), simulated).finding.result
    assert isinstance(result, DeviceLost)
    assert result.trouble is Trouble.ABSENT


# which of the machine's input devices it is

SCANNER_KEYS = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
NO_KEYS, MEDIA_KEYS = "0", "3e000b 0 0 0"


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., None]:
    """Adds input devices to a machine of which /sys and /dev are folders."""

    def add(number: int, name: str, usb_id: str, keys: str = SCANNER_KEYS, ev: str = "120013") -> None:
        said = tmp_path / "sys" / f"event{number}" / "device"
        for part, text in {
            "name": name,
            "id/vendor": usb_id[:4],
            "id/product": usb_id[5:],
            "capabilities/ev": ev,
            "capabilities/key": keys,
        }.items():
            (said / part).parent.mkdir(parents=True, exist_ok=True)
            (said / part).write_text(f"{text}\n")
        (tmp_path / "dev").mkdir(exist_ok=True)
        (tmp_path / "dev" / f"event{number}").touch()

    return add


def on(tmp_path: Path) -> KernelInput:
    return KernelInput(tmp_path / "sys", tmp_path / "dev")


def test_the_scanner_is_found_among_keyboards_and_mice(machine: Callable[..., None], tmp_path: Path) -> None:
    machine(0, "AT Translated Set 2 keyboard", "0001:0001")
    machine(2, "Optical Mouse", "046d:c05a", "70000 0 0 0 0", "17")
    machine(10, "Symbol Scanner Media", "05e0:1200", MEDIA_KEYS, "13")
    machine(11, "Symbol Scanner", "05e0:1200")
    node = on(tmp_path).find("05e0:1200")
    assert node == (tmp_path / "dev/event11", "Symbol Scanner", "05e0", "1200")


def test_no_keyboard_is_taken_when_the_scanner_is_not_there(machine: Callable[..., None], tmp_path: Path) -> None:
    machine(0, "AT Translated Set 2 keyboard", "0001:0001")
    for device in ("05e0:1200", str(tmp_path / "dev/event7"), str(tmp_path / "dev/by-id/usb-scanner")):
        with pytest.raises(OSError) as problem:
            on(tmp_path).find(device)
        assert trouble_of(problem.value) is Trouble.ABSENT


def test_a_path_by_id_leads_to_its_device(machine: Callable[..., None], tmp_path: Path) -> None:
    machine(0, "AT Translated Set 2 keyboard", "0001:0001")
    machine(4, "Symbol Scanner", "05e0:1200")
    (tmp_path / "dev/by-id").mkdir()
    link = tmp_path / "dev/by-id/usb-Symbol-event-kbd"
    link.symlink_to("../event4")
    assert on(tmp_path).find(str(link)).name == "Symbol Scanner"


@pytest.mark.parametrize(
    ("keys", "ev"),
    [(SCANNER_KEYS, "120017"), (SCANNER_KEYS, "12001b"), (NO_KEYS, "13"), (MEDIA_KEYS, "13")],
)
def test_what_moves_a_pointer_or_types_no_digits_is_refused(
    machine: Callable[..., None], tmp_path: Path, keys: str, ev: str
) -> None:
    machine(3, "Wheel of Fortune", "05e0:1200", keys, ev)
    with pytest.raises(NotAScannerError, match="Wheel of Fortune") as problem:
        on(tmp_path).find("05e0:1200")
    assert trouble_of(problem.value) is Trouble.UNFIT


def test_what_is_no_input_device_can_not_be_opened(machine: Callable[..., None], tmp_path: Path) -> None:
    machine(3, "Symbol Scanner", "05e0:1200")
    bus = on(tmp_path)
    handles = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with pytest.raises(OSError):
            bus.open(bus.find("05e0:1200"))
    assert len(list(Path("/proc/self/fd").iterdir())) == handles


def test_all_keyboards_are_listed_and_nothing_that_moves_a_pointer(
    machine: Callable[..., None], tmp_path: Path
) -> None:
    machine(10, "Symbol Scanner", "05e0:1200")
    machine(9, "AT Translated Set 2 keyboard", "0001:0001")
    machine(2, "Optical Mouse", "046d:c05a", "70000 0 0 0 0", "17")
    machine(11, "Symbol Scanner Media", "05e0:1200", MEDIA_KEYS, "13")
    assert [node.name for node in on(tmp_path).keyboards()] == ["AT Translated Set 2 keyboard", "Symbol Scanner"]


def test_a_scanner_is_named_by_its_numbers_and_by_its_path_where_they_tell_nothing(
    machine: Callable[..., None], tmp_path: Path
) -> None:
    machine(4, "Symbol Scanner", "05e0:1200")
    bus = on(tmp_path)
    scanner = bus.find("05e0:1200")
    assert bus.name_of(scanner) == "05e0:1200"
    machine(3, "A keyboard of the same chip", "05e0:1200")
    assert bus.name_of(scanner) == "05e0:1200"  # udev has made no links: the first is taken
    (tmp_path / "dev/by-id").mkdir()
    for name, number in (("usb-Keyboard-event-kbd", 3), ("usb-Symbol-event-kbd", 4)):
        (tmp_path / "dev/by-id" / name).symlink_to(f"../event{number}")
    assert bus.name_of(scanner) == str(tmp_path / "dev/by-id/usb-Symbol-event-kbd")


def test_this_machine_has_no_such_scanner() -> None:
    with pytest.raises(OSError) as problem:
        KernelInput().find("dead:beef")
    assert problem.value.errno == errno.ENODEV


@pytest.mark.parametrize("device", ["05E0:1200", "/dev/input/by-id/usb-x-event-kbd"])
def test_scanners_have_two_spellings(device: str) -> None:
    assert parse_scanner(device) == device.lower()


@pytest.mark.parametrize("device", ["usb", "05e0", "5e0:1200", "/dev/hidraw0", "/dev/input/../sda", "keyboard"])
def test_what_is_no_scanner_is_refused_in_words(device: str) -> None:
    with pytest.raises(ValueError, match="05e0:1200"):
        parse_scanner(device)


def test_a_machine_without_evdev_and_a_line_that_talks_nonsense() -> None:
    assert trouble_of(ImportError("evdev")) is Trouble.NO_DRIVER
    assert trouble_of(OSError(errno.EIO, "?")) is Trouble.BROKEN


class _Wire:
    """An open device of evdev's that says it is another one, or can't be grabbed."""

    def __init__(self, vendor: int, grabs: bool) -> None:
        self.info = type("Info", (), {"vendor": vendor, "product": 0x1200})
        self._grabs = grabs
        self.closed = False

    def grab(self) -> None:
        if not self._grabs:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("vendor", "grabs", "trouble"), [(0x05E0, False, Trouble.TAKEN), (0x0001, True, Trouble.ABSENT)]
)
def test_a_node_that_is_grabbed_or_has_become_another_device_is_closed_again(
    monkeypatch: pytest.MonkeyPatch, vendor: int, grabs: bool, trouble: Trouble
) -> None:
    wire = _Wire(vendor, grabs)
    monkeypatch.setattr("evdev.InputDevice", lambda path: wire)
    with pytest.raises(OSError) as problem:
        KernelInput().open(ScannerNode(Path("/dev/input/event3"), "Symbol Scanner", "05e0", "1200"))
    assert trouble_of(problem.value) is trouble
    assert wire.closed


def test_a_scanner_that_may_be_grabbed_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = _Wire(0x05E0, True)
    monkeypatch.setattr("evdev.InputDevice", lambda path: wire)
    line: ScannerLine = KernelInput().open(ScannerNode(Path("/dev/input/event3"), "S", "05e0", "1200"))
    assert line is wire  # type: ignore[comparison-overlap]
    assert not wire.closed
