"""Printers and a scanner beside the machine, which are chosen on the screen; the test plugs them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hardware.printer_connection import UsbIds
from hardware.usb_printers import UsbPrinter
from kiosk.flow.device_choices import NotKept

if TYPE_CHECKING:
    from kiosk.flow.texts import Texts

EPSON = UsbPrinter(UsbIds(0x04B8, 0x0202), "EPSON TM-T88V")
STAR = UsbPrinter(UsbIds(0x0519, 0x0003), "Star TSP100")


@dataclass
class Workbench:
    """Keeps kiosk.flow.device_choices.DeviceChoices. Whichever printer is chosen, its slips fall into the tray."""

    tray: Any
    printer: str = ""
    scanner: str = ""
    paper_mm: int = 80
    keyboard: str = "us"
    plugged: tuple[UsbPrinter, ...] = ()
    looking: bool = False
    writable: bool = True  # kiosk.toml
    texts: Texts | None = None
    spoken: list[str] = field(default_factory=list)  # what was kept

    @property
    def language(self) -> str:
        assert self.texts is not None
        return self.texts.language

    def speak(self, language: str) -> None:
        assert self.texts is not None
        self.texts.speak(language)
        self._keep()
        self.spoken.append(language)

    def usb_printers(self) -> tuple[UsbPrinter, ...]:
        return self.plugged

    def use_printer(self, connection: str, paper_mm: int) -> Any:
        self._keep()
        self.printer, self.paper_mm = connection, paper_mm
        return self.tray if connection else None

    def use_scanner(self, device: str, keyboard: str | None) -> bool:
        self._keep()
        another = device != self.scanner
        self.scanner, self.keyboard = device, keyboard or self.keyboard
        return another

    def look_for_scanner(self) -> None:
        self.looking = True

    def stop_looking(self) -> None:
        self.looking = False

    def _keep(self) -> None:
        if not self.writable:
            raise NotKept("the disk is full")
