"""A copy of the data as it was at one moment, in a file of its own, taken beside the running kiosk."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from db.connection import CHECKSUM_VFS, PAGE_BYTES, Reader, make_file
from db.errors import DamagedPage, DiskFull, files_named, sqlite_named

Tell = Callable[[int, int], None]
"""How much is done, and how much there is; it may raise, to end it."""

PAGES: Final = 256  # copied at once: some milliseconds between which the counter has the disk
SPARE: Final = 64 << 20  # bytes that must stay free for the counter


@contextmanager
def one_moment(reader: Reader) -> Iterator[None]:
    """A read transaction: all that is read in it is as it was at its begin, however long that takes."""
    with sqlite_named(), reader.database.atomic():
        # a transaction begins with its first read
        reader.database.connection().execute("SELECT count(*) FROM sqlite_master")
        yield


def snapshot(reader: Reader, file: Path, tell: Tell) -> None:
    """Copy everything to `file` (0600; one of that name is written over), within one_moment().

    Inside a transaction the copy never begins again, however much is sold meanwhile. Each page gets its checksum anew.
    Raises DiskFull before anything is written when the counter would be left without room, DamagedPage for a page that
    is damaged at the source.
    """
    source = reader.database.connection()
    size = reader.database.execute_sql("PRAGMA page_count").fetchone()[0] * PAGE_BYTES
    with files_named():
        file.unlink(missing_ok=True)
        room = os.statvfs(file.parent)
        if room.f_bavail * room.f_frsize < size + SPARE:
            raise DiskFull("there is no room on the disk for the copy that a backup is made from")
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with sqlite_named():
        make_file(file)  # its pages get checksums from the first one on
        copy = apsw.Connection(str(file), vfs=CHECKSUM_VFS)
        try:
            copy.pragma("synchronous", "off")  # it is gone in some minutes
            copy.pragma("journal_mode", "off")
            with copy.backup("main", source, "main") as backup:
                while not backup.done:
                    backup.step(PAGES)
                    tell(backup.page_count - backup.remaining, backup.page_count)
                    time.sleep(0)
        finally:
            copy.close()


def sound_pages(file: Path) -> Iterator[bytes]:
    """The pages of a file that nobody has open, each proved by its checksum. Raises DamagedPage."""
    with sqlite_named(), files_named():
        size = file.stat().st_size
        proved = apsw.VFSFile(CHECKSUM_VFS, str(file), [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0])
        try:
            for at in range(0, size, PAGE_BYTES):
                try:
                    yield proved.xRead(PAGE_BYTES, at)
                except apsw.IOError as error:
                    raise DamagedPage(f"page {at // PAGE_BYTES + 1} is damaged: restore the last backup") from error
        finally:
            proved.xClose()
