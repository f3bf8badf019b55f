"""The devices of the simulated shop. Each is a simulator below the real driver."""

from collections.abc import Callable, Mapping
from pathlib import Path

from hardware.felica_nfcpy import NfcpyReader
from hardware.printer_connection import UsbIds
from hardware.scanner import EvdevScanner
from hardware.scanner_search import ScannerSearch
from hardware.signals import GpioSignals
from hardware.simulated.clock import SimulatedClock
from hardware.simulated.printer import SimulatedPrinter
from hardware.simulated.reader import SimulatedReader
from hardware.simulated.scanner import DEVICE, SimulatedScanner
from hardware.simulated.signals import simulated_pins
from hardware.simulated.vault import SimulatedVault
from hardware.slip_printer import EscposPrinter
from hardware.usb_printers import UsbPrinter
from kiosk.config import Config, PrinterConfig, ScannerConfig
from kiosk.configured import DOTS, SLIP_FONTS
from kiosk.value import replace

LED_PIN, BUZZER_PIN = 17, 27
USB_PRINTER = UsbPrinter(UsbIds(0x04B8, 0x0202), "Simulated slip printer")
SCANNER = DEVICE


def fitted_out(config: Config) -> Config:
    """With a printer and a scanner, as a shop that has been there for long."""
    printer, scanner = config.printer, config.scanner
    return replace(
        config,
        printer=replace(printer, connection=printer.connection or str(USB_PRINTER.ids)),
        scanner=replace(scanner, device=scanner.device or SCANNER),
    )


class SimulatedDevices:
    def __init__(self, folder: Path, config: Config, *, told_time: bool = True, vault: bool = False) -> None:
        """Slips come out as PNGs in `folder`/slips. The printer listens on 127.0.0.1 until stop().

        `config` says which keyboard the scanner imitates. `told_time`: the network has told the machine the time.
        `vault`: its card's data can be encrypted.
        """
        self.clock = SimulatedClock(told=told_time)
        self.reader = SimulatedReader()
        self.printer = SimulatedPrinter(folder / "slips")
        self.scanner = SimulatedScanner(config.scanner.keyboard)
        self.vault = SimulatedVault(folder) if vault else None
        self.signals = GpioSignals(LED_PIN, BUZZER_PIN, open_pins=simulated_pins)
        self.reader_words: Mapping[str, Callable[[], None]] = {
            "unplug": self.reader.unplug,
            "plug": self.reader.plug,
            "hang": self.reader.hang,
            "bad-ack": self.reader.bad_ack,
            "eio": self.reader.eio,
            "taken": self.reader.taken,
            "forbidden": self.reader.forbidden,
            "ok": self.reader.ok,
        }
        self.printer_words: Mapping[str, Callable[[], None]] = {
            "paper-out": self.printer.paper_out,
            "cover": self.printer.cover,
            "stall": self.printer.stall,
            "off": self.printer.off,
            "die-mid-slip": self.printer.die_mid_slip,
            "ok": self.printer.ok,
        }

        self.scanner_words: Mapping[str, Callable[[], None]] = {
            "unplug": self.scanner.unplug,
            "plug": self.scanner.plug,
            "drop": self.scanner.drop,
            "ok": self.scanner.ok,
        }

        self.vault_words: Mapping[str, Callable[[], None]] = {}
        if self.vault is not None:
            self.vault_words = {
                "slow": self.vault.slow,
                "fail": self.vault.fail,
                "damage": self.vault.damage,
                "ok": self.vault.ok,
            }

    def barcode_scanner(self, scanner: ScannerConfig) -> EvdevScanner | None:
        """Whichever was chosen, it is the simulated one."""
        return self.scanner.scanner(scanner.keyboard) if scanner.device else None

    def scanner_search(self) -> ScannerSearch:
        return ScannerSearch(self.scanner)

    def card_reader(self) -> NfcpyReader:
        return self.reader.reader()

    def slip_printer(self, printer: PrinterConfig) -> EscposPrinter | None:
        """Whichever was chosen, it is the simulated one."""
        if not printer.connection:
            return None
        return EscposPrinter(self.printer.connection, DOTS[printer.paper_mm], SLIP_FONTS)

    def usb_printers(self) -> tuple[UsbPrinter, ...]:
        return (USB_PRINTER,) if self.printer.is_on else ()

    def stop(self) -> None:
        self.printer.stop()
