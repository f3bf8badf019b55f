"""Where files can go that leave the shop's data: the USB sticks that are plugged in, and a folder beside the data."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.value import Value

MOUNTS: Final = Path("/proc/self/mounts")
"""Linux's list of what is mounted (proc(5)): device, place, kind, options …"""

FOLDER: Final = "exports"
"""In the data folder."""

_WHERE: Final = ("/media/", "/run/media/", "/mnt/")


class PlaceKind(StrEnum):
    STICK = "stick"
    HERE = "here"


class Place(Value):
    kind: PlaceKind
    path: Path
    free: int  # bytes

    @property
    def name(self) -> str:
        return self.path.name


def places(folder: Path, mounts: Path | None = None) -> tuple[Place, ...]:
    """Sticks that can be written come first; the folder beside the data is always there. `folder`: the data's."""
    sticks = tuple(Place(PlaceKind.STICK, path, shutil.disk_usage(path).free) for path in _sticks(mounts or MOUNTS))
    return *sticks, Place(PlaceKind.HERE, folder / FOLDER, shutil.disk_usage(folder).free)


def _sticks(mounts: Path) -> Iterator[Path]:
    lines: list[str] = []
    with suppress(OSError):  # not on Linux
        lines = mounts.read_text("utf-8", "replace").splitlines()
    for line in lines:
        device, where, _, options, *_ = line.split(" ")
        # spaces and the like stand in octal: \040
        path = Path(where.encode("latin-1", "replace").decode("unicode_escape").encode("latin-1", "replace").decode())
        outside = str(path).startswith(_WHERE) and device.startswith("/dev/")
        if outside and "rw" in options.split(",") and os.access(path, os.W_OK):
            yield path
