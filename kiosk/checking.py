"""`kiosk check`: tries every configured device and says what to do for each that fails."""

import queue
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hardware import slip_printer
from hardware.card_reader import ChosenReader
from hardware.events import DeviceLost, DeviceName, DeviceReady, Event
from hardware.printer_connection import parse_connection
from hardware.signals import GpioSignals
from kiosk.config import Config
from kiosk.configured import DOTS, SLIP_FONTS, configured_kanji
from kiosk.flow.texts import Texts
from kiosk.scanner_check import ScannerCheck

PINS_SECONDS = 10.0
KANJI_SECONDS = 10.0

Result = DeviceReady | DeviceLost


def check_devices(
    config: Config, texts: Texts, tell: Callable[[str], None], scanner: ScannerCheck | None = None
) -> int:
    """A line for each device, and below it what to do. 0 when all that are configured work, 1 otherwise.

    The scanner waits for a scan by which its keyboard setting is judged; it is the configured one unless given.
    Blocks 10 s for each device at most. Stop the kiosk first: a device has one owner.
    """
    failed = 0
    scanner = scanner or ScannerCheck(config.scanner, texts, tell)
    for name, place, result in _tried(config, scanner):
        what = texts(f"sign.{name}")
        match result:
            case None:
                tell(f"－ {what}: {texts('check.not_configured')}")
            case DeviceReady(detail=detail):
                tell(f"○ {what} {place}: {texts('sign.ok')} {detail}")
            case DeviceLost(trouble=trouble, detail=detail):
                failed += 1
                tell(f"× {what} {place}: {texts(f'trouble.{trouble}')} ({detail})")
                key = f"check.{name}_{trouble}"
                remedy = texts(key if key in texts else f"remedy.{name}_{trouble}", **scanner.usb_id)
                for line in remedy.splitlines():
                    tell(f"    {line}")
        if name is DeviceName.SCANNER:
            scanner.judge()
    return 1 if failed else 0


def _tried(config: Config, scanner: ScannerCheck) -> Iterator[tuple[DeviceName, str, Result | None]]:
    path = config.reader.path
    yield DeviceName.READER, path, ChosenReader(path).tried().result if path else None
    yield DeviceName.SCANNER, config.scanner.device, scanner.tried() if config.scanner.device else None
    yield DeviceName.PRINTER, config.printer.connection, _printer(config)
    pins = config.signals
    yield DeviceName.KANJI, "", _kanji(config)
    yield DeviceName.SIGNALS, "", _pins(config) if (pins.led_pin, pins.buzzer_pin) != (None, None) else None


def _printer(config: Config) -> Result | None:
    if not config.printer.connection:
        return None
    connection = parse_connection(config.printer.connection)
    return slip_printer.check(connection, DOTS[config.printer.paper_mm], SLIP_FONTS).result


def _kanji(config: Config) -> Result | None:
    """The engine is really started, in a home of its own; the first thing it says is how that went."""
    said: queue.SimpleQueue[Event] = queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as folder:
        engine = configured_kanji(config, Path(folder))
        if engine is None:
            return None
        engine.start(said.put)
        try:
            first = said.get(timeout=KANJI_SECONDS)
        finally:
            engine.stop()
    assert isinstance(first, DeviceReady | DeviceLost), "nobody asked for anything else"
    return first


def _pins(config: Config) -> Result:
    """Light and buzzer are really opened; the first thing they say is how that went."""
    said: queue.SimpleQueue[Event] = queue.SimpleQueue()
    signals = GpioSignals(config.signals.led_pin, config.signals.buzzer_pin, config.signals.passive_buzzer)
    signals.start(said.put)
    try:
        first = said.get(timeout=PINS_SECONDS)
    finally:
        signals.stop()
    assert isinstance(first, DeviceReady | DeviceLost), "light and buzzer say nothing else"
    return first
