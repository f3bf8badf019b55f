"""The tour's stop at the backups: no key yet, a key onto paper, a backup being made and made, another stick."""

from collections.abc import Callable
from pathlib import Path

from db.backup_target import OURS, FolderTarget
from db.models import BackupLog
from hardware.events import SlipOutcome
from kiosk.actions.backup_thread import BackupMoved
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.journal_thread import JournalMoved, StickGivenBack
from kiosk.actions.ruled_stick import Removal
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import (
    Back,
    BackUpNow,
    GiveStickBack,
    Key,
    Leave,
    MakeKey,
    OpenBackup,
    OpenMenu,
    PrintKey,
    TypeKeyEnd,
)
from kiosk.rules.backup_places import parse_backup_place
from tests.flow.counter import Counter


def backup_screens(counter: Counter, keep: Callable[..., None]) -> None:
    assert counter.vault is not None, "the tour has a place for backups"
    place: Path = counter.vault.place
    place.mkdir()
    FolderTarget.present(place).choose()
    _open(counter)
    keep("backup-no_key")
    keep("recovery-printing", MakeKey())
    counter.printer_says(SlipOutcome.UNKNOWN)
    keep("recovery-failed")
    counter.send(PrintKey())
    counter.printer_says(SlipOutcome.PRINTED)
    keep("recovery")
    keep("recovery_typing", TypeKeyEnd(), *map(Key, counter.session.state.key.secret[-8:-2].lower()))
    counter.send(Back())
    counter.scan(counter.session.state.key.secret)
    keep("backup-running")
    counter.happens(BackupMoved(counter.vault.last, "write", 45, 100))
    keep("backup-running")
    counter.backs_up()
    keep("backup-made")
    BackupLog.update(tried="good").execute()
    counter.reopen()
    _open(counter)
    keep("backup-tried")
    BackupLog.update(tried="recounted").execute()
    counter.reopen()
    _open(counter)
    keep("backup-recounted")
    counter.happens(JournalMoved(BackupTrouble.MISSING))
    keep("backup-behind")
    counter.happens(JournalMoved(None, removable=True))
    keep("backup-removable")
    keep("backup-leaving", GiveStickBack())
    counter.happens(StickGivenBack(Removal.KEPT))
    keep("backup-kept")
    counter.send(GiveStickBack())
    counter.happens(StickGivenBack(Removal.OUT))
    keep("backup-out")
    counter.happens(JournalMoved(None))
    (place / OURS).unlink()
    counter.send(BackUpNow())
    counter.backs_up()
    keep("backup-not-ours")
    only = counter.places
    counter.places = (
        *only,
        parse_backup_place(str(_share(place))),
        parse_backup_place("sftp://shop@192.168.1.20/kokyaku"),
    )
    counter.reopen()
    _open(counter)
    counter.send(BackUpNow())
    for _ in counter.places:
        counter.backs_up()
    keep("backup-places")
    FolderTarget.present(place).choose()
    counter.send(BackUpNow())
    for _ in counter.places:
        counter.backs_up()
    counter.happens(JournalMoved(None, removable=True))
    keep("backup-places-removable")
    (place / OURS).unlink()
    counter.places = only
    counter.reopen(prints=False)
    _open(counter)
    keep("recovery_copied", MakeKey())
    counter.send(Leave())


def _share(stick: Path) -> Path:
    share = stick.with_name("nas")
    share.mkdir()
    FolderTarget.present(share).choose()
    return share


def _open(counter: Counter) -> None:
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenBackup())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])
