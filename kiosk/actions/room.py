"""How much room is left for the books, in the kinds that need different words."""

from enum import StrEnum

from db.room import BALLAST_BYTES, LEAST_BYTES
from kiosk.actions.books import Books
from kiosk.value import Value


class RoomKind(StrEnum):
    ENOUGH = "enough"
    SCARCE = "scarce"
    LAST = "last"  # the ballast was given up: some days are left
    ENDED = "ended"  # nothing more is written


class RoomLeft(Value):
    kind: RoomKind = RoomKind.ENOUGH
    mib: int = 0


def room_left(books: Books) -> RoomLeft:
    """As it is now; asking takes microseconds."""
    room = books.store.room()
    if room.ended:
        kind = RoomKind.ENDED
    elif not room.ballast and room.free < BALLAST_BYTES + LEAST_BYTES:
        kind = RoomKind.LAST
    else:
        kind = RoomKind.SCARCE if room.scarce else RoomKind.ENOUGH
    return RoomLeft(kind, room.free >> 20)
