"""A stick for backups, and a shop's first backup on it."""

from pathlib import Path

import zxingcpp
from PIL import Image

from db.backup_manifest import SUFFIX
from db.backup_target import FolderTarget
from tests.machine.card import run
from tests.machine.conftest import Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import Twin

PLACE = "/media/kokyaku/STICK"
SECONDS = 180.0
TITLE = 60  # rows of the screen


def made_stick(folder: Path) -> Path:
    """FAT32, as they are sold, and chosen for backups by a shop."""
    stick, chosen = folder / "stick", folder / "chosen"
    run("mkfs.vfat", "-C", "-F", "32", "-n", "STICK", stick, str(64 * 1024))
    chosen.mkdir()
    FolderTarget.present(chosen).choose()
    run("mcopy", "-i", stick, *chosen.iterdir(), "::")
    return stick


def there(machine: Machine) -> bool:
    return PLACE in machine.ask_shell(f"findmnt -no TARGET {PLACE}")


def plug(machine: Machine, stick: Path) -> None:
    machine.plug(stick)
    wait_until("the stick was not mounted", lambda: there(machine), SECONDS)


def back_up(bench: Bench, machine: Machine, twin: Twin, stick: Path) -> str:
    """From the idle screen: the key is printed and read back, and the first backup is made. Returns the key."""
    plug(machine, stick)
    twin.press(machine, "メニュー")
    # the twin has no stick: titles alone are alike from here on
    twin.touch(machine, "バックアップ")
    twin.wait_alike(machine, TITLE)
    before = len(bench.printer.slips)
    twin.touch(machine, "鍵を作る")
    wait_until("the key was not printed", lambda: len(bench.printer.slips) > before, SECONDS)
    with Image.open(bench.printer.slips[-1]) as paper:
        (key,) = zxingcpp.read_barcodes(paper)
    machine.scan(key.text)
    manifests = f"find {PLACE} -name '*{SUFFIX}'"
    wait_until("no backup came", lambda: SUFFIX in machine.ask_shell(manifests), SECONDS)
    return key.text
