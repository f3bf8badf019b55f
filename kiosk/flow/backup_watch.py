"""The counter's care for the backups: the night's is begun when it is due, and how it went is noted and shown."""

from typing import Final

from kiosk.actions.backup_log import BackupsKnown, backups_known, note_backup, note_no_backup
from kiosk.actions.backup_thread import BackupEvent, BackupFailed, BackupFinished, BackupMoved, Backups
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.actions.journal_thread import JournalMoved
from kiosk.rules.units import Instant
from kiosk.value import Value

AGAIN_MS: Final = 15 * 60_000
"""So long after it failed the night's backup is tried again: somebody may have put the stick in."""


class Running(Value):
    step: str = ""  # "" at the very begin
    percent: int = 0
    ending: bool = False  # somebody wanted it to end


class JournalSeen(Value):
    """Why what is written does not reach the stick now, and since when it does not, for whatever reason."""

    trouble: BackupTrouble
    since: Instant


class BackupSeen(Value):
    """`configured`: this machine knows where backups go. `journal` None: what was written after the last backup is on
    the stick too."""

    configured: bool
    known: BackupsKnown
    running: Running | None
    journal: JournalSeen | None = None


class BackupWatch:
    """Belongs to the counter's thread. `backups` None: no place is configured."""

    def __init__(self, books: Books, backups: Backups | None) -> None:
        self._books = books
        self._backups = backups
        self._known: BackupsKnown | None = None
        self._number = 0  # of the run at hand
        self._asked = False
        self._running: Running | None = None
        self._not_before = 0  # UTC ms
        self._journal: JournalSeen | None = None
        self._base_wanted = False  # the journal can only go on from another backup

    @property
    def seen(self) -> BackupSeen:
        return BackupSeen(self._backups is not None, self._now_known(), self._running, self._journal)

    def rest(self) -> None:
        """Nobody is served: the night's backup is begun once the business day has none, also when it was missed."""
        known = self._now_known()
        made = known.last is not None and known.last.bday >= self._books.today() and not self._base_wanted
        if self._running is not None or made or known.key is None:
            return
        if self._backups is not None and self._books.now() >= self._not_before:
            self._begin(self._backups, asked=False, choose=False)

    def begin(self, *, choose: bool = False) -> None:
        """Somebody wants one now. Twice is once."""
        if self._backups is not None and self._running is None:
            self._begin(self._backups, asked=True, choose=choose)

    def key_kept(self) -> None:
        """There is another key: the first backup that it opens is made at once."""
        self._known = None
        self.begin()

    def cancel(self) -> None:
        if self._backups is not None and self._running is not None:
            self._running = Running(self._running.step, self._running.percent, ending=True)
            self._backups.cancel()

    def heard(self, event: BackupEvent) -> None:
        if event.number != self._number or self._running is None:
            return
        match event:
            case BackupMoved(_, step, done, total):
                self._running = Running(step, 100 * done // max(total, 1), self._running.ending)
            case BackupFinished(_, backup):
                self._running = None
                note_backup(self._books, backup, asked=self._asked)
                self._books.written()
                self._known = None
            case BackupFailed(_, trouble):
                self._running = None
                self._not_before = Instant(self._books.now() + AGAIN_MS)
                self._base_wanted = self._journal is not None and self._journal.trouble is BackupTrouble.NO_BASE
                if self._is_news(trouble):
                    note_no_backup(self._books, trouble, asked=self._asked)
                    self._known = None

    def journal_moved(self, event: JournalMoved) -> None:
        """What is written reaches the stick, or not."""
        self._base_wanted = event.trouble is BackupTrouble.NO_BASE
        since = self._books.now() if self._journal is None else self._journal.since
        self._journal = None if event.trouble is None else JournalSeen(event.trouble, since)

    def _begin(self, backups: Backups, *, asked: bool, choose: bool) -> None:
        self._asked, self._base_wanted = asked, False
        self._running = Running()
        self._number = backups.begin(choose=choose)

    def _is_news(self, trouble: BackupTrouble) -> bool:
        """A stick that is missing all day is said once in the log."""
        known = self._now_known()
        return (known.trouble, known.trouble_bday) != (trouble, self._books.today())

    def _now_known(self) -> BackupsKnown:
        if self._known is None:
            self._known = backups_known(self._books)
        return self._known
