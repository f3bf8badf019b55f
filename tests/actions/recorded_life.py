"""A shop's life on a disk that writes down all that is done to it; then the power is cut at any operation of that.

Run as a program it upgrades the shop in FOLDER/data, lives, and leaves the record: `recorded_life FOLDER SYNCHRONOUS`.
It begins with tables of an earlier version, sells, takes back, tags, notes, merges, erases, closes days and backs up.
"""

import hashlib
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from db.connection import FILE, Store
from db.errors import StoreError
from db.verify import verify
from kiosk.actions.opening import new_shop, open_books
from kiosk.card_key import NAME as CARD_KEY
from kiosk.rules.search_words import search_text
from tests.actions.shop_life import Shop, tables
from tests.db import recording_disk
from tests.db.recording_disk import Fate, Files, Operation, after_power_cut

ROOT = Path(__file__).parents[2]
DEEDS = 120
RECORD = "record"
CARRIED = (CARD_KEY, "node")


@dataclass(frozen=True, slots=True)
class Recorded:
    """`states[count - 1]`: a hash over all that the shop knew when `count` commits were said to be safe."""

    folder: Path
    begun: Files  # what lay there before
    opened: int  # operations until the shop was open
    operations: list[Operation]
    states: list[str]
    sales: str  # a hash of those that the earlier version had


@dataclass(slots=True)
class Found:
    """After so many cuts: what was said to be safe and was not there; what can't be read, or adds up to no moment."""

    cuts: int = 0
    lost: int = 0
    damaged: int = 0


def recorded(old: Path, folder: Path, synchronous: str = "") -> Recorded:
    """`old`: the data of an earlier version."""
    shutil.copytree(old, folder / "data")
    begun = {FILE: bytearray((folder / "data" / FILE).read_bytes())}
    words = [sys.executable, "-m", __name__, str(folder), synchronous]
    subprocess.run(words, cwd=ROOT, check=True, timeout=110, stdout=subprocess.DEVNULL)
    opened, operations, states, sales = pickle.loads((folder / RECORD).read_bytes())
    return Recorded(folder, begun, opened, operations, states, sales)


def cut_while_open(life: Recorded, cuts: int, fate: Fate, seed: int, beside: Path) -> Found:
    random, found = Random(seed), Found()
    places = [random.randrange(life.opened, len(life.operations) + 1) for _ in range(cuts)]
    for promised, files in after_power_cut(life.operations, places, fate, random, life.begun):
        found.cuts += 1
        with _laid(life, files, beside) as folder:
            try:
                sound = not verify(folder, words=search_text)
                state = _digest(folder)
            except StoreError:
                sound, state = False, ""
            if not sound or state not in life.states:
                found.damaged += 1
            elif life.states.index(state) < promised - 1:
                found.lost += 1
    return found


def cut_while_upgraded(life: Recorded, cuts: int, fate: Fate, seed: int, beside: Path) -> Found:
    """It is opened again then, and is the shop that the upgrade makes."""
    random, found = Random(seed), Found()
    places = [random.randrange(life.opened) for _ in range(cuts)]
    for _, files in after_power_cut(life.operations, places, fate, random, life.begun):
        found.cuts += 1
        with _laid(life, files, beside) as folder:
            try:
                store = Store.open(folder)
                open_books(store, folder, new_shop("", []))
                store.close()
                found.damaged += verify(folder, words=search_text) != [] or _sales(folder) != life.sales
            except StoreError:
                found.damaged += 1
    return found


@contextmanager
def _laid(life: Recorded, files: Files, beside: Path) -> Iterator[Path]:
    beside.mkdir()
    try:
        for name, content in files.items():
            if name.startswith(FILE):
                (beside / name).write_bytes(content)
        for name in CARRIED:
            shutil.copy(life.folder / "data" / name, beside)
        yield beside
    finally:
        shutil.rmtree(beside)


def _digest(folder: Path) -> str:
    return hashlib.sha256(repr(tables(folder)).encode()).hexdigest()


def _sales(folder: Path) -> str:
    rows = tables(folder)
    return hashlib.sha256(repr([rows[name] for name in ("sale", "sale_line", "point_entry")]).encode()).hexdigest()


def main(folder: Path, synchronous: str) -> None:
    disk = recording_disk.RecordingDisk()  # before the checksums are loaded, so that they go on top of it
    record = recording_disk.RECORD
    states: list[str] = []
    real: Any = Store.transaction

    def safe() -> None:
        states.append(_digest(folder / "data"))
        record.append(recording_disk.Committed(len(states)))

    shop = Shop(folder / "data", folder / "stick")
    connection = shop.books.store.database.connection()
    if synchronous:
        connection.pragma("synchronous", synchronous)
    opened, chance = len(record), Random(7)
    safe()
    sales = _sales(folder / "data")

    @contextmanager
    def told(store: Store, **how: bool) -> Iterator[None]:
        with real(store, **how):
            yield
        safe()

    Store.transaction = told  # type: ignore[method-assign]
    shop.count = 1000  # the shop that was here has numbers of its own
    for count in range(DEEDS):
        shop.does(0 if count < 4 else chance.randrange(9), chance)
        if count % 20 == 10:
            shop.backs_up()
        if count % 15 == 14:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    shop.close()
    (folder / RECORD).write_bytes(pickle.dumps((opened, record, states, sales)))
    del disk


if __name__ == "__main__":
    # what is pickled belongs to the module by its name, not to the program
    from tests.actions import recorded_life

    recorded_life.main(Path(sys.argv[1]), sys.argv[2])
