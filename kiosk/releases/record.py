"""Which release is the current one, in one file that is replaced as a whole. The launcher reads it: no library here.

The folder of the releases holds for each one a folder of packages under its version, and releases.json. Release 0 is
the program that was installed with the machine: it lies elsewhere, is called "", and is always there.
"""

import json
import os
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Final

from kiosk.synced import sync

NAME: Final = "releases.json"
ABOUT: Final = "release.json"
"""In a release's folder: what it is, as it was signed."""
PART: Final = ".part"

VERSION: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}")

__all__ = ["ABOUT", "NAME", "PART", "VERSION", "Record", "order", "read_record", "replace", "write_record"]


@dataclass(frozen=True, slots=True)
class Record:
    """No Value: those are made by a library. Launchers stay as old as their machine, so what stands here keeps its
    meaning for good."""

    current: str = ""
    before: str = ""  # what there is to go back to
    starts: int = -1  # of a current one that is on trial: it has not come up yet; -1: it has
    data: str = ""  # the shop's folder, where the one on trial changes the tables; "": it doesn't
    ready: str = ""  # unpacked whole, and an owner has not switched to it yet
    failed: str = ""  # which did not come up, until somebody has read that

    @property
    def on_trial(self) -> bool:
        return self.starts >= 0


def order(version: str) -> tuple[int, ...]:
    """By it versions are older and newer.

    >>> order("0.10.0") > order("0.9.3")
    True
    """
    return tuple(int(part) for part in re.findall("[0-9]+", version))


def read_record(folder: Path) -> Record:
    """Where it can't be read, what is there to be started is the newest: an older one would refuse the newer data."""
    try:
        found = json.loads((folder / NAME).read_bytes())
        kinds = {field.name: type(field.default) for field in fields(Record)}
        known = {name: found[name] for name in kinds.keys() & found.keys()}
        if all(type(value) is kinds[name] for name, value in known.items()):
            return Record(**known)
    except FileNotFoundError:
        return Record()
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    whole = [about.parent.name for about in folder.glob(f"*/{ABOUT}") if VERSION.fullmatch(about.parent.name)]
    return Record(current=max(whole, key=order, default=""))


def write_record(folder: Path, record: Record) -> None:
    """On the disk when this returns; cut off anywhere, the one before is there."""
    part = folder / (NAME + PART)
    with part.open("w") as out:
        json.dump(asdict(record), out)
        out.flush()
        os.fsync(out.fileno())
    part.replace(folder / NAME)
    sync(folder)
