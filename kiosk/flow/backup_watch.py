"""The counter's care for the backups: the night's is begun when it is due, and how it went is noted and shown."""

from typing import Final

from kiosk.actions.backup_log import BackupsKnown, backups_known, note_backup, note_no_backup
from kiosk.actions.backup_place import journal_place
from kiosk.actions.backup_thread import BackupEvent, BackupFailed, BackupFinished, BackupMoved, Backups
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.actions.journal_thread import Journal, JournalMoved
from kiosk.actions.ruled_stick import Removal
from kiosk.rules.backup_places import BackupPlace
from kiosk.rules.units import Instant
from kiosk.value import Value, replace

AGAIN_MS: Final = 15 * 60_000
"""So long after it failed the night's backup is tried again: somebody may have put the stick in."""


class Running(Value):
    place: BackupPlace
    step: str = ""  # "" at the very begin
    percent: int = 0
    ending: bool = False  # somebody wanted it to end


class JournalSeen(Value):
    """Why what is written does not reach the stick now, and since when it does not, for whatever reason."""

    trouble: BackupTrouble
    since: Instant


class StickSeen(Value):
    """`removable`: the one that is in can be given back; `leaving`: that is being done; `removal`: what came of it,
    until a stick comes or goes."""

    removable: bool = False
    leaving: bool = False
    removal: Removal | None = None


class BackupSeen(Value):
    """`journal` None: what was written after the last backup is on the stick too. `journal_place`: where that is;
    None where there is none."""

    known: BackupsKnown = BackupsKnown()
    running: Running | None = None
    journal: JournalSeen | None = None
    journal_place: BackupPlace | None = None
    stick: StickSeen = StickSeen()


class BackupWatch:
    """Belongs to the counter's thread. One place after the other: one that is gone keeps no other from its backup."""

    def __init__(
        self, books: Books, backups: Backups | None, places: tuple[BackupPlace, ...], journal: Journal | None
    ) -> None:
        """`backups`: whoever has `places` has them. `journal`: whoever has one that is no server."""
        self._books = books
        self._backups = backups
        self._stick_keeper = journal
        self._stick = StickSeen()
        self._places = places
        self._journal_place = journal_place(places)
        self._known: BackupsKnown | None = None
        self._number = 0  # of the run at hand
        self._asked = False
        self._running: Running | None = None
        self._waiting: list[BackupPlace] = []  # for the run at hand
        self._not_before: dict[BackupPlace, int] = {}  # UTC ms
        self._journal: JournalSeen | None = None
        self._base_wanted = False  # the journal can only go on from another backup

    @property
    def seen(self) -> BackupSeen:
        return BackupSeen(self._now_known(), self._running, self._journal, self._journal_place, self._stick)

    def rest(self) -> None:
        """Nobody is served: the night's backup is begun where the business day has none, also when it was missed."""
        if self._running is None and not self._stick.leaving and self._now_known().key is not None:
            self._begin([place for place in self._places if self._is_due(place)], asked=False)

    def begin(self, choose: BackupPlace | None = None) -> None:
        """Somebody wants one now, everywhere, or at that place, which is from now on one for backups. Twice is
        once."""
        if self._running is None and not self._stick.leaving:
            self._begin(list(self._places) if choose is None else [choose], asked=True, choose=choose is not None)

    def key_kept(self) -> None:
        """There is another key: the first backup that it opens is made at once."""
        self._known = None
        self.begin()

    def cancel(self) -> None:
        if self._backups is not None and self._running is not None:
            self._running = replace(self._running, ending=True)
            self._waiting.clear()
            self._backups.cancel()

    def give_back(self) -> None:
        """Somebody wants the stick. Not while a backup is written to it."""
        if self._stick_keeper is not None and self._running is None and self._stick.removable:
            self._stick = StickSeen(leaving=True)
            self._stick_keeper.give_back()

    def looked_at(self) -> None:
        """Somebody comes to the screen: that a stick could not be given back is no news any more."""
        if self._stick.removal is Removal.KEPT:
            self._stick = StickSeen(self._stick.removable)

    def given_back(self, removal: Removal) -> None:
        self._stick = StickSeen(removable=removal is Removal.KEPT, removal=removal)

    def heard(self, event: BackupEvent) -> None:
        if event.number != self._number or (running := self._running) is None:
            return
        match event:
            case BackupMoved(_, step, done, total):
                self._running = replace(running, step=step, percent=100 * done // max(total, 1))
            case BackupFinished():
                self._finished(running.place, event)
                self._go_on()
            case BackupFailed(_, trouble):
                self._failed(running.place, trouble)
                self._go_on()

    def journal_moved(self, event: JournalMoved) -> None:
        """What is written reaches the stick, or not."""
        if not self._stick.leaving:
            removal = self._stick.removal if event.removable == self._stick.removable else None
            self._stick = StickSeen(event.removable, removal=removal)
        self._base_wanted = event.trouble is BackupTrouble.NO_BASE
        since = self._books.now() if self._journal is None else self._journal.since
        self._journal = None if event.trouble is None else JournalSeen(event.trouble, since)

    def _is_due(self, place: BackupPlace) -> bool:
        last = self._now_known().at(place).last
        made = last is not None and last.bday >= self._books.today()
        if made and not (self._base_wanted and place == self._journal_place):
            return False
        return self._books.now() >= self._not_before.get(place, 0)

    def _begin(self, places: list[BackupPlace], *, asked: bool, choose: bool = False) -> None:
        self._asked, self._waiting = asked, places
        self._go_on(choose=choose)

    def _go_on(self, *, choose: bool = False) -> None:
        """With the next place that waits."""
        self._running = None
        if self._backups is not None and self._waiting:
            self._stick = StickSeen(self._stick.removable)
            place = self._waiting.pop(0)
            if place == self._journal_place:
                self._base_wanted = False
            self._running = Running(place)
            self._number = self._backups.begin(place, choose=choose)

    def _finished(self, place: BackupPlace, event: BackupFinished) -> None:
        note_backup(
            self._books, event.backup, place, asked=self._asked, drops_journal=self._journal_place in (place, None)
        )
        self._books.written()
        self._known = None

    def _failed(self, place: BackupPlace, trouble: BackupTrouble) -> None:
        self._not_before[place] = self._books.now() + AGAIN_MS
        if place == self._journal_place:
            self._base_wanted = self._journal is not None and self._journal.trouble is BackupTrouble.NO_BASE
        known = self._now_known().at(place)
        if (known.trouble, known.trouble_bday) != (trouble, self._books.today()):
            # a stick that is missing all day is said once in the log
            note_no_backup(self._books, trouble, place, asked=self._asked)
            self._known = None

    def _now_known(self) -> BackupsKnown:
        if self._known is None:
            self._known = backups_known(self._books, self._places)
        return self._known
