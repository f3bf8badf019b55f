"""The tour's stop at the updates: none, some that can be taken and some not, taken, ready, and one that failed."""

from collections.abc import Callable

from db.backup_target import FolderTarget
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.actions.updates_thread import UpdateMoved
from kiosk.flow.intents import (
    KnowFailed,
    Leave,
    LookForUpdates,
    OpenMenu,
    OpenUpdates,
    StopUpdate,
    SwitchRelease,
    TakeUpdate,
)
from kiosk.releases.keeping import Releases
from kiosk.releases.record import Record, write_record
from tests.flow.counter import Counter
from tests.flow.rack import Rack
from tests.releases.releasing import NEWEST, public, release


def update_screens(counter: Counter, keep: Callable[..., None]) -> None:
    assert counter.vault is not None, "the tour has a place for backups"
    FolderTarget.present(counter.vault.place).choose()  # the stop before took that word away
    _open(counter)
    keep("updates-none_here")
    home = counter.folder / "releases"
    home.mkdir()
    counter.rack = rack = Rack(Releases(home, public(counter.folder), "0.2.0"), counter.folder / "release" / "stick")
    counter.reopen()
    _open(counter)
    keep("updates-looking")
    counter.stick_answers()
    keep("updates-nothing")
    for version, schema in (("0.1.0", NEWEST), ("0.2.0", NEWEST), ("0.3.0", NEWEST), ("0.4.0", NEWEST - 1)):
        release(counter.folder / "release", version, schema)
    (rack.stick / "photos.update").write_bytes(b"a photo")
    counter.send(LookForUpdates())
    counter.stick_answers()
    keep("updates-found")
    keep("updates-backup", TakeUpdate(0))
    counter.backs_up()
    counter.happens(UpdateMoved(rack.last, "copy", 64, 100))
    keep("updates-unpacking")
    keep("updates-stopping", StopUpdate())
    counter.stick_answers()
    keep("updates-stopped")
    counter.send(LookForUpdates())
    counter.stick_answers()
    counter.send(TakeUpdate(0))
    counter.backs_up()
    counter.stick_answers()
    keep("updates-ready")
    counter.send(Leave())
    keep("idle-update_ready")
    _open(counter)
    keep("updates-switching", SwitchRelease())
    write_record(home, Record(failed="0.3.0"))
    counter.reopen()
    counter.send(Leave())
    keep("idle-update_failed")
    _open(counter)
    keep("updates-failed")
    counter.send(KnowFailed())
    counter.stick_answers()
    counter.stick_answers()
    counter.send(Leave())


def _open(counter: Counter) -> None:
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenUpdates())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])
