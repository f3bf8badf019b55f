"""What is known about the backups: the last that was made and proved, and why there is no newer one."""

from db.backup_listing import Backup
from db.models import BackupLog
from kiosk.actions.backup_keys import BackupKey, backup_keys
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import Value


class BackupMade(Value):
    at: Instant
    bday: BusinessDay
    size: int  # bytes
    people: int


class BackupsKnown(Value):
    """`trouble`: why the last run made none; it and its day are None when it did, or there was none yet. `key`: which
    opens them; None before there is one."""

    last: BackupMade | None = None
    trouble: BackupTrouble | None = None
    trouble_bday: BusinessDay | None = None
    key: BackupKey | None = None


def backups_known(books: Books) -> BackupsKnown:
    made = BackupLog.select().where(BackupLog.file.is_null(False)).order_by(BackupLog.id.desc()).first()
    newest = BackupLog.select().order_by(BackupLog.id.desc()).first()
    last = None if made is None else BackupMade(Instant(made.at), BusinessDay(made.bday), made.size, made.people)
    key = next((key for key in backup_keys(books) if key.until is None), None)
    if newest is None or newest.trouble is None:
        return BackupsKnown(last, key=key)
    return BackupsKnown(last, BackupTrouble(newest.trouble), BusinessDay(newest.bday), key)


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
        ).execute()
        books.store.give_up_journal(backup.manifest.contents.journal)


def note_no_backup(books: Books, trouble: BackupTrouble, *, asked: bool) -> None:
    with books.deed() as deed:
        BackupLog.insert(
            id=books.store.new_id(), at=deed.at, bday=deed.bday, by=deed.by if asked else None, trouble=trouble
        ).execute()
