"""Where files can go that leave the shop's data: the USB sticks that are plugged in, and a folder beside the data."""

import os
import re
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

_OCTAL: Final = re.compile(rb"\\([0-7]{3})")  # how spaces and the like stand there
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
    return *_sticks(mounts or MOUNTS), Place(PlaceKind.HERE, folder / FOLDER, shutil.disk_usage(folder).free)


def locked_sticks() -> tuple[Path, ...]:
    """Those that are plugged in and mounted read-only: by their switch, or by the kernel when it found faults there."""
    return tuple(path for _, path, options in _plugged_in(MOUNTS) if b"ro" in options)


def sticks() -> list[Path]:
    """All that are plugged in, to be read."""
    return [path for _, path, _ in _plugged_in(MOUNTS)]


def device_at(place: Path) -> Path | None:
    """What is mounted at that place, if a stick is."""
    return next((device for device, path, _ in _plugged_in(MOUNTS) if path == place), None)


def _sticks(mounts: Path) -> Iterator[Place]:
    for _, path, options in _plugged_in(mounts):
        if b"rw" in options and os.access(path, os.W_OK):
            with suppress(OSError):  # it is being pulled out
                yield Place(PlaceKind.STICK, path, shutil.disk_usage(path).free)


def _plugged_in(mounts: Path) -> Iterator[tuple[Path, Path, list[bytes]]]:
    """The device of each, where it is mounted, and with which options."""
    lines: list[bytes] = []
    with suppress(OSError):  # not on Linux
        lines = mounts.read_bytes().splitlines()
    for line in lines:
        device, where, _, options, *_ = line.split(b" ")
        path = Path(os.fsdecode(_OCTAL.sub(lambda found: bytes([int(found[1], 8)]), where)))
        if str(path).startswith(_WHERE) and device.startswith(b"/dev/"):
            yield Path(os.fsdecode(device)), path, options.split(b",")
