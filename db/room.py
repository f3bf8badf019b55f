"""Room on the disk: a warning long before its end, and a ballast that is given up so that there is a way out of it."""

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

BALLAST: Final = "ballast"
BALLAST_BYTES: Final = 32 << 20
SCARCE_BYTES: Final = 200 << 20
"""Below this somebody should make room; a day of a busy shop takes a few MiB."""
LEAST_BYTES: Final = 8 << 20
"""Below this nothing is begun: the largest transaction, its log and the log's way home have to fit."""


@dataclass(frozen=True, slots=True)
class Room:
    """`free`: bytes that this program may still write. `ballast`: whether there is some to be given up."""

    free: int
    ballast: bool

    @property
    def scarce(self) -> bool:
        return self.free < SCARCE_BYTES

    @property
    def ended(self) -> bool:
        return self.free < LEAST_BYTES and not self.ballast


def room_in(folder: Path) -> Room:
    """Takes microseconds. A disk that does not answer is none that is full: the next write says what is wrong."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return Room(SCARCE_BYTES, ballast=True)
    return Room(found.f_bavail * found.f_frsize, (folder / BALLAST).exists())


def lay_ballast(folder: Path) -> None:
    """Where there is none and room enough that it is not what makes room scarce."""
    path = folder / BALLAST
    if path.exists() or room_in(folder).free < SCARCE_BYTES + BALLAST_BYTES:
        return
    with suppress(OSError):  # it is there for the day on which the disk is full: without it all works as well
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(handle, 0, BALLAST_BYTES)
        finally:
            os.close(handle)


def give_up_ballast(folder: Path) -> None:
    """Twice is once."""
    with suppress(OSError):
        (folder / BALLAST).unlink()
        logger.warning("the disk is nearly full: the ballast was given up")


def make_room(folder: Path) -> Room:
    """The room there is, after the ballast was given up where it has come to that."""
    room = room_in(folder)
    if room.free >= LEAST_BYTES or not room.ballast:
        return room
    give_up_ballast(folder)
    return room_in(folder)
