"""Other copies of the shop that lie at hand, in backups and in data folders: what there is to join with.

A long read: it runs in the reports' thread, for a stick may take its time.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import apsw
from peewee import PeeweeException

from db.backup_errors import BackupError, TargetMissing
from db.backup_target import FolderTarget
from db.connection import FILE, Reader, Store
from db.errors import StoreError, sqlite_named
from db.words import LIVING
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.actions.long_reads import Tell
from kiosk.actions.restoring import ShopInBackup, backups_at
from kiosk.rules.units import Instant
from kiosk.value import Value

MOST: Final = 100
_FOLDERS: Final = ("", "*/", "*/*/", "home/*/.local/share/kokyaku/")
"""Where a data folder lies on a stick, or on another machine's card."""


class OtherShop(Value):
    """A backup, or (`backup` empty) a data folder. `keys`: numbers of the papers that open the backup."""

    place: Path
    name: str  # the shop's, as far as it is known
    shop: ShopInBackup
    kin: bool  # a copy of this shop: others can't be joined with it
    backup: str = ""
    keys: tuple[str, ...] = ()


class OthersFound(Value):
    """Data folders first, then backups, the newest first. `trouble`: why some of the places can't be seen."""

    others: tuple[OtherShop, ...]
    trouble: BackupTrouble | None = None


def find_others(reader: Reader, tell: Tell, places: tuple[Path, ...]) -> OthersFound:
    """In `places` and a little below. Backups that this copy knows of as its own, and such as were never proved, are
    left out."""
    ours = _Ours(reader)
    others: list[OtherShop] = []
    trouble = None if places else backup_trouble_of(TargetMissing("no stick is plugged in"))
    for done, place in enumerate(places):
        tell(done, len(places))
        others += _data_folders(place, ours)
        try:
            others += _backups(place, ours)
        except BackupError as error:
            trouble = backup_trouble_of(error)
    others.sort(key=lambda one: (bool(one.backup), -one.shop.made_at))
    return OthersFound(tuple(others[:MOST]), trouble)


class _Ours:
    """What tells this copy from others."""

    def __init__(self, reader: Reader) -> None:
        self.folder = reader.folder
        with sqlite_named():
            self.name, self.fingerprint, _ = _shop(reader)
            made = reader.database.execute_sql("SELECT file FROM backup_log WHERE file IS NOT NULL").fetchall()
        self.backups = {name for (name,) in made}


def _backups(place: Path, ours: _Ours) -> Iterator[OtherShop]:
    for backup in backups_at(FolderTarget.present(place)):
        if backup.shop is not None and backup.name not in ours.backups:
            kin = backup.fingerprint == ours.fingerprint
            yield OtherShop(place, ours.name if kin else "", backup.shop, kin, backup.name, backup.keys)


def _data_folders(place: Path, ours: _Ours) -> Iterator[OtherShop]:
    files: list[Path] = []
    for pattern in _FOLDERS:
        with suppress(OSError):  # a corner that others may not see, or a stick that is being pulled out
            files += place.glob(pattern + FILE)
    for file in files:
        with suppress(StoreError, OSError, apsw.Error, PeeweeException):  # what can't be read as a shop is none
            if not file.parent.samefile(ours.folder):
                yield _in_folder(file.parent, ours)


def _in_folder(folder: Path, ours: _Ours) -> OtherShop:
    with Store.open_reader(folder) as reader:
        name, fingerprint, zone = _shop(reader)
        last_at, people, sale = reader.database.execute_sql(
            f"SELECT (SELECT max(last_at) FROM clock), (SELECT count(*) FROM customer WHERE {LIVING}),"
            " (SELECT max(at) FROM sale WHERE of_id IS NULL)"
        ).fetchone()
    shop = ShopInBackup(Instant(last_at), ZoneInfo(zone), people, None if sale is None else Instant(sale))
    return OtherShop(folder, name, shop, fingerprint == ours.fingerprint)


def _shop(reader: Reader) -> tuple[str, str, str]:
    """Its name, fingerprint and zone, in the tables of any version of this program."""
    sql = "SELECT name, lower(coalesce(hex(card_key), '')), zone FROM shop"
    name, fingerprint, zone = reader.database.execute_sql(sql).fetchone()
    return name, fingerprint, zone
