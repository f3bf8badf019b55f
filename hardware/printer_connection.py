"""Where the printer is, in a word that a shop can write into its settings."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_FORMS = "write tcp:192.168.1.50 (or tcp:192.168.1.50:9100), usb:04b8:0202 or file:/dev/usb/lp0"


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A printer on the network. 9100 is every maker's port for raw printing."""

    host: str
    port: int = 9100

    def __str__(self) -> str:
        return f"tcp:{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class UsbIds:
    """A printer on USB by its maker and model. The first one found, when there are several alike."""

    vendor: int
    product: int

    def __str__(self) -> str:
        return f"usb:{self.vendor:04x}:{self.product:04x}"


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A printer behind the kernel's own driver. Not to be used beside UsbIds for the same printer."""

    path: PurePosixPath

    def __str__(self) -> str:
        return f"file:{self.path}"


Connection = TcpAddress | UsbIds | DeviceFile


def parse_connection(text: str) -> Connection:
    """The connection that str() gives back. ValueError, in plain words, for what names no printer."""
    kind, _, rest = text.strip().partition(":")
    match kind:
        case "tcp":
            return _tcp(text, rest)
        case "usb":
            ids = re.fullmatch("([0-9a-fA-F]{4}):([0-9a-fA-F]{4})", rest)
            if ids is None:
                raise _unclear(text, "usb: needs two numbers of four hex digits, as lsusb shows them")
            return UsbIds(int(ids[1], 16), int(ids[2], 16))
        case "file":
            if not rest.startswith("/"):
                raise _unclear(text, "file: needs a path that begins with /")
            return DeviceFile(PurePosixPath(rest))
    raise _unclear(text, "it begins with neither tcp: nor usb: nor file:")


def _tcp(text: str, rest: str) -> TcpAddress:
    found = re.fullmatch(r"([A-Za-z0-9._-]+)(?::([0-9]+))?", rest)
    if found is None:
        raise _unclear(text, "tcp: needs an address, and perhaps a port after another colon")
    port = int(found[2] or 9100)
    if not 0 < port < 65536:
        raise _unclear(text, "a port is a number from 1 to 65535")
    return TcpAddress(found[1], port)


def _unclear(text: str, reason: str) -> ValueError:
    return ValueError(f"'{text}' names no printer: {reason}. Please {_FORMS}.")
