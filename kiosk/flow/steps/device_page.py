"""The page of a device opens: what is there is looked for first."""

from hardware.events import DeviceName
from hardware.ports import Cue
from kiosk.flow.desk import Desk
from kiosk.flow.device_choices import NotKept
from kiosk.flow.fitting_states import AtPrinter, AtReader, AtScanner


def open_device(device: DeviceName, desk: Desk) -> AtReader | AtPrinter | AtScanner:
    """Of the reader, the printer or the scanner."""
    match device:
        case DeviceName.PRINTER:
            return AtPrinter(desk.choices.usb_printers())
        case DeviceName.SCANNER:
            desk.choices.look_for_scanner()
            return AtScanner()
        case _:
            return AtReader()


def printer_used(state: AtPrinter, connection: str, paper_mm: int, desk: Desk) -> AtPrinter:
    try:
        desk.use_printer(connection, paper_mm)
    except NotKept:
        not_kept(desk)
        return state
    return AtPrinter(state.found)


def not_kept(desk: Desk) -> None:
    desk.cue(Cue.FAULT)
    desk.warn("fitting.not_kept")
