"""A disk that writes down all that SQLite does to it, so that the power can be cut afterwards at any operation.

The model: what was written before a file's last fsync is on the disk. Whatever came later may be lost, may be there, or
may be torn: any 512-byte sectors of it in any combination, in no order.

Run as a program it opens a store on such a disk, commits, and leaves the record: `recording_disk.py FOLDER RECORD`.
"""

import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512
COMMITS = 120


@dataclass(frozen=True, slots=True)
class Write:
    file: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Delete:
    file: str
    synced: bool  # the folder too, at once


@dataclass(frozen=True, slots=True)
class Sync:
    file: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The store told its caller that this many commits are safe."""

    count: int


Operation = Write | Truncate | Delete | Sync | Committed
RECORD: list[Operation] = []


class RecordingFile(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        super().__init__("unix", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        RECORD.append(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        RECORD.append(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        RECORD.append(Sync(self._name))


class RecordingDisk(apsw.VFS):
    def __init__(self) -> None:
        super().__init__("recording", "unix", makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> RecordingFile:  # noqa: N802
        return RecordingFile(name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        RECORD.append(Delete(Path(filename).name, bool(syncdir)))


class Fate(StrEnum):
    """What becomes of that which was not synced when the power goes."""

    LOST = "lost"
    KEPT = "kept"
    TORN = "torn"


Files = dict[str, bytearray]


def after_power_cut(
    record: list[Operation], cuts: list[int], fate: Fate, random: Random, begun: Files | None = None
) -> Iterator[tuple[int, Files]]:
    """For each cut (a number of operations done): how many commits were promised, and what the disk then holds.
    `begun`: what it held at first."""
    on_disk: Files = {name: bytearray(content) for name, content in (begun or {}).items()}
    pending: dict[str, list[Operation]] = defaultdict(list)
    promised = done = 0
    for cut in sorted(cuts):
        for operation in record[done:cut]:
            match operation:
                case Committed(count):
                    promised = count
                case Sync(file):
                    for waiting in pending.pop(file, []):
                        _apply(on_disk, waiting)
                case Delete(file, synced=True):
                    pending.pop(file, None)
                    on_disk.pop(file, None)
                case _:
                    pending[operation.file].append(operation)
        done = cut
        files = {name: bytearray(content) for name, content in on_disk.items()}
        for operations in pending.values():
            for waiting in operations:
                for survivor in _survivors(waiting, fate, random):
                    _apply(files, survivor)
        yield promised, files


def _survivors(operation: Operation, fate: Fate, random: Random) -> list[Operation]:
    if fate is Fate.LOST:
        return []
    if fate is Fate.KEPT:
        return [operation]
    if not isinstance(operation, Write):
        return [operation] if random.random() < 0.5 else []
    sectors = range(0, len(operation.data), SECTOR)
    return [
        Write(operation.file, operation.offset + start, operation.data[start : start + SECTOR])
        for start in sectors
        if random.random() < 0.6
    ]


def _apply(files: Files, operation: Operation) -> None:
    match operation:
        case Write(file, offset, data):
            content = files.setdefault(file, bytearray())
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset : offset + len(data)] = data
        case Truncate(file, size):
            content = files.setdefault(file, bytearray())
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Delete(file):
            files.pop(file, None)


def main(folder: Path, record: Path) -> None:
    """Open a new store, commit, and write down the operations and where the opening was over."""
    disk = RecordingDisk()  # before the checksums are loaded, so that they go on top of it
    from db.connection import Store
    from tests.db.counting import commit_one, prepare

    store = Store.open(folder)
    prepare(store)
    opened = len(RECORD)
    for count in range(1, COMMITS + 1):
        commit_one(store, count)
        RECORD.append(Committed(count))
        if count % 40 == 0:
            store.database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")
    store.close()
    record.write_bytes(pickle.dumps((opened, RECORD)))
    del disk


if __name__ == "__main__":
    # what is pickled belongs to the module by its name, not to the program
    from tests.db import recording_disk

    recording_disk.main(Path(sys.argv[1]), Path(sys.argv[2]))
