"""What is written at the counter goes onto the stick at once: a thread copies the journal's entries beside the backup.

The counter never waits for it. While no stick can be written the entries stay in the database, and go there later.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

import apsw

from db.backup_errors import BackupError
from db.backup_target import FolderTarget
from db.connection import FILE, Reader, Store
from db.errors import StoreError, sqlite_named
from db.journal import entries_after, leads_on
from db.journal_file import JournalFile, base_of
from kiosk.actions.backing_up import shop_in
from kiosk.actions.backup_place import backup_folder
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.actions.ruled_stick import Removal, give_back, is_ruled
from kiosk.rules.backup_places import BackupPlace
from kiosk.value import Value

logger = logging.getLogger(__name__)

SETTLES_SECONDS: Final = 0.2  # after a commit the screen and the slip come first
AGAIN_SECONDS: Final = 60.0  # so long after it failed it is tried again: somebody may have put the stick in
ENDS_WITHIN: Final = 2.0  # seconds
_AT_ONCE: Final = 500  # entries
_NEWEST: Final = "SELECT file FROM backup_log WHERE file IS NOT NULL AND place = ? ORDER BY id DESC LIMIT 1"


class JournalMoved(Value):
    """Whether all that was written is on the stick now, or why not. Told when that changes, and of each new
    backup. `removable`: the stick that is in can be given back."""

    trouble: BackupTrouble | None
    removable: bool = False


class StickGivenBack(Value):
    """Whether the stick that was asked for may be pulled now."""

    removal: Removal


JournalEvent = JournalMoved | StickGivenBack


class Journal(Protocol):
    """Whom the counter asks."""

    def give_back(self) -> None:
        """Nothing is written to the stick any more, and it is unmounted. Never blocks; one StickGivenBack answers."""


class JournalThread:
    def __init__(self, folder: Path, place: BackupPlace, again_seconds: float = AGAIN_SECONDS) -> None:
        """`place`: no server."""
        self._folder = folder
        self._place = place
        self._again_seconds = again_seconds
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._asked_back = threading.Event()
        self._stick: Path | None = None  # or folder, that was there when it was looked for
        self._file: JournalFile | None = None
        self._newest: str | None = None  # backup, when the file was looked for
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[JournalEvent], None]) -> None:
        """`sink` gets what happens, in this thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="journal", daemon=True)
        self._thread.start()
        self._wanted.set()

    def written(self) -> None:
        """Something was committed, or there is another backup. Never blocks."""
        self._wanted.set()

    def give_back(self) -> None:
        self._asked_back.set()
        self._wanted.set()

    def stop(self) -> None:
        """What is committed goes there still; blocks 2 s at most, for a stick may hang."""
        self._ended.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(ENDS_WITHIN)

    def _run(self, sink: Callable[[JournalEvent], None]) -> None:
        told: JournalMoved | None = None
        while not self._ended.is_set() or self._wanted.is_set():
            self._wanted.wait(self._again_seconds if told is not None and told.trouble is not None else None)
            self._ended.wait(SETTLES_SECONDS)
            self._wanted.clear()
            newest = self._newest
            trouble = self._tried()
            if self._asked_back.is_set():
                self._asked_back.clear()
                sink(StickGivenBack(self._given_back()))
                trouble = self._tried()
            now = JournalMoved(trouble, self._stick is not None and is_ruled(self._stick))
            if (now != told or newest != self._newest) and not self._ended.is_set():
                told = now
                sink(now)

    def _tried(self) -> BackupTrouble | None:
        if not (self._folder / FILE).exists():
            return None  # there is no shop yet
        try:
            with Store.open_reader(self._folder) as reader:
                self._copy(reader)
        except StoreError as error:
            self._file = None
            logger.info("the journal waits: %s", type(error).__name__)
            return backup_trouble_of(error)
        except Exception:
            self._file = None
            logger.exception("the journal has a fault")
            return BackupTrouble.OTHER
        return None

    def _given_back(self) -> Removal:
        """In this thread, so that nothing is being written meanwhile."""
        stick, self._stick, self._file = self._stick, None, None
        return Removal.OUT if stick is None else give_back(stick)

    def _copy(self, reader: Reader) -> None:
        connection = reader.database.connection()
        with sqlite_named():
            newest: Any = connection.execute(_NEWEST, (self._place.name,)).get
            if newest != self._newest or (file := self._kept(connection)) is None:
                self._newest = newest
                self._stick = None
                self._stick = backup_folder(self._place, self._folder)
                target = FolderTarget.opened(self._stick)
                shop = shop_in(reader).fingerprint
                file = self._file = base_of(target, shop, lambda last: leads_on(connection, last))
            while entries := entries_after(connection, file.last, _AT_ONCE):
                file.append(entries)

    def _kept(self, connection: apsw.Connection) -> JournalFile | None:
        """That of the last time, if it is still there as it was left, and the last backup's."""
        file, self._file = self._file, None
        with suppress(BackupError):  # another stick may be in by now
            if file is not None and file.is_as_left() and leads_on(connection, file.last):
                self._file = file
        return self._file
