"""Files that go out of the machine: onto a stick where one is plugged in, else into the data folder's `letters`.

A file's name tells no more than what it is and when it was made. One that is not whole never has that name.
"""

import errno
import os
from enum import StrEnum
from pathlib import Path

from kiosk.value import Value

FOLDER = "letters"
_STICKS = (Path("/media"), Path("/run/media"))
_SPARE_BYTES = 4 << 20


class Unwritten(StrEnum):
    """Why there is no file."""

    FULL = "full"
    FORBIDDEN = "forbidden"  # read-only, or not ours
    GONE = "gone"  # the stick was pulled out
    NOTHING = "nothing"  # nobody is left who could be written to
    WORDS = "words"  # the letter's words or the shop's address can't be printed
    DATA = "data"  # the data could not be read


class CantWrite(Exception):
    def __init__(self, why: Unwritten) -> None:
        super().__init__(why)
        self.why = why


class Written(Value):
    path: Path
    on_stick: bool


def write_out(data: Path, name: str, content: bytes, sticks: tuple[Path, ...] = _STICKS) -> Written:
    """Written, on the disk, and read back. Raises CantWrite. A name that is taken gets a number."""
    stick = find_stick(sticks)
    folder = (stick or data) / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        space = os.statvfs(folder)
        if space.f_bavail * space.f_frsize < len(content) + _SPARE_BYTES:
            raise CantWrite(Unwritten.FULL)
        path = _free(folder / name)
        part = path.with_name(path.name + ".part")
        try:
            _put(part, content)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        _synced(path)
        _synced(folder)
        if path.read_bytes() != content:
            raise CantWrite(Unwritten.GONE)
    except OSError as error:
        raise CantWrite(_why(error)) from None
    return Written(path, stick is not None)


def find_stick(roots: tuple[Path, ...] = _STICKS) -> Path | None:
    """The first mounted stick that can be written to."""
    for root in roots:
        for pattern in ("*", "*/*"):
            for place in sorted(root.glob(pattern)):
                if place.is_mount() and os.access(place, os.W_OK):
                    return place
    return None


def _put(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _synced(path: Path) -> None:
    """On vfat a file that was renamed has size 0 after a pull, unless it is synced once more."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free(path: Path) -> Path:
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem}-{number}")
    return tried


def _why(error: OSError) -> Unwritten:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unwritten.FULL
    return Unwritten.FORBIDDEN if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else Unwritten.GONE
