"""What is known about the backups: the last that was made and proved at each place, and why there is no newer
one."""

from collections.abc import Sequence
from typing import Final

from db.backup_listing import Backup, Tried
from db.models import BackupLog
from kiosk.actions.backup_keys import BackupKey, backup_keys
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.rules.backup_places import BackupPlace
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import Value, replace

_TRIED: Final = (Tried.GOOD, Tried.RECOUNTED, Tried.BAD)


class BackupMade(Value):
    at: Instant
    bday: BusinessDay
    size: int  # bytes
    people: int


class PlaceKnown(Value):
    """`trouble`: why the last run made none there; it and its day are None when it did, or there was none yet."""

    place: BackupPlace
    last: BackupMade | None = None
    trouble: BackupTrouble | None = None
    trouble_bday: BusinessDay | None = None


class BackupsKnown(Value):
    """`places`: in the order in which backups are made; none are where the machine makes none. `key`: which opens them;
    None before there is one. `tried_on`: when a backup was last brought back as a trial; `trial_failed`: and that did
    not go well; `recounted`: it did, with figures counted anew."""

    places: tuple[PlaceKnown, ...] = ()
    key: BackupKey | None = None
    tried_on: BusinessDay | None = None
    trial_failed: bool = False
    recounted: bool = False

    @property
    def newest(self) -> BackupMade | None:
        """At whichever place."""
        return max(filter(None, (known.last for known in self.places)), key=lambda last: last.at, default=None)

    def at(self, place: BackupPlace) -> PlaceKnown:
        return next(known for known in self.places if known.place == place)


def backups_known(books: Books, places: Sequence[BackupPlace]) -> BackupsKnown:
    key = next((key for key in backup_keys(books) if key.until is None), None)
    known = BackupsKnown(tuple(map(_known_of, places)), key)
    tried = BackupLog.select().where(BackupLog.tried.in_(_TRIED)).order_by(BackupLog.id.desc()).first()
    if tried is None:
        return known
    return replace(
        known,
        tried_on=BusinessDay(tried.bday),
        trial_failed=tried.tried == Tried.BAD,
        recounted=tried.tried == Tried.RECOUNTED,
    )


def _known_of(place: BackupPlace) -> PlaceKnown:
    there = BackupLog.select().where(BackupLog.place == place.name).order_by(BackupLog.id.desc())
    made, newest = there.where(BackupLog.file.is_null(False)).first(), there.first()
    last = None if made is None else BackupMade(Instant(made.at), BusinessDay(made.bday), made.size, made.people)
    if newest is None or newest.trouble is None:
        return PlaceKnown(place, last)
    return PlaceKnown(place, last, BackupTrouble(newest.trouble), BusinessDay(newest.bday))


def note_backup(books: Books, backup: Backup, place: BackupPlace, *, asked: bool, drops_journal: bool) -> None:
    """`asked`: by whoever is on duty; else it was the night's. `drops_journal`: the journal leads on from it, and
    what it holds is there no more."""
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
            place=place.name,
        ).execute()
        if drops_journal:
            books.store.give_up_journal(backup.manifest.contents.journal)


def note_no_backup(books: Books, trouble: BackupTrouble, place: BackupPlace, *, asked: bool) -> None:
    with books.deed() as deed:
        BackupLog.insert(
            id=books.store.new_id(),
            at=deed.at,
            bday=deed.bday,
            by=deed.by if asked else None,
            trouble=trouble,
            place=place.name,
        ).execute()
