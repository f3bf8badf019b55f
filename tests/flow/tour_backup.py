"""The tour's stop at the backups: none yet, one being made, one made, and a stick that is another."""

from collections.abc import Callable
from pathlib import Path

import pyrage

from db.backup_target import OURS, FolderTarget
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_thread import BackupMoved
from kiosk.flow.intents import BackUpNow, Leave, OpenBackup, OpenMenu
from kiosk.simulation.sample_shop import SAMPLE_PINS
from tests.flow.counter import Counter


def backup_screens(counter: Counter, keep: Callable[..., None]) -> None:
    assert counter.vault is not None, "the tour has a place for backups"
    place: Path = counter.vault.place
    place.mkdir()
    FolderTarget.present(place).choose()
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    _open(counter)
    keep("backup")
    keep("backup-running", BackUpNow())
    counter.happens(BackupMoved(counter.vault.last, "write", 45, 100))
    keep("backup-running")
    counter.backs_up()
    keep("backup-made")
    (place / OURS).unlink()
    counter.send(BackUpNow())
    counter.backs_up()
    keep("backup-not-ours")
    counter.send(Leave())


def _open(counter: Counter) -> None:
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenBackup())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])
