"""What can be wrong with a backup or with the place it goes to, in words that a person understands."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from db.errors import StoreError


class BackupError(StoreError):
    """No backup was made, or none can be read. The shop's data is as it was."""


class NoBackupKey(BackupError):
    """Nobody could ever open the backup: no key was made."""


class Cancelled(BackupError):
    """Somebody wanted it to end."""


class TargetMissing(BackupError):
    """The folder for backups is not there."""


class TargetNotOurs(BackupError):
    """The folder is there, and the owner never chose it for backups: perhaps another stick was put in."""


class TargetFull(BackupError):
    """There is no room for one more backup. What was there still is."""


class TargetReadOnly(BackupError):
    """The stick or the folder can't be written."""


class TargetGone(BackupError):
    """The stick was pulled, or the share went away, in the middle."""


class ServerUnknown(BackupError):
    """Nobody has said yet that this server is the right one. Nothing was told to it."""


class ServerChanged(BackupError):
    """It answers with another key than the one it was known by: perhaps somebody stands in its place."""


class ServerRefuses(BackupError):
    """The server does not let this machine in: it does not know its key."""


class NotVerified(BackupError):
    """What was read back is not what was written: the stick is failing. The file was taken away."""


class BadBackupKey(BackupError):
    """The words are no key: mistyped, or incomplete."""


class WrongBackupKey(BackupError):
    """It is a key, but another one."""


class NotABackup(BackupError):
    """The file is something else."""


class DamagedBackup(BackupError):
    """The file was a backup once. Another one has to be taken."""


class ShopHere(BackupError):
    """The folder has a shop already; nothing is written over it."""


_FULL: Final = (TargetFull, "there is no room left for a backup: take a larger stick, or make room on this one")
_READ_ONLY: Final = (
    TargetReadOnly,
    "the place for backups can't be written: is the stick locked, or the share read-only?",
)
_GONE: Final = (TargetGone, "the stick was pulled out, or the network went away, before the backup was done")
_TARGET: Final[dict[int, tuple[type[BackupError], str]]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,  # 4 GiB on FAT32
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


@contextmanager
def target_named() -> Iterator[None]:
    """Turn what the file system of the place for backups refuses into a BackupError."""
    try:
        yield
    except OSError as error:
        kind, words = _TARGET.get(error.errno or 0, _GONE)
        raise kind(f"{words} ({errno.errorcode.get(error.errno or 0, error.errno)})") from error
