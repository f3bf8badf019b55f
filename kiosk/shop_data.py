"""The shop's data while it is open, and who reads it beside the counter's thread.

It is opened and closed in the counter's thread, to which the database then belongs.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from db.connection import FILE, Store
from db.errors import StoreError, sqlite_named
from db.room import lay_ballast
from kiosk.actions.backup_thread import BackupThread
from kiosk.actions.books import Books
from kiosk.actions.join_thread import BROKEN_OFF, NotJoined
from kiosk.actions.leftovers import sweep
from kiosk.actions.long_reads import ReportsThread
from kiosk.actions.opening import Founding, open_books
from kiosk.clock import ShopClock
from kiosk.config import Config
from kiosk.configured import configured_journal
from kiosk.flow.inbox import Happening

logger = logging.getLogger(__name__)


class ShopData:
    def __init__(
        self, folder: Path, config: Config, board: str, clock: ShopClock, put: Callable[[Happening], None]
    ) -> None:
        """`put` hears what the readers answer."""
        self._folder = folder
        self._config = config
        self._board = board
        self._clock = clock
        self._put = put
        self._store: Store | None = None
        self._let_go = False
        self._build_readers()

    @property
    def is_here(self) -> bool:
        """Whether the folder has a shop."""
        return (self._folder / FILE).exists()

    def open(self, founding: Founding) -> Books:
        """Where there is no shop, `founding` makes it one. Raises kiosk.actions.opening.CANT_OPEN."""
        clock = self._clock
        with sqlite_named():
            self._store = Store.open(self._folder, board=self._board, now_ms=clock.wall_ms, sure=lambda: clock.sure)
            books = open_books(self._store, self._folder, founding)
            if sweep(self._folder):
                self._put(NotJoined(0, BROKEN_OFF))
            lay_ballast(self._folder)
        if self.journal is not None:
            books.written = self.journal.written
        return books

    def resume_readers(self) -> None:
        """Those of a shop that was let go of, and is open again; else they are started by start_readers()."""
        if self._let_go:
            self._let_go = False
            self.start_readers()

    def start_readers(self) -> None:
        self.reports.start(self._put)
        self.backups.start(self._put)
        if self.journal is not None:
            self.journal.start(self._put)

    def let_go(self) -> None:
        """Nobody has the data open any more; what is committed goes onto the stick still. It may be opened again, and
        its readers resumed then."""
        self.stop_readers()
        self.stop_journal()
        self.close()
        self._store = None
        self._let_go = True
        self._build_readers()  # a thread that has ended can't begin again

    def rest(self) -> None:
        """While nobody is served."""
        if self._store is not None:
            _tidied(self._store.checkpoint)
            lay_ballast(self._folder)  # again, when somebody has made room

    def close(self) -> None:
        if self._store is not None:
            _tidied(self._store.close)

    def stop_readers(self) -> None:
        """Before the store is closed: what is read keeps the log from being emptied."""
        self.backups.stop()
        self.reports.stop()

    def stop_journal(self) -> None:
        """After the last commit."""
        if self.journal is not None:
            self.journal.stop()

    def _build_readers(self) -> None:
        self.reports = ReportsThread(self._folder)
        self.backups = BackupThread(self._folder, self._clock.wall_ms)
        self.journal = configured_journal(self._config, self._folder)


def _tidied(tidy: Callable[[], None]) -> None:
    """What can't be brought home now is safe where it is, and the next write says at the counter what is wrong."""
    try:
        tidy()
    except StoreError as error:
        logger.warning("the database was not tidied up: %s", error)
