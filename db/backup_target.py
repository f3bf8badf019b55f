"""A folder on a stick or a share, in the few operations that a backup needs. All that touches its files is here.

The order of these operations is what makes a backup outlive a pulled stick (db.backup_writing); that it does is shown
with a twin of this class that forgets what was not synced.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, Self

from db.backup_errors import TargetMissing, TargetNotOurs, target_named

CHUNK: Final = 1 << 20
OURS: Final = "kokyaku-backup.txt"
_OURS_WORDS: Final = (
    "個客（Kokyaku）のバックアップ先です。このファイルを消すと、ここにはバックアップされなくなります。\n"
    "Kokyaku keeps backups here. Without this file it writes none to this folder.\n"
)


class NewFile(Protocol):
    """A file being written; nothing of it is sure before sync()."""

    def write(self, data: bytes) -> None: ...

    def sync(self) -> None: ...

    def close(self) -> None: ...


class Target(Protocol):
    """Where backups lie. Names are plain names of files in it; every trouble is a BackupError."""

    def names(self) -> list[str]:
        """Of all files, in no order."""

    def free(self) -> int:
        """Bytes that can be written."""

    def size(self, name: str) -> int: ...

    def create(self, name: str) -> NewFile:
        """Empty; one of that name is written over."""

    def read(self, name: str) -> Iterator[bytes]:
        """Its content as the medium has it, not as memory remembers it."""

    def rename(self, old: str, new: str) -> None: ...

    def remove(self, name: str) -> None: ...

    def sync(self, name: str) -> None:
        """Its content and its size."""

    def sync_folder(self) -> None:
        """The names of all files."""


class ChosenTarget(Target, Protocol):
    """A place that the kiosk writes to only after an owner has said so."""

    def require_writable(self) -> None:
        """Raises TargetReadOnly where that can be told: before the data is copied for nothing."""

    def require_ours(self) -> None:
        """Raises TargetReadOnly, TargetNotOurs."""
        self.require_writable()
        if not self.is_chosen():
            raise TargetNotOurs("this place was not chosen for backups: is the right stick in, is the share mounted?")

    def is_chosen(self) -> bool:
        """Whether somebody said that backups may be written here."""
        return OURS in self.names()

    def choose(self) -> None:
        """From now on backups may be written here."""
        if self.is_chosen():
            return
        file = self.create(OURS)
        try:
            file.write(_OURS_WORDS.encode())
            file.sync()
        finally:
            file.close()
        self.sync_folder()


class FolderTarget(ChosenTarget):
    """A folder of the file system: a mounted stick or a mounted share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def opened(cls, folder: Path) -> Self:
        """A folder that the owner has chosen, to be written. Raises TargetMissing, TargetReadOnly, TargetNotOurs."""
        target = cls.present(folder)
        target.require_ours()
        return target

    @classmethod
    def present(cls, folder: Path) -> Self:
        """Any folder. Raises TargetMissing."""
        with target_named():
            if not os.path.isdir(folder):  # noqa: PTH112 (Path.is_dir hides that the stick doesn't answer)
                raise TargetMissing(f"{folder} is not there: is the stick in, is the share mounted?")
        return cls(folder)

    def require_writable(self) -> None:
        with target_named():
            if os.statvfs(self.folder).f_flag & os.ST_RDONLY:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def names(self) -> list[str]:
        with target_named():
            return [entry.name for entry in os.scandir(self.folder) if entry.is_file()]

    def free(self) -> int:
        with target_named():
            room = os.statvfs(self.folder)
            return room.f_bavail * room.f_frsize

    def size(self, name: str) -> int:
        with target_named():
            return (self.folder / name).stat().st_size

    def create(self, name: str) -> NewFile:
        with target_named():
            return _FolderFile(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))

    def append(self, name: str, at: int) -> NewFile:
        """Written on from byte `at`: what stands there is cut off. It is made where there is none."""
        with target_named():
            handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                if os.fstat(handle).st_size != at:  # not every file system can cut one
                    os.ftruncate(handle, at)
                os.lseek(handle, at, os.SEEK_SET)
            except BaseException:
                os.close(handle)
                raise
            return _FolderFile(handle)

    def read(self, name: str) -> Iterator[bytes]:
        with target_named():
            handle = os.open(self.folder / name, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                while chunk := os.read(handle, CHUNK):
                    yield chunk
            finally:
                os.close(handle)

    def rename(self, old: str, new: str) -> None:
        with target_named():
            (self.folder / old).rename(self.folder / new)

    def remove(self, name: str) -> None:
        with target_named():
            (self.folder / name).unlink(missing_ok=True)

    def sync(self, name: str) -> None:
        self._synced(self.folder / name, os.O_WRONLY)

    def sync_folder(self) -> None:
        self._synced(self.folder, os.O_RDONLY | os.O_DIRECTORY)

    def _synced(self, path: Path, flags: int) -> None:
        with target_named():
            handle = os.open(path, flags | os.O_CLOEXEC)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


class _FolderFile:
    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes) -> None:
        left = memoryview(data)
        with target_named():
            while left:
                left = left[os.write(self._handle, left) :]

    def sync(self) -> None:
        with target_named():
            os.fsync(self._handle)

    def close(self) -> None:
        """Never raises: what was written and not synced is worth nothing anyway."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)
