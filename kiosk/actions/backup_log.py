"""What is known about the backups: the last that was made and proved, and why there is no newer one."""

from typing import Final

from db.backup_listing import Backup, Tried
from db.models import BackupLog
from kiosk.actions.backup_keys import BackupKey, backup_keys
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import Value, replace

_TRIED: Final = (Tried.GOOD, Tried.RECOUNTED, Tried.BAD)


class BackupMade(Value):
    at: Instant
    bday: BusinessDay
    size: int  # bytes
    people: int


class BackupsKnown(Value):
    """`trouble`: why the last run made none; it and its day are None when it did, or there was none yet. `key`: which
    opens them; None before there is one. `tried_on`: when a
    backup was last brought back as a trial; `trial_failed`: and that did not go well; `recounted`: it did, with figures
    counted anew."""

    last: BackupMade | None = None
    trouble: BackupTrouble | None = None
    trouble_bday: BusinessDay | None = None
    key: BackupKey | None = None
    tried_on: BusinessDay | None = None
    trial_failed: bool = False
    recounted: bool = False


def backups_known(books: Books) -> BackupsKnown:
    made = BackupLog.select().where(BackupLog.file.is_null(False)).order_by(BackupLog.id.desc()).first()
    newest = BackupLog.select().order_by(BackupLog.id.desc()).first()
    last = None if made is None else BackupMade(Instant(made.at), BusinessDay(made.bday), made.size, made.people)
    key = next((key for key in backup_keys(books) if key.until is None), None)
    tried = BackupLog.select().where(BackupLog.tried.in_(_TRIED)).order_by(BackupLog.id.desc()).first()
    known = BackupsKnown(last, key=key)
    if tried is not None:
        known = replace(
            known,
            tried_on=BusinessDay(tried.bday),
            trial_failed=tried.tried == Tried.BAD,
            recounted=tried.tried == Tried.RECOUNTED,
        )
    if newest is None or newest.trouble is None:
        return known
    return replace(known, trouble=BackupTrouble(newest.trouble), trouble_bday=BusinessDay(newest.bday))


def note_backup(books: Books, backup: Backup, *, asked: bool) -> None:
    """`asked`: by whoever is on duty; else it was the night's."""
    assert backup.manifest is not None, "a backup that was made is proved"
    with books.deed() as deed:
        BackupLog.insert(
            id=books.store.new_id(),
            at=deed.at,
            bday=deed.bday,
            by=deed.by if asked else None,
            file=backup.name,
            size=backup.manifest.size,
            people=backup.manifest.contents.customers,
            tried=backup.tried,
        ).execute()
        books.store.give_up_journal(backup.manifest.contents.journal)


def note_no_backup(books: Books, trouble: BackupTrouble, *, asked: bool) -> None:
    with books.deed() as deed:
        BackupLog.insert(
            id=books.store.new_id(), at=deed.at, bday=deed.bday, by=deed.by if asked else None, trouble=trouble
        ).execute()
