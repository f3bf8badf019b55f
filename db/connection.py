"""The shop's data folder: opened by one process for writing, in one thread, with every page under a checksum.

The folder holds kokyaku.db (with -wal and -shm beside it), `lock` (held while it is open), `node` (which installation
this is) and `ballast` (db.room).
"""

import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final, Self, cast

import apsw
import apsw.sqlite_extra
from playhouse.apsw_ext import APSWDatabase

from db import models
from db.errors import (
    DiskFull,
    FolderInUse,
    NestedTransaction,
    NotADatabase,
    OldSqlite,
    WrongThread,
    files_named,
    sqlite_named,
)
from db.ids import IdSource
from db.journal import Journal, begin, give_up, jump, last_number
from db.node import own_node
from db.rights import close_to_others, make_private
from db.room import Room, give_up_ballast, make_room
from db.schema import migrate

logger = logging.getLogger(__name__)

FILE: Final = "kokyaku.db"
LOCK: Final = "lock"
SAFE_SQLITE: Final = (3, 51, 3)  # every version from 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset
CHECKSUM_VFS: Final = "cksmvfs"
CHECKSUM_BYTES: Final = 8
PAGE_BYTES: Final = 4096
BUSY_SECONDS: Final = 5
CHECKPOINT_BYTES: Final = 4 << 20
CLOCK_BEHIND_MS: Final = 120_000
STATEMENTS: Final = 200  # all compiled queries stay prepared; apsw's default is 100

_READING: Final[dict[str, int | str]] = {
    "foreign_keys": 1,
    "temp_store": "memory",
    "mmap_size": 0,
    "trusted_schema": 0,
    "cell_size_check": 1,
}
_WRITING: Final[dict[str, int | str]] = {
    # NORMAL loses commits at a power cut. In WAL mode EXTRA is FULL; before that it syncs the folder too, so that the
    # rollback journal of the file's first minute can't come back after a power cut and undo what followed
    "synchronous": "extra",
    "journal_mode": "wal",
    "journal_size_limit": 8 << 20,
    "wal_autocheckpoint": 0,  # checkpoint() does it when the counter is idle
    "secure_delete": 1,  # who is erased must not stay readable in free pages
    **_READING,
}


def wall_ms() -> int:
    """The wall clock: UTC ms since 1970."""
    return time.time_ns() // 1_000_000


class _Database(APSWDatabase):
    """Open in one thread only. peewee would quietly open a second connection in another one."""

    def connection(self) -> apsw.Connection:
        if self.is_closed():
            raise WrongThread("the database is not open in this thread")
        return cast(apsw.Connection, self._state.conn)

    def cursor(self, named_cursor: None = None) -> apsw.Cursor:
        return self.connection().cursor()


