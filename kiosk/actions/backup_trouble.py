"""What can be wrong with a backup, in the kinds that need different words."""

from enum import StrEnum
from typing import Final

from db import backup_errors as errors
from db.errors import DamagedPage, DiskFull, FolderInUse, NewerSchema
from db.journal_file import NoBase


class BackupTrouble(StrEnum):
    NO_KEY = "no_key"
    CANCELLED = "cancelled"
    MISSING = "missing"
    NOT_OURS = "not_ours"
    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"
    SERVER_UNKNOWN = "server_unknown"
    SERVER_CHANGED = "server_changed"
    SERVER_REFUSES = "server_refuses"
    NOT_VERIFIED = "not_verified"
    BUSY = "busy"  # another one is being made
    DISK_FULL = "disk_full"  # here, not on the stick
    DATA_DAMAGED = "data_damaged"  # here, not on the stick
    BAD_KEY = "bad_key"
    WRONG_KEY = "wrong_key"
    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    NEWER = "newer"
    SHOP_HERE = "shop_here"
    TRIAL_BAD = "trial_bad"  # it was brought back as a trial, and does not add up
    NO_BASE = "no_base"  # of the journal: another backup is due
    OTHER = "other"


_KINDS: Final[tuple[tuple[type[Exception], BackupTrouble], ...]] = (
    (errors.NoBackupKey, BackupTrouble.NO_KEY),
    (errors.Cancelled, BackupTrouble.CANCELLED),
    (errors.TargetMissing, BackupTrouble.MISSING),
    (errors.TargetNotOurs, BackupTrouble.NOT_OURS),
    (errors.TargetFull, BackupTrouble.FULL),
    (errors.TargetReadOnly, BackupTrouble.READ_ONLY),
    (errors.TargetGone, BackupTrouble.GONE),
    (errors.ServerUnknown, BackupTrouble.SERVER_UNKNOWN),
    (errors.ServerChanged, BackupTrouble.SERVER_CHANGED),
    (errors.ServerRefuses, BackupTrouble.SERVER_REFUSES),
    (errors.NotVerified, BackupTrouble.NOT_VERIFIED),
    (errors.BadBackupKey, BackupTrouble.BAD_KEY),
    (errors.WrongBackupKey, BackupTrouble.WRONG_KEY),
    (errors.NotABackup, BackupTrouble.NOT_A_BACKUP),
    (errors.DamagedBackup, BackupTrouble.DAMAGED),
    (errors.ShopHere, BackupTrouble.SHOP_HERE),
    (NoBase, BackupTrouble.NO_BASE),
    (FolderInUse, BackupTrouble.BUSY),
    (DiskFull, BackupTrouble.DISK_FULL),
    (DamagedPage, BackupTrouble.DATA_DAMAGED),
    (NewerSchema, BackupTrouble.NEWER),
)


def backup_trouble_of(error: BaseException) -> BackupTrouble:
    return next((trouble for kind, trouble in _KINDS if isinstance(error, kind)), BackupTrouble.OTHER)
