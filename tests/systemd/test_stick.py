"""A stick is mounted by the rule and given back, with the kernel's own mounts; no other test sees them."""

import subprocess

from tests.systemd.machine import STICK, SYSTEMCTL, alone, stick

MOUNTED = "grep ^/dev/$1 /proc/self/mounts"


def test_it_is_mounted_under_its_label_and_nothing_on_it_can_run(tmp_path):
    with stick(tmp_path, "店 の USB") as name:
        said = alone(f"$stick mount $1; {MOUNTED}", name)
    _, where, _, options, *_ = said.split()
    assert where == "/media/kokyaku/店\\040の\\040USB"
    assert {"rw", "nosuid", "nodev", "noexec"} <= set(options.split(","))


def test_a_label_that_would_lead_elsewhere_does_not(tmp_path):
    with stick(tmp_path, "../../etc") as name:
        assert alone(f"$stick mount $1; {MOUNTED}", name).split()[1] == "/media/kokyaku/etc"


def test_one_without_a_label_has_its_own_number_and_two_of_one_label_two_folders(tmp_path):
    (tmp_path / "other").mkdir()
    with stick(tmp_path, "SHOP") as name, stick(tmp_path / "other", "SHOP") as other:
        said = alone("$stick mount $1; $stick mount $2; ls /media/kokyaku", name, other).split()
    assert len(said) == 2
    assert said[0] == "SHOP"
    assert said[1].startswith("SHOP-")
    with stick(tmp_path, "") as name:
        assert len(alone("$stick mount $1; ls /media/kokyaku", name).strip()) == 36


def test_a_locked_one_is_mounted_read_only(tmp_path):
    with stick(tmp_path, "SHOP", locked=True) as name:
        options = alone(f"$stick mount $1; {MOUNTED}", name).split()[3]
    assert "ro" in options.split(",")


def test_mounting_twice_and_giving_back_twice_change_nothing(tmp_path):
    with stick(tmp_path, "SHOP") as name:
        said = alone(
            "$stick mount $1; $stick mount $1; ls /media/kokyaku; $stick unmount $1; $stick unmount $1; "
            "ls /media/kokyaku; $stick mount $1; ls /media/kokyaku",
            name,
        )
    assert said.split() == ["SHOP", "SHOP"]


def test_one_in_use_is_kept_and_one_that_was_pulled_is_let_go(tmp_path):
    with stick(tmp_path, "SHOP") as name:
        said = alone(
            "$stick mount $1; exec 3< /media/kokyaku/SHOP; $stick unmount $1 || echo kept; ls /media/kokyaku; "
            # the node is gone, as it is when the stick is pulled
            "mount -t tmpfs dev /dev; $stick release $1; ls /media/kokyaku; echo gone",
            name,
        )
    assert said.split() == ["kept", "SHOP", "gone"]


def test_what_it_can_not_read_is_said(tmp_path):
    with stick(tmp_path, "", kind="ext2") as name:
        assert "FAT32, exFAT or ext4" in alone(
            "$stick mount $1 2>&1 || true; ls /media/kokyaku 2>/dev/null || true", name
        )


def test_a_partition_of_the_disk_from_which_the_machine_runs_is_no_stick(tmp_path):
    with stick(tmp_path, "SHOP") as name:
        said = alone(
            # the disk's second partition is the first one of a machine that starts from it
            "addpart /dev/$1 1 2048 12288; addpart /dev/$1 2 16384 16384; "
            "trap 'umount /mnt; delpart /dev/$1 1; delpart /dev/$1 2' EXIT; "
            "mkfs.ext4 -q -L SYSTEM /dev/${1}p1; mkfs.ext4 -q -L SHOP /dev/${1}p2; mount /dev/${1}p1 /mnt; "
            "$stick mount ${1}p2 2>&1; ls /media",
            name,
        )
    assert "left alone" in said
    assert said.strip().endswith("left alone")


def test_what_was_mounted_by_hand_is_left_alone(tmp_path):
    with stick(tmp_path, "SHOP") as name:
        said = alone("mkdir /media/own; mount /dev/$1 /media/own; $stick unmount $1 2>&1 || echo left; ls /media", name)
    assert "left" in said
    assert said.split()[-1] == "own"


def test_a_name_that_is_no_devices_is_refused():
    assert subprocess.run([STICK, "mount", "../sda1"]).returncode == 2


# the journal's thread over the real mount; systemd alone is played
GIVEN_BACK = """
import sys
from pathlib import Path
from random import Random
from subprocess import run

from db.backup_listing import listed
from db.backup_target import FolderTarget
from db.journal_file import JournalFile
from kiosk.rules.backup_places import USB
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.journal_thread import JournalMoved, JournalThread, StickGivenBack
from kiosk.actions.ruled_stick import Removal
from tests.actions.shop_life import Shop
from tests.hardware.events import Told

data, name, script = Path(sys.argv[1]), *sys.argv[2:]
place = Path("/media/kokyaku/SHOP")
run([script, "mount", name], check=True)
shop, told = Shop(data, place), Told()
shop.backs_up()
thread = JournalThread(data, USB)
shop.books.written = thread.written
shop.enrols(Random(1))
thread.start(told)
assert told.next() == JournalMoved(None, removable=True)
shop.sells(Random(1))
with next(place.glob("*.journal")).open():
    thread.give_back()
    assert told.next() == StickGivenBack(Removal.KEPT)
shop.sells(Random(2))
thread.give_back()
assert told.next() == StickGivenBack(Removal.OUT)
assert not place.exists()
assert told.next() == JournalMoved(BackupTrouble.MISSING)
run([script, "mount", name], check=True)
target = FolderTarget.present(place)
assert JournalFile.found(target, listed(target)[0]).last == shop.last
thread.written()
assert told.next() == JournalMoved(None, removable=True)
thread.stop()
shop.close()
print("given back")
"""


def test_the_kiosk_ends_writing_has_it_unmounted_and_goes_on_when_it_is_in_again(tmp_path, monkeypatch):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "systemctl").write_text(SYSTEMCTL)
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin")
    with stick(tmp_path, "SHOP") as name:
        said = alone(GIVEN_BACK, str(tmp_path / "data"), name, str(STICK), shell=False)
    assert said.endswith("given back\n")
