"""`python -m tests.bench.power [CUTS]`: the power cut at so many operations of a shop's life, in each of three ways.

Then the same with fewer syncs than the shop has, which must lose (NORMAL) and damage (OFF), a real ext4 that is
switched off while a program sells, and the backup's process killed beside one. Prints counts; the last two end at the
first sale or backup that is not as it was.
"""

import sys
import tempfile
import time
from pathlib import Path

from db.connection import Store
from tests.actions.power_disk import NoLoopDevice, PowerDisk
from tests.actions.recorded_life import Found, Recorded, cut_while_open, cut_while_upgraded, recorded
from tests.actions.test_backup_killed import backup_killed_at_moments
from tests.actions.test_power import switched_off_at_moments
from tests.actions.test_upgrade import shop_of
from tests.db.recording_disk import Fate
from tests.db.shop import fill_shop

CUTS = 1000
EXT4_CUTS = 50
BACKUP_KILLS = 60
EARLIER = "0008"


def cut(life: Recorded, cuts: int, folder: Path) -> dict[Fate, Found]:
    return {fate: cut_while_open(life, cuts, fate, seed, folder / "cut") for seed, fate in enumerate(Fate)}


def main(cuts: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store = Store.open(folder / "sample")
        fill_shop(store, customers=40)
        store.close()
        shop_of(EARLIER, folder / "sample", folder / "old")
        begun = time.monotonic()
        life = recorded(folder / "old", folder / "full")
        print(f"{len(life.states)} commits, {len(life.operations)} operations on the disk")
        for fate, found in cut(life, cuts, folder).items():
            print(f"FULL, {fate}: {found.cuts} cuts, {found.lost} lost, {found.damaged} damaged")
        for seed, fate in enumerate(Fate):
            found = cut_while_upgraded(life, cuts // 10, fate, seed, folder / "cut")
            print(f"FULL, while upgraded, {fate}: {found.cuts} cuts, {found.damaged} damaged")
        for mode in ("normal", "off"):
            weaker = recorded(folder / "old", folder / mode, mode)
            for fate, found in cut(weaker, cuts // 10, folder).items():
                print(f"{mode.upper()}, {fate}: {found.cuts} cuts, {found.lost} lost, {found.damaged} damaged")
        try:
            disk = PowerDisk(folder)
        except NoLoopDevice as error:
            print(f"ext4 switched off: not tried, {error}")
        else:
            try:
                beeped = switched_off_at_moments(disk, EXT4_CUTS)
            finally:
                disk.close()
            print(f"ext4 switched off {EXT4_CUTS} times during sales: {beeped} had beeped, 0 lost, 0 twice, 0 damaged")
        found = backup_killed_at_moments(folder / "killed", BACKUP_KILLS)
        print(
            f"backup killed {BACKUP_KILLS} times during sales: {found.cut_off} left half a file, {found.proved} were"
            " proved already; 0 trusted wrongly, every next one was made"
        )
        print(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CUTS)