class Reader:
    """A read-only look at the data of a folder, for long reads beside the writing process. Use it in one thread."""

    def __init__(self, folder: Path, database: APSWDatabase) -> None:
        self.folder = folder
        self.database = database

    def close(self) -> None:
        """Twice is once."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Store(Reader):
    """The one writer. All of it belongs to the thread that called open(); elsewhere it raises WrongThread.

    A write waits 5 s at most for a lock held by another program, then raises HeldByAnother.
    """

    node: int

    def __init__(
        self, folder: Path, database: APSWDatabase, lock: int, wall: Callable[[], int], sure: Callable[[], bool]
    ) -> None:
        super().__init__(folder, database)
        self._lock = lock
        self._wall = wall
        self._sure = sure
        self._last_at = 0  # of what was written last
        self._newest = 0  # ever written, as it stands in the file
        self._journal: Journal | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        board: str = "",
        now_ms: Callable[[], int] = wall_ms,
        sure: Callable[[], bool] = lambda: False,
    ) -> "Store":
        """Open the folder, making it and its tables when there are none, and bind db.models to it.

        `board` is the machine's serial number ("" where there is none), `now_ms` its wall clock, `sure` whether that
        is known to be right even where it stands behind what was written. Raises StoreErrors:
        OldSqlite, FolderInUse, HeldByAnother, ReadOnlyFolder, NotADatabase, DamagedPage, FailingDisk, DiskFull,
        NewerSchema, WrongSchema.
        """
        require_sqlite(apsw.sqlitelibversion())
        # at DEBUG it writes every parameter of every query, names and numbers too
        logging.getLogger("peewee").setLevel(logging.INFO)
        with files_named():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = locked(folder / LOCK)
        database = None
        try:
            make_room(folder)  # SQLite needs some before it can read
            with sqlite_named(), files_named():
                close_to_others(folder / (FILE + end) for end in ("", "-wal", "-shm"))
                database = _opened(folder / FILE)
                migrate(database)
                models.database.initialize(database)
                store = cls(folder, database, lock, now_ms, sure)
                store._start(board)
        except BaseException:
            if database is not None:
                database.close()
            os.close(lock)
            raise
        logger.info("SQLite %s, apsw %s, node %d", apsw.sqlitelibversion(), apsw.apswversion(), store.node)
        return store

    @staticmethod
    def open_reader(folder: Path) -> Reader:
        """Look at a folder that another process, or another thread, may have open. db.models are not bound to it."""
        require_sqlite(apsw.sqlitelibversion())
        with sqlite_named():
            return Reader(folder, _connected(folder / FILE, apsw.SQLITE_OPEN_READONLY, _READING))

    @contextmanager
    def transaction(self, *, bulk: bool = False) -> Iterator[None]:
        """All or nothing, on the disk when it ends. Any exception rolls back; inside another it raises.

        Disk trouble raises a StoreError and nothing is written. Where the room may not do, it is not even begun.
        `bulk`: so much is written that the journal is better begun anew, with another backup.
        """
        if self.database.in_transaction():
            raise NestedTransaction("a transaction is open already")
        self.require_room()
        journal = None if bulk else self._journal
        try:
            with sqlite_named():
                with (
                    self.database.transaction("IMMEDIATE"),
                    nullcontext() if journal is None else journal.writing(lambda: newest),
                ):
                    yield
                    newest = max(self._last_at, self._ids.last_ms, self._newest)
                    connection = self.database.connection()
                    if newest > self._newest:
                        connection.execute("UPDATE clock SET last_at = ?", (newest,))
                    connection.execute("UPDATE change SET at = ? WHERE at IS NULL", (newest,))
                    if journal is None:
                        self._leave_journal(connection, newest)
                self._newest = newest
        except DiskFull:
            give_up_ballast(self.folder)  # a quota ends before the disk does: the next try goes through
            raise
        if journal is not None:
            journal.written()

    def keep_journal(self, keys: Sequence[str], written: Callable[[], None] = lambda: None) -> None:
        """From now on every commit is written into the journal too, for these public keys; for none it ends.

        `written` is called after each, and must not block.
        """
        with sqlite_named():
            self._journal = Journal(self.database.connection(), keys, written) if keys else None

    def begin_journal(self) -> None:
        """In the transaction at hand, before the first backup: what comes after that leads on from it."""
        begin(self.database.connection(), self._newest)

    def give_up_journal(self, number: int) -> None:
        """In the transaction at hand: a backup holds the entries up to this one."""
        give_up(self.database.connection(), number)
        if self._journal is not None:
            self._journal.forget_size()

    @staticmethod
    def _leave_journal(connection: apsw.Connection, at: int) -> None:
        """What is written now no entry tells. Each time anew: a backup may be made between two."""
        if last_number(connection):
            jump(connection, at)

    def room(self) -> Room:
        """What is left on the disk; where that is too little the ballast is given up first."""
        return make_room(self.folder)

    def require_room(self) -> None:
        """Raise DiskFull where the next transaction might not fit, before anything of it is done."""
        if self.room().ended:
            raise DiskFull("the disk is full: nothing was written, make room and try again")

    @property
    def newest_ms(self) -> int:
        """Event time of the newest that was ever written, UTC ms; 0 in a new folder."""
        return self._newest

    def now_ms(self) -> int:
        """Event time, UTC ms: the wall clock, but later than all that was written before it.

        Where the wall clock stands behind by more than 2 minutes and is not known to be right, time stands still
        until it comes up. Where it is, what was written last had run ahead, and this goes back to the right time.
        Within a transaction each call is later than the one before, and is stored with it.
        """
        wall = self._wall()
        ran_ahead = wall < self._last_at - CLOCK_BEHIND_MS and self._sure()
        at = wall if ran_ahead else max(self._last_at + 1, wall)
        if self.database.in_transaction():
            self._last_at = at
        return at

    @property
    def clock_ok(self) -> bool:
        """False while the wall clock stands more than 2 minutes behind what was written, and nobody is sure of it."""
        return self._wall() >= self._last_at - CLOCK_BEHIND_MS or self._sure()

    def new_id(self) -> int:
        """The next 63-bit id (db.ids)."""
        return self._ids.new_id()

    def checkpoint(self) -> None:
        """Bring the WAL's pages home once it is above 4 MiB. It takes time in the order of 0.1 s: call it when idle."""
        wal = self.folder / (FILE + "-wal")
        with sqlite_named(), files_named():
            if wal.exists() and wal.stat().st_size > CHECKPOINT_BYTES:
                self.database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def empty_log(self) -> None:
        """Bring all of the WAL's pages home and cut it to nothing, so that no older page can be read in it.

        While another connection reads, what it needs stays until close() or the next time. Takes some 0.1 s.
        """
        with sqlite_named(), files_named():
            self.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Bring everything home into one file and let the folder go. Twice is once.

        Disk trouble raises a StoreError; the folder is let go all the same.
        """
        if self.database.is_closed() and self._lock < 0:
            return
        connection = self.database.connection()  # elsewhere than in its thread: WrongThread
        try:
            with sqlite_named():
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.database.close()
            os.close(self._lock)
            self._lock = -1

    def _start(self, board: str) -> None:
        with self.database.transaction("IMMEDIATE"):
            connection = self.database.connection()
            connection.execute("INSERT OR IGNORE INTO clock (id, last_at) VALUES (1, 0)")
            self._last_at = self._newest = connection.execute("SELECT last_at FROM clock").get
            known = connection.execute("SELECT count(*) FROM node").get
            self.node = own_node(connection, self.folder / "node", board, self.now_ms())
            if connection.execute("SELECT count(*) FROM node").get != known:
                self._leave_journal(connection, self._newest)  # the other installation's goes on elsewhere
        self._ids = IdSource(self.node, lambda: max(self._newest + 1, self._wall()))


def require_sqlite(version: str) -> None:
    """Raise OldSqlite below 3.51.3. peewee takes whatever SQLite it finds, and Debian 12 and 13 have older ones."""
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        wanted = ".".join(map(str, SAFE_SQLITE))
        raise OldSqlite(f"SQLite {version} can corrupt the data: {wanted} or newer is needed (it comes with apsw)")


def bring_up_to_date(folder: Path) -> None:
    """Give a copy of a shop, that nobody else has open, the tables of this program; it stays the installation that it
    was. Raises as Store.open() does."""
    with sqlite_named():
        database = _opened(folder / FILE)
        try:
            migrate(database)
        finally:
            database.close()


def load_checksums() -> None:
    """Make the checksum VFS known to SQLite; once per process is enough."""
    if CHECKSUM_VFS not in apsw.vfs_names():
        apsw.sqlite_extra.load(apsw.Connection(":memory:"), "cksumvfs")


def _opened(path: Path) -> _Database:
    load_checksums()
    if not path.exists() or path.stat().st_size == 0:
        make_file(path)
    database = _connected(path, apsw.SQLITE_OPEN_READWRITE, _WRITING)
    if database.connection().reserve_bytes() == CHECKSUM_BYTES:
        return database
    empty = not database.get_tables()
    database.close()
    if not empty:
        raise NotADatabase(f"{FILE} is a database of another program (it has no page checksums)")
    path.unlink()  # the power went while it was made
    return _opened(path)


def make_file(path: Path) -> None:
    """An empty database whose pages have room for a checksum: that can be chosen before the first row alone."""
    make_private(path)
    connection = apsw.Connection(str(path), vfs=CHECKSUM_VFS)
    connection.pragma("synchronous", "extra")
    connection.reserve_bytes(reserve=CHECKSUM_BYTES)
    connection.pragma("page_size", PAGE_BYTES)
    connection.execute("VACUUM")
    connection.close()


def _connected(path: Path, flags: int, pragmas: dict[str, int | str]) -> _Database:
    load_checksums()
    database = _Database(
        str(path),
        pragmas=pragmas,
        timeout=BUSY_SECONDS,
        flags=flags,
        vfs=CHECKSUM_VFS,
        statementcachesize=STATEMENTS,
    )
    try:
        database.connect()
        database.connection().execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        database.close()
        raise
    return database


def is_in_use(folder: Path) -> bool:
    """Whether a program that writes has the data folder open."""
    try:
        os.close(locked(folder / LOCK))
    except FolderInUse:
        return True
    return False


def locked(path: Path) -> int:
    """An open file with an exclusive flock; the kernel lets it go when the process ends, however it ends."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise FolderInUse(f"another kiosk program is using {path.parent}") from None
    return lock
