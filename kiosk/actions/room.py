"""How much room is left for the books, in the kinds that need different words."""

from dataclasses import dataclass
from enum import StrEnum

from db.room import BALLAST_BYTES, LEAST_BYTES
from kiosk.actions.books import Books


class RoomKind(StrEnum):
    ENOUGH = "enough"
    SCARCE = "scarce"
    LAST = "last"  # the ballast was given up: some days are left
    ENDED = "ended"  # nothing more is written


@dataclass(frozen=True, slots=True)
class RoomLeft:
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
