"""What can be wrong with the books, in the kinds that need different words at the counter."""

from enum import StrEnum
from typing import Final

from db.errors import DamagedPage, DiskFull, FailingDisk, HeldByAnother, ReadOnlyFolder, named


class BooksTrouble(StrEnum):
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    FAILING = "failing"
    HELD = "held"  # by another program
    DAMAGED = "damaged"
    OTHER = "other"


LASTING: Final = frozenset((BooksTrouble.READ_ONLY, BooksTrouble.FAILING, BooksTrouble.DAMAGED))
"""What does not go by itself: the first screen says it until the kiosk is started anew."""


def trouble_of(error: BaseException) -> BooksTrouble:
    """The kind of an error that an action raised. Whatever it was, its transaction is rolled back."""
    match named(error) or error:
        case DiskFull():
            return BooksTrouble.DISK_FULL
        case ReadOnlyFolder():
            return BooksTrouble.READ_ONLY
        case FailingDisk():
            return BooksTrouble.FAILING
        case HeldByAnother():
            return BooksTrouble.HELD
        case DamagedPage():
            return BooksTrouble.DAMAGED
        case _:
            return BooksTrouble.OTHER
