"""A stick with backups: it is plugged in, written to, and pulled, whatever is being written then."""

import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from db.backup_listing import listed
from db.backup_manifest import SUFFIX
from db.backup_target import FolderTarget
from tests.machine.card import run
from tests.machine.conftest import Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)
SECONDS = 180.0
PLACE = "/media/kokyaku/STICK"
TITLE = 60  # rows of the screen
FILLING = f"runuser -u kiosk -- dd if=/dev/zero of={PLACE}/filling bs=64k oflag=sync status=none >/dev/null 2>&1 &"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """FAT32, as they are sold, and chosen for backups by a shop."""
    stick, chosen = tmp_path / "stick", tmp_path / "chosen"
    run("mkfs.vfat", "-C", "-F", "32", "-n", "STICK", stick, str(64 * 1024))
    chosen.mkdir()
    FolderTarget.present(chosen).choose()
    run("mcopy", "-i", stick, *chosen.iterdir(), "::")
    return stick


def there(machine: Machine) -> bool:
    return PLACE in machine.ask_shell(f"findmnt -no TARGET {PLACE}")


def test_pulled_in_the_middle_of_writing_it_is_let_go_and_comes_back(machine: Machine, stick: Path) -> None:
    machine.plug(stick)
    wait_until("the stick was not mounted", lambda: there(machine), SECONDS)
    machine.ask_shell(f"{FILLING} while [ ! -s {PLACE}/filling ]; do sleep 0.1; done")
    machine.pull()
    wait_until("the stick was still mounted", lambda: not there(machine), SECONDS)
    machine.plug(stick)
    wait_until("the stick was not mounted again", lambda: there(machine), SECONDS)
    assert machine.ask_shell("systemctl show --property NRestarts,ActiveState --value kiosk").split() == ["0", "active"]


def test_the_shop_is_backed_up_to_it_when_its_key_is_on_paper(
    bench: Bench, machine: Machine, twin: Twin, stick: Path, tmp_path: Path
) -> None:
    machine.plug(stick)
    wait_until("the stick was not mounted", lambda: there(machine), SECONDS)
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
    machine.picture().save(tmp_path / "backed-up.png")
    machine.pull()
    machine.cut()
    folder = tmp_path / "read"
    folder.mkdir()
    run("mcopy", "-s", "-i", stick, "::", folder)
    assert [backup.manifest is not None for backup in listed(FolderTarget.present(folder))] == [True]
    proving = [sys.executable, "-m", "kiosk", "backup", "verify", str(folder), "--key", "-"]
    subprocess.run(proving, input=key.text, text=True, check=True)
