"""A stick that forgets what was not synced: a twin of db.backup_target.FolderTarget, pulled at any operation.

It keeps what was done to it, and makes from that what a stick would have that was pulled at a place of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from db.backup_errors import TargetFull, TargetGone
from db.backup_target import ChosenTarget

SECTOR = 512


class Pulled(StrEnum):
    """What becomes of that which was not synced."""

    DROPPED = "dropped"
    KEPT = "kept"
    TORN = "torn"  # of each write some sectors; of the names those up to some change
    VFAT = "vfat"  # dropped; and a file has the size that was synced under its name


@dataclass(frozen=True, slots=True)
class Made:
    file: int
    name: str


@dataclass(frozen=True, slots=True)
class Wrote:
    file: int
    at: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cut:
    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    file: int


@dataclass(frozen=True, slots=True)
class Renamed:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Removed:
    name: str


@dataclass(frozen=True, slots=True)
class FolderSynced:
    pass


Operation = Made | Wrote | Cut | Synced | Renamed | Removed | FolderSynced


class ForgetfulStick(ChosenTarget):
    """`room`: bytes that fit on it; `free` says so too unless told otherwise."""

    def __init__(self, files: dict[str, bytes] | None = None, room: int = 1 << 30) -> None:
        self.record: list[Operation] = []
        self._files: dict[int, bytearray] = {}
        self._names: dict[str, int] = {}
        self.room = room
        self.says_free: int | None = None
        self.gone_at: int | None = None  # the operation at which it is pulled
        for name, content in (files or {}).items():
            file = self.create(name)
            file.write(content)
            file.sync()
        self.sync_folder()

    # as a target

    def require_writable(self) -> None:
        self._there()

    def names(self) -> list[str]:
        self._there()
        return list(self._names)

    def free(self) -> int:
        self._there()
        return self.room - self._used() if self.says_free is None else self.says_free

    def size(self, name: str) -> int:
        return len(self._content(name))

    def create(self, name: str) -> "_File":
        file = len(self._files)
        self._do(Made(file, name))
        self._files[file] = bytearray()
        self._names[name] = file
        return _File(self, file)

    def append(self, name: str, at: int) -> "_File":
        if name not in self._names:
            return self.create(name)
        file = self._names[name]
        self._do(Cut(file, at))
        del self._files[file][at:]
        return _File(self, file)

    def read(self, name: str) -> Iterator[bytes]:
        content = bytes(self._content(name))
        for at in range(0, len(content), 50_000):
            self._there()
            yield content[at : at + 50_000]

    def rename(self, old: str, new: str) -> None:
        self._do(Renamed(old, new))
        self._names[new] = self._names.pop(old)

    def remove(self, name: str) -> None:
        self._there()
        if name in self._names:
            self._do(Removed(name))
            del self._names[name]

    def sync(self, name: str) -> None:
        self._do(Synced(self._names[name]))

    def sync_folder(self) -> None:
        self._do(FolderSynced())

    def write(self, file: int, data: bytes) -> None:
        if self._used() + len(data) > self.room:
            raise TargetFull("full")
        content = self._files[file]
        self._do(Wrote(file, len(content), data))
        content += data

    def sync_file(self, file: int) -> None:
        self._do(Synced(file))

    # as a thing that is pulled

    def pulled(self, after: int, how: Pulled, random: Random) -> "ForgetfulStick":
        """Another one, with what this one would have if it had been pulled after so many operations."""
        return ForgetfulStick(_left(self.record[:after], how, random))

    def spoil(self, name: str, at: int) -> None:
        """A bit of the flash turns over."""
        self._content(name)[at] ^= 0x10

    def _content(self, name: str) -> bytearray:
        self._there()
        return self._files[self._names[name]]

    def _used(self) -> int:
        return sum(len(self._files[file]) for file in self._names.values())

    def _do(self, operation: Operation) -> None:
        self._there()
        self.record.append(operation)

    def _there(self) -> None:
        if self.gone_at is not None and len(self.record) >= self.gone_at:
            raise TargetGone("gone")


class _File:
    def __init__(self, stick: ForgetfulStick, file: int) -> None:
        self._stick = stick
        self._file = file

    def write(self, data: bytes) -> None:
        self._stick.write(self._file, data)

    def sync(self) -> None:
        self._stick.sync_file(self._file)

    def close(self) -> None:
        pass


@dataclass(slots=True)
class _Medium:
    """What is sure, and what is not yet."""

    contents: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)  # that vfat keeps with a name
    writes: list[Wrote | Cut] = field(default_factory=list)
    changes: list[Made | Renamed | Removed] = field(default_factory=list)
    unsure: dict[str, int] = field(default_factory=dict)  # the names as memory has them

    def do(self, operation: Operation) -> None:
        match operation:
            case Made(file, name):
                self.contents[file] = bytearray()
                self.changes.append(operation)
                self.unsure[name] = file
            case Wrote() | Cut():
                self.writes.append(operation)
            case Renamed(old, new):
                self.changes.append(operation)
                self.unsure[new] = self.unsure.pop(old)
            case Removed(name):
                self.changes.append(operation)
                del self.unsure[name]
            case Synced(file):
                for write in self.writes:
                    if write.file == file:
                        self.land(write)
                self.writes = [write for write in self.writes if write.file != file]
                for name, named in self.unsure.items():
                    if named == file:
                        self.sizes[name] = len(self.contents[file])
            case FolderSynced():
                for change in self.changes:
                    self.name(change)
                self.changes.clear()

    def land(self, write: Wrote | Cut, size: int | None = None) -> None:
        if isinstance(write, Cut):
            del self.contents[write.file][write.size :]
            return
        content, data = self.contents[write.file], write.data[:size]
        content.extend(bytes(max(0, write.at + len(data) - len(content))))
        content[write.at : write.at + len(data)] = data

    def name(self, change: Made | Renamed | Removed) -> None:
        match change:
            case Made(file, name):
                self.names[name] = file
            case Renamed(old, new):
                if old in self.names:
                    self.names[new] = self.names.pop(old)
            case Removed(name):
                self.names.pop(name, None)


def _left(record: list[Operation], how: Pulled, random: Random) -> dict[str, bytes]:
    medium = _Medium()
    for operation in record:
        medium.do(operation)
    if how is Pulled.KEPT:
        for write in medium.writes:
            medium.land(write)
    if how is Pulled.TORN:
        for write in medium.writes:
            whole = len(write.data) // SECTOR if isinstance(write, Wrote) else 0
            medium.land(write, random.randint(0, whole) * SECTOR)
        for change in medium.changes[: random.randint(0, len(medium.changes))]:
            medium.name(change)
    elif how is Pulled.KEPT:
        for change in medium.changes:
            medium.name(change)
    left = {name: bytes(medium.contents[file]) for name, file in medium.names.items()}
    if how is Pulled.VFAT:
        return {name: content[: medium.sizes.get(name, 0)] for name, content in left.items()}
    return left
