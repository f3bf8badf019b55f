"""The counter's care for an update: looked for, a backup first, unpacked while sales go on, switched to by an owner."""

from enum import StrEnum

from kiosk.actions.books import Books
from kiosk.actions.updates_thread import (
    UpdateEvent,
    UpdateFound,
    UpdateMoved,
    UpdateReady,
    UpdateRefused,
    Updates,
    UpdatesFound,
    UpdatesKnown,
)
from kiosk.flow.backup_watch import BackupWatch
from kiosk.releases.archive import UpdateTrouble
from kiosk.rules.units import Instant
from kiosk.value import Value, replace


class UpdateStage(StrEnum):
    LOOKING = "looking"
    FOUND = "found"
    BACKUP = "backup"
    UNPACKING = "unpacking"
    REFUSED = "refused"
    SWITCHING = "switching"


class UpdateSeen(Value):
    """`known` None: this machine takes no updates. `chosen` is being taken, `percent` of its unpacking is done."""

    known: UpdatesKnown | None = None
    stage: UpdateStage = UpdateStage.LOOKING
    found: tuple[UpdateFound, ...] = ()
    chosen: UpdateFound | None = None
    percent: int = 0
    ending: bool = False
    trouble: UpdateTrouble | None = None

    @property
    def at_work(self) -> bool:
        return self.stage in (UpdateStage.BACKUP, UpdateStage.UNPACKING)


class UpdateWatch:
    """Belongs to the counter's thread."""

    def __init__(self, books: Books, backups: BackupWatch, updates: Updates | None) -> None:
        self._books = books
        self._backups = backups
        self._updates = updates
        self._number = 0  # of what is asked for
        self._begun_at = Instant(0)
        self.seen = UpdateSeen() if updates is None else UpdateSeen(updates.known())

    def look(self) -> None:
        """At what is on the sticks now; while one is being taken, that goes on."""
        if self._updates is not None and not self.seen.at_work:
            self._number = self._updates.look()
            self.seen = UpdateSeen(self._updates.known())

    def begin(self, place: int) -> None:
        """Take the one that stands there in the list: a backup comes first, or nothing does."""
        seen = self.seen
        if seen.stage is not UpdateStage.FOUND or place >= len(seen.found) or seen.found[place].trouble is not None:
            return
        self.seen = replace(seen, stage=UpdateStage.BACKUP, chosen=seen.found[place], trouble=None)
        known = self._backups.seen.known
        if not known.places or known.key is None:
            self._refused(UpdateTrouble.NO_BACKUP)
            return
        self._begun_at = self._books.now()
        self._backups.begin()
        self.backup_moved()

    def backup_moved(self) -> None:
        """A run of the backups may be over."""
        if self._updates is None or self.seen.stage is not UpdateStage.BACKUP or self._backups.seen.running:
            return
        last = self._backups.seen.known.newest
        if self.seen.ending:
            self._refused(UpdateTrouble.CANCELLED)
        elif last is None or last.at < self._begun_at:
            self._refused(UpdateTrouble.BACKUP_FAILED)
        elif (chosen := self.seen.chosen) is not None:
            self.seen = replace(self.seen, stage=UpdateStage.UNPACKING)
            self._number = self._updates.unpack(chosen)

    def heard(self, event: UpdateEvent) -> None:
        if event.number != self._number or self._updates is None:
            return
        match event:
            case UpdatesFound(_, found):
                # first what can be taken
                listed = tuple(sorted(found, key=lambda one: one.trouble is not None))
                self.seen = replace(self.seen, stage=UpdateStage.FOUND, found=listed)
            case UpdateMoved(_, step, done, total):
                # copying is half of it
                percent = 50 * done // max(total, 1) + (50 if step == "unpack" else 0)
                self.seen = replace(self.seen, percent=min(percent, 100))
            case UpdateReady():
                self.seen = UpdateSeen(self._updates.known(), UpdateStage.FOUND)
            case UpdateRefused(_, trouble):
                self._refused(trouble)

    def cancel(self) -> None:
        if self._updates is not None and self.seen.at_work:
            self.seen = replace(self.seen, ending=True)
            (self._backups if self.seen.stage is UpdateStage.BACKUP else self._updates).cancel()

    def switch(self) -> None:
        """The last thing that this program does."""
        if self._updates is None or not self._updates.known().ready or self.seen.at_work:
            return
        try:
            self._updates.switch()
        except OSError:
            self._refused(UpdateTrouble.OTHER)
        else:
            self.seen = replace(self.seen, stage=UpdateStage.SWITCHING)

    def forget_failed(self) -> None:
        if self._updates is not None:
            try:
                self._updates.forget_failed()
            except OSError:
                self._refused(UpdateTrouble.OTHER)
            else:
                self.look()

    def _refused(self, trouble: UpdateTrouble) -> None:
        self.seen = replace(self.seen, stage=UpdateStage.REFUSED, trouble=trouble, ending=False)
