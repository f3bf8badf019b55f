"""Files that leave the shop's data: whole under their name, or not there at all."""

from contextlib import suppress
from enum import StrEnum
from errno import EDQUOT, ENOSPC, EROFS
from pathlib import Path
from typing import Final

from kiosk.synced import sync
from kiosk.value import Value

PART: Final = ".part"
"""Behind the name of what is not finished."""


class WriteTrouble(StrEnum):
    FULL = "full"
    FORBIDDEN = "forbidden"  # or read-only
    GONE = "gone"  # the stick was pulled, or fails
    DATA = "data"  # the shop's own data can't be read


class CantWrite(Value):
    """What was begun is gone again, as far as it could be."""

    why: WriteTrouble


def deliver(into: Path, name: str, content: bytes) -> Path | CantWrite:
    """On the disk when this returns. A name that is taken gets a number."""
    written = into / (name + PART)
    try:
        into.mkdir(parents=True, exist_ok=True)
        written.write_bytes(content)
        sync(written)
        written = written.rename(_free(into / name))
        sync(written)  # on a stick's file system the renamed file has no size before this
        sync(into)
    except OSError as error:
        with suppress(OSError):
            written.unlink()
        return CantWrite(trouble_writing(error))
    return written


def trouble_writing(error: OSError) -> WriteTrouble:
    match error.errno:
        case code if code in (ENOSPC, EDQUOT):
            return WriteTrouble.FULL
        case code if code == EROFS or isinstance(error, PermissionError | FileExistsError | NotADirectoryError):
            return WriteTrouble.FORBIDDEN
        case _:
            return WriteTrouble.GONE


def _free(path: Path) -> Path:
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem}-{number}")
    return tried
