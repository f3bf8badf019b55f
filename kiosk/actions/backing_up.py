"""A backup of this shop: for its keys, under its time, and older ones let go that nobody needs any more."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from db.backup_errors import BackupError
from db.backup_listing import Backup, drop, listed
from db.backup_target import ChosenTarget, Target
from db.backup_trial import Trial
from db.backup_writing import Order, Tell, write_backup
from db.connection import Reader, Store
from db.errors import sqlite_named
from kiosk.actions.backup_keys import keys_in_use, keys_of
from kiosk.card_key import NAME as CARD_KEY
from kiosk.rules.backup_keeping import ALWAYS, superfluous, trial_due
from kiosk.rules.business_day import business_day, local_time
from kiosk.rules.search_words import search_text
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import Value

logger = logging.getLogger(__name__)

TRAVELLING: Final = (CARD_KEY,)
"""Without it no card of a restored shop would be known."""


class BackedShop(Value):
    fingerprint: str
    zone: str
    cutoff_hour: int
    tried_on: BusinessDay | None  # when a backup was brought back as a trial, and that went well


def back_up(folder: Path, target: ChosenTarget, now_ms: int, tell: Tell, *, tries: bool = False) -> Backup:
    """Back the shop in `folder` up to a place that was chosen for it. Any thread may, beside the kiosk.

    `tries`: once a week it is also brought back as a trial, for which db.models are bound to that: not for a process
    that has a store open.

    Raises BackupErrors and StoreErrors (kiosk.actions.backup_trouble puts them into kinds).
    """
    with Store.open_reader(folder) as reader:
        shop, keys = shop_in(reader), keys_in_use(keys_of(reader))
    target.require_ours()
    stamp = local_time(Instant(now_ms), ZoneInfo(shop.zone)).strftime("%Y%m%d-%H%M%S")
    order = Order(folder, shop.fingerprint, shop.zone, stamp, now_ms, keys, TRAVELLING)
    today = business_day(Instant(now_ms), ZoneInfo(shop.zone), shop.cutoff_hour)
    trial = Trial(folder, TRAVELLING, search_text, tell) if tries and trial_due(shop.tried_on, today) else None
    backup = write_backup(order, target, tell, trial)
    # the backup is made: what can't be tidied up now can be the next time
    with suppress(BackupError):
        let_go(target, shop.fingerprint, ZoneInfo(shop.zone), shop.cutoff_hour)
    return backup


def has_todays(folder: Path, target: Target, now_ms: int) -> bool:
    """Whether a proved backup of this shop from this business day lies there. Raises BackupErrors and StoreErrors."""
    with Store.open_reader(folder) as reader:
        shop = shop_in(reader)
    zone = ZoneInfo(shop.zone)
    today = business_day(Instant(now_ms), zone, shop.cutoff_hour)
    return any(
        backup.manifest is not None
        and backup.manifest.contents.shop == shop.fingerprint
        and business_day(Instant(backup.manifest.contents.made_at), zone, shop.cutoff_hour) >= today
        for backup in listed(target)
    )


def let_go(target: Target, shop: str, zone: ZoneInfo, cutoff_hour: int) -> None:
    """Drop this shop's backups that are superfluous, and files never proved that are older than two that were."""
    found = listed(target)
    proved = [backup for backup in found if backup.manifest is not None and backup.manifest.contents.shop == shop]
    days = [
        business_day(Instant(backup.manifest.contents.made_at), zone, cutoff_hour)
        for backup in proved
        if backup.manifest is not None
    ]
    gone = [proved[place] for place in superfluous(days)]
    if len(proved) >= ALWAYS:
        gone += [one for one in found if one.manifest is None and one.name < proved[ALWAYS - 1].name]
    for backup in gone:
        drop(target, backup)
    if gone:
        logger.info("let %d old backups go", len(gone))


def shop_in(reader: Reader) -> BackedShop:
    """Whose backups they are. Raises BackupError where nobody is."""
    with sqlite_named():
        row: Sequence[object] | None = reader.database.execute_sql(
            "SELECT coalesce(hex(card_key), ''), zone, cutoff_hour,"
            " (SELECT max(bday) FROM backup_log WHERE tried IN ('good', 'recounted')) FROM shop"
        ).fetchone()
    if row is None:
        raise BackupError("there is no shop here yet")
    fingerprint, zone, cutoff_hour, tried_on = row
    tried = None if tried_on is None else BusinessDay(int(str(tried_on)))
    return BackedShop(str(fingerprint).lower(), str(zone), int(str(cutoff_hour)), tried)
