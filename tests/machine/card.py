"""The SD card in the machine, and what a person finds on it who takes it out and puts it into another computer."""

import struct
import subprocess
from pathlib import Path

from tests.machine.emulator import PRINTER, SCANNER

SIZE = "2G"
# on a busy machine a minute is nothing: neither the kiosk nor its twin goes back to the first screen by itself
PATIENT = """
[counter]
idle_seconds = 3600
"""
SCREEN = f"""{PATIENT}
[screen]
size = "800x480"
"""
SETTINGS = f"""{SCREEN}
[scanner]
device = "{SCANNER}"
[printer]
connection = "tcp:{PRINTER}"
"""


class Card:
    """Written from `image`, with a kiosk.toml on the part that any computer can write; larger than the image is."""

    def __init__(self, folder: Path, image: Path) -> None:
        self.disk = folder / "card.qcow2"
        written, settings = folder / "card.img", folder / "kiosk.toml"
        run("cp", "--sparse=always", image / "card.img", written)
        settings.write_text(SETTINGS, "utf-8")
        start, _ = _partition(_table(written), 1)
        run("mcopy", "-i", f"{written}@@{start}", settings, "::kiosk.toml")
        run("qemu-img", "create", "-q", "-f", "qcow2", "-b", written, "-F", "raw", self.disk, SIZE)

    def shop(self, folder: Path) -> Path:
        """The shop's data, as it lies on the card of a machine whose plug was pulled."""
        data = folder / "data.ext4"
        self.copy_data(data)
        return shop_on(data, folder)

    def copy_data(self, to: Path) -> tuple[int, int]:
        """The data partition, as it is; where it begins on the card, and how long it is, in bytes."""
        table = to.with_name("table")
        self._copy(table, 0, 512)
        start, size = _partition(_table(table), 3)
        self._copy(to, start, size)
        return start, size

    def kind(self, folder: Path) -> int:
        """The data partition's type in the table."""
        self._copy(folder / "table", 0, 512)
        return _table(folder / "table")[446 + 16 * 2 + 4]

    def _copy(self, to: Path, start: int, size: int) -> None:
        disk = f"file.driver=qcow2,file.file.driver=file,file.file.filename={self.disk}"
        run("qemu-img", "convert", "-O", "raw", "--image-opts", f"driver=raw,offset={start},size={size},{disk}", to)


def shop_on(data: Path, folder: Path) -> Path:
    """What lies on a data partition, in a folder of its own. The file system must be sound once its journal was played
    back, as it is at every start."""
    run("e2fsck", "-p", data, fine=(0, 1))
    run("e2fsck", "-fn", data)
    run("debugfs", "-R", f"rdump /kokyaku {folder}", data)
    return folder / "kokyaku"


def run(*words: str | Path, fine: tuple[int, ...] = (0,)) -> None:
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode in fine, f"{words[0]}: {ended.returncode}: {ended.stdout}{ended.stderr}"


def _table(image: Path) -> bytes:
    with image.open("rb") as file:
        return file.read(512)


def _partition(table: bytes, number: int) -> tuple[int, int]:
    """Where it begins and how long it is, in bytes."""
    start, sectors = struct.unpack_from("<II", table, 446 + 16 * (number - 1) + 8)
    return start * 512, sectors * 512
