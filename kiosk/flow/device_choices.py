"""What of this machine can be chosen on the screen: its language, its printer, its scanner."""

from typing import Protocol

from hardware.ports import SlipPrinter
from hardware.usb_printers import UsbPrinter


class NotKept(Exception):
    """kiosk.toml could not be written: nothing has changed."""


class DeviceChoices(Protocol):
    """It belongs to the counter's thread. What was chosen is in kiosk.toml, and holds, when these return."""

    @property
    def language(self) -> str: ...

    @property
    def printer(self) -> str:
        """As hardware.printer_connection writes it; "" for none."""

    @property
    def paper_mm(self) -> int: ...

    @property
    def scanner(self) -> str:
        """As hardware.scanner_line.parse_scanner takes it; "" for none."""

    def speak(self, language: str) -> None:
        """All texts are in it from now on, also where it could not be kept (NotKept)."""

    def usb_printers(self) -> tuple[UsbPrinter, ...]:
        """Those that are there now; blocks for some ms."""

    def use_printer(self, connection: str, paper_mm: int) -> SlipPrinter | None:
        """This one from now on, "" for none; the one before finishes its slip by itself. Raises NotKept."""

    def use_scanner(self, device: str, keyboard: str | None) -> bool:
        """This one from now on, "" for none; `keyboard` None: it imitates the same as before. Whether another one was
        at work until now. Raises NotKept."""

    def look_for_scanner(self) -> None:
        """From now on each barcode of any keyboard is told as ScannerFound; twice is once."""

    def stop_looking(self) -> None:
        """Twice is once."""
