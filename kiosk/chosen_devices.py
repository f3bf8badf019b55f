"""The printer, the scanner and the language of kiosk.toml, each of which may be exchanged while the kiosk runs."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.events import DeviceLost, DeviceReady, Event, Sink
from hardware.ports import Device, Scanner, SlipPrinter
from hardware.usb_printers import UsbPrinter
from kiosk.config import BadConfig, Config, Language, PrinterConfig, ScannerConfig
from kiosk.config_file import change_config
from kiosk.flow.device_choices import NotKept
from kiosk.flow.texts import Texts
from kiosk.value import replace


class ScannerSearch(Protocol):
    """hardware.scanner_search.ScannerSearch: for one search."""

    def start(self, sink: Sink) -> None: ...

    def stop(self) -> None: ...


class Devices(Protocol):
    """What makes them: the machine's own (kiosk.configured), or the simulated ones."""

    def slip_printer(self, printer: PrinterConfig) -> SlipPrinter | None: ...

    def barcode_scanner(self, scanner: ScannerConfig) -> Scanner | None: ...

    def usb_printers(self) -> tuple[UsbPrinter, ...]: ...

    def scanner_search(self) -> ScannerSearch: ...


class ChosenDevices:
    """Keeps kiosk.flow.device_choices.DeviceChoices. start() and stop() are for whoever starts the other devices."""

    def __init__(self, folder: Path, config: Config, devices: Devices, texts: Texts) -> None:
        self._folder = folder
        self._config = config
        self._devices = devices
        self._texts = texts
        self._lock = threading.Lock()  # it may be started while somebody chooses
        self._sink: Sink | None = None
        self._search: ScannerSearch | None = None
        self.slip_printer = devices.slip_printer(config.printer)
        self.barcode_scanner = devices.barcode_scanner(config.scanner)

    def start(self, sink: Sink) -> None:
        """Those that are chosen, and whichever comes after them."""
        with self._lock:
            self._sink = sink
            for device in self._running():
                self._start(device)
            if self._search is not None:
                self._search.start(sink)

    def stop(self) -> None:
        """Blocks 5 s for each device at most."""
        self.stop_looking()
        with self._lock:
            self._sink = None
        for device in self._running():
            device.stop()

    @property
    def language(self) -> str:
        return self._texts.language

    @property
    def printer(self) -> str:
        return self._config.printer.connection

    @property
    def paper_mm(self) -> int:
        return self._config.printer.paper_mm

    @property
    def scanner(self) -> str:
        return self._config.scanner.device

    def speak(self, language: str) -> None:
        self._texts.speak(language)
        self._keep({"language": Language(language)})

    def usb_printers(self) -> tuple[UsbPrinter, ...]:
        return self._devices.usb_printers()

    def use_printer(self, connection: str, paper_mm: int) -> SlipPrinter | None:
        chosen = replace(self._config.printer, connection=connection, paper_mm=58 if paper_mm == 58 else 80)
        if chosen != self._config.printer:
            self._keep({"printer.connection": connection, "printer.paper_mm": paper_mm})
            self._config = replace(self._config, printer=chosen)
            before, self.slip_printer = self.slip_printer, self._devices.slip_printer(chosen)
            self._exchange(before, self.slip_printer)
        return self.slip_printer

    def use_scanner(self, device: str, keyboard: str | None) -> bool:
        layout = self._config.scanner.keyboard if keyboard is None else type(self._config.scanner.keyboard)(keyboard)
        chosen = replace(self._config.scanner, device=device, keyboard=layout)
        if chosen == self._config.scanner:
            return False
        self._keep({"scanner.device": device, "scanner.keyboard": str(layout)})
        self._config = replace(self._config, scanner=chosen)
        before, self.barcode_scanner = self.barcode_scanner, self._devices.barcode_scanner(chosen)
        self._exchange(before, self.barcode_scanner)
        return True

    def look_for_scanner(self) -> None:
        with self._lock:
            if self._search is None:
                self._search = self._devices.scanner_search()
                if self._sink is not None:  # else start() does it: the page may be the first that is shown
                    self._search.start(self._sink)

    def stop_looking(self) -> None:
        with self._lock:
            search, self._search = self._search, None
        if search is not None:
            search.stop()

    def _running(self) -> list[Device]:
        return [device for device in (self.slip_printer, self.barcode_scanner) if device is not None]

    def _keep(self, changes: dict[str, str | int]) -> None:
        try:
            change_config(self._folder, changes)
        except (OSError, BadConfig) as error:
            raise NotKept(str(error)) from error

    def _exchange(self, before: Device | None, after: Device | None) -> None:
        """The one before may have a slip in work: nobody waits for it."""
        if before is not None:
            threading.Thread(target=before.stop, name="exchanged", daemon=True).start()
        with self._lock:
            if after is not None and self._sink is not None:
                self._start(after)

    def _start(self, device: Device) -> None:
        assert self._sink is not None, "there is somebody to tell"
        device.start(self._telling(device, self._sink))

    def _telling(self, device: Device, sink: Sink) -> Callable[[Event], None]:
        """How a device fares that was exchanged says nothing of the one in its place; what it printed still counts."""

        def tell(event: Event) -> None:
            if device in self._running() or not isinstance(event, DeviceReady | DeviceLost):
                sink(event)

        return tell
