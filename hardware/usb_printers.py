"""Which printers hang on USB, from what the kernel says in /sys: none is opened for it."""

from dataclasses import dataclass
from pathlib import Path

from hardware.printer_connection import UsbIds

_PRINTER_CLASS = "07"
_DEVICES = Path("/sys/bus/usb/devices")


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    """`name` is what the maker has written into it, or its numbers."""

    ids: UsbIds
    name: str


def usb_printers(devices: Path = _DEVICES) -> tuple[UsbPrinter, ...]:
    """Every kind of printer with an interface of the printer class, in the order of the ports; blocks for some ms.

    Alike ones are one: the connection names maker and model. A machine without USB has none.
    """
    found: dict[UsbIds, UsbPrinter] = {}
    for interface in sorted(devices.glob("*:*/bInterfaceClass")):
        try:
            if interface.read_text("ascii").strip() != _PRINTER_CLASS:
                continue
            device = devices / interface.parent.name.partition(":")[0]
            ids = UsbIds(int(_said(device, "idVendor"), 16), int(_said(device, "idProduct"), 16))
        except (OSError, ValueError):  # pulled out while we looked
            continue
        found.setdefault(ids, UsbPrinter(ids, _name(device) or f"{ids.vendor:04x}:{ids.product:04x}"))
    return tuple(found.values())


def _name(device: Path) -> str:
    """Maker and model; some write the maker into both."""
    maker, model = (_written(device, what) for what in ("manufacturer", "product"))
    return model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}".strip()


def _written(device: Path, what: str) -> str:
    try:
        return " ".join(_said(device, what).split())
    except OSError:  # many have no such text
        return ""


def _said(device: Path, what: str) -> str:
    return (device / what).read_text("utf-8", "replace").strip()
