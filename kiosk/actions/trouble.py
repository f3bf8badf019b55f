"""What can be wrong with the books, in the kinds that need different words at the counter."""

from enum import StrEnum

from db.errors import DamagedPage, DiskFull, FailingDisk, ReadOnlyFolder


class BooksTrouble(StrEnum):
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    OTHER = "other"


def trouble_of(error: BaseException) -> BooksTrouble:
    """The kind of an error that an action raised. Whatever it was, its transaction is rolled back."""
    match error:
        case DiskFull():
            return BooksTrouble.DISK_FULL
        case ReadOnlyFolder() | FailingDisk():
            return BooksTrouble.READ_ONLY
        case DamagedPage():
            return BooksTrouble.DAMAGED
        case _:
            return BooksTrouble.OTHER
