"""`python -m tests.bench.power [CUTS]`: the power cut at so many operations of a shop's life, in each of three ways.

Then the same with fewer syncs than the shop has, which must lose (NORMAL) and damage (OFF). Prints counts.
"""

import sys
import tempfile
import time
from pathlib import Path

from db.connection import Store
from tests.actions.recorded_life import Found, Recorded, cut_while_open, cut_while_upgraded, recorded
from tests.actions.test_upgrade import shop_of
from tests.db.recording_disk import Fate
from tests.db.shop import fill_shop

CUTS = 1000
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
        print(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CUTS)
