"""A backup comes back into a data folder that has no shop: what there is to choose from, and how it is done."""

from pathlib import Path
from zoneinfo import ZoneInfo

from db.backup_listing import Backup, listed, require_whole
from db.backup_manifest import Contents
from db.backup_target import Target
from db.backup_writing import Tell
from db.journal_file import entries_since
from db.journal_play import Ended
from db.restore import Content, Unpacked, parsed_key, restore
from kiosk.actions.backing_up import TRAVELLING
from kiosk.actions.backup_keys import key_number
from kiosk.rules.search_words import search_text
from kiosk.rules.units import Instant
from kiosk.value import Value, replace


class ShopInBackup(Value):
    """By which a person knows their shop again."""

    made_at: Instant
    zone: ZoneInfo
    people: int
    last_sale_at: Instant | None
    journal_at: Instant | None = None
    """Until when the journal beside it leads on."""
    cut: Ended | None = None
    """Why it could not be played to its end."""
    recounted: int = 0
    """So many figures did not fit and were counted anew."""


class BackupInList(Value):
    """`shop` None: it was never proved, and what it holds is not known. `keys`: numbers of the papers that open it.
    `fingerprint`: of the key that hashes the shop's cards; copies of one shop have the same."""

    name: str
    size: int  # bytes
    shop: ShopInBackup | None
    keys: tuple[str, ...]
    fingerprint: str = ""


def backups_at(target: Target) -> tuple[BackupInList, ...]:
    """The newest first; how far the journal leads is looked up for that one alone. Raises BackupErrors."""
    found = listed(target)
    return tuple(_in_list(target, backup, newest=backup is found[0]) for backup in found)


def bring_back(
    target: Target, name: str, folder: Path, key: str, board: str, tell: Tell, *, alone: bool = False
) -> ShopInBackup:
    """Read all of that backup, open it with the secret `key`, play the journal that comes after it, prove it, and move
    it into `folder`. `alone`: without that journal, back to how the shop was then; the place keeps it.

    Raises as db.restore.restore does, and BadBackupKey. db.models are bound meanwhile: nobody has a store open.
    """
    identity = parsed_key(key)
    require_proved(target, name, tell)
    content = content_of(target, name, alone=alone)
    proved = restore(content, folder, identity, travelling=TRAVELLING, words=search_text, board=board, tell=tell)
    return shop_brought(proved)


def require_proved(target: Target, name: str, tell: Tell) -> None:
    """Where it has a manifest, that all of it is still what was proved. Raises BackupErrors."""
    known = next((backup for backup in listed(target) if backup.name == name and backup.manifest is not None), None)
    if known is not None:
        require_whole(target, known, lambda done, total: tell("read", done, total))


def content_of(target: Target, name: str, *, alone: bool = False) -> Content:
    """A backup with what comes after it, or alone."""
    return Content(
        target.read(name), target.size(name), lambda after: () if alone else entries_since(target, name, after)
    )


def shop_brought(unpacked: Unpacked) -> ShopInBackup:
    at = None if unpacked.played.at is None else Instant(unpacked.played.at)
    return replace(shop_of(unpacked.contents), journal_at=at, cut=unpacked.played.ended, recounted=unpacked.recounted)


def shop_of(contents: Contents) -> ShopInBackup:
    sale = contents.last_sale_at
    zone = ZoneInfo(contents.zone)
    return ShopInBackup(Instant(contents.made_at), zone, contents.customers, None if sale is None else Instant(sale))


def _in_list(target: Target, backup: Backup, *, newest: bool) -> BackupInList:
    if backup.manifest is None:
        return BackupInList(backup.name, target.size(backup.name), None, ())
    contents = backup.manifest.contents
    keys = tuple(map(key_number, contents.keys))
    after = entries_since(target, backup.name, contents.journal) if newest else ()
    last = max((entry.at for entry in after), default=None)
    shop = replace(shop_of(contents), journal_at=None if last is None else Instant(last))
    return BackupInList(backup.name, backup.manifest.size, shop, keys, contents.shop)
