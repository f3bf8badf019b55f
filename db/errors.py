"""What can be wrong with the shop's data, in words that a person understands; without any name or card number."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import apsw
import peewee


class StoreError(Exception):
    """The data can't be opened, or can't go on. `str()` is plain English for the log and the command line."""


class OldSqlite(StoreError):
    """SQLite before 3.51.3 can corrupt a database in WAL mode."""


class FolderInUse(StoreError):
    """Another process has this data folder open for writing."""


class ReadOnlyFolder(StoreError):
    """The folder, or the medium it lies on, can't be written."""


class NoDatabase(StoreError):
    """There is no database in this folder, or it may not be read."""


class NotADatabase(StoreError):
    """The file is there, and it is not a database of this program."""


class DamagedPage(StoreError):
    """A page's checksum is wrong, or the file's structure is broken."""


class FailingDisk(StoreError):
    """The disk or card answers a read or a write with an error."""


class DiskFull(StoreError):
    """Nothing of the transaction was written."""


class HeldByAnother(StoreError):
    """Another program holds the database for longer than a write waits. Nothing of the transaction was written."""


class NewerSchema(StoreError):
    """A newer version of this program has changed the tables."""


class WrongSchema(StoreError):
    """The tables are not as this program makes them. Nothing was changed."""


class WrongThread(StoreError):
    """The store belongs to the thread that opened it, until it is closed."""


class NestedTransaction(StoreError):
    """A transaction was begun inside a transaction."""


_KINDS: Final[dict[int, tuple[type[StoreError], str]]] = {
    apsw.SQLITE_FULL: (DiskFull, "the disk is full: nothing was written, make room and try again"),
    apsw.SQLITE_READONLY: (ReadOnlyFolder, "the data folder can't be written: is the disk or card read-only?"),
    apsw.SQLITE_PERM: (ReadOnlyFolder, "the data folder can't be written: permission denied"),
    apsw.SQLITE_CANTOPEN: (NoDatabase, "there is no kokyaku.db here, or it may not be read"),
    apsw.SQLITE_NOTADB: (NotADatabase, "the file kokyaku.db is not a database"),
    apsw.SQLITE_CORRUPT: (DamagedPage, "the database is damaged: restore the last backup"),
    apsw.SQLITE_BUSY: (HeldByAnother, "another program holds the database: close it and try again"),
    apsw.SQLITE_IOERR: (FailingDisk, "the database can't be read or written: the disk or card is failing"),
}
_FILES: Final[dict[int, tuple[type[StoreError], str]]] = {
    errno.ENOENT: (NoDatabase, "there is no kokyaku.db here, or it may not be read"),
    errno.EROFS: (ReadOnlyFolder, "the data folder lies on a read-only disk or card"),
    errno.EACCES: (ReadOnlyFolder, "the data folder can't be written: permission denied"),
    errno.EPERM: (ReadOnlyFolder, "the data folder can't be written: permission denied"),
    errno.ENOSPC: (DiskFull, "the disk is full: nothing was written, make room and try again"),
    errno.EDQUOT: (DiskFull, "the disk is full: nothing was written, make room and try again"),
}
_EXTENDED: Final[dict[int, tuple[type[StoreError], str]]] = {
    apsw.SQLITE_IOERR_DATA: (
        DamagedPage,
        "the database is damaged (a page's checksum is wrong): restore the last backup",
    ),
    # what a disk without 32 KiB for the log's index says
    apsw.SQLITE_IOERR_SHMSIZE: _KINDS[apsw.SQLITE_FULL],
}


def named(error: BaseException) -> StoreError | None:
    """The named error for what SQLite said (directly or wrapped by peewee), None when it is no trouble of the disk."""
    cause = getattr(error, "orig", error)  # peewee keeps what it wraps there
    if not isinstance(cause, apsw.Error):
        return None
    code = getattr(cause, "result", -1)
    extended = getattr(cause, "extendedresult", -1)
    kind = _EXTENDED.get(extended) or _KINDS.get(code)
    if kind is None:
        return None
    return kind[0](f"{kind[1]} ({apsw.mapping_extended_result_codes.get(extended, code)})")


@contextmanager
def sqlite_named() -> Iterator[None]:
    """Turn SQLite's trouble with the disk into a StoreError; anything else goes on as it is."""
    try:
        yield
    except (apsw.Error, peewee.PeeweeException) as error:
        if trouble := named(error):
            raise trouble from error
        raise


@contextmanager
def files_named() -> Iterator[None]:
    """Turn what the file system refuses into a StoreError."""
    try:
        yield
    except OSError as error:
        kind, words = _FILES.get(error.errno or 0, (FailingDisk, "the data folder can't be read or written"))
        raise kind(f"{words} ({errno.errorcode.get(error.errno or 0, error.errno)})") from error
