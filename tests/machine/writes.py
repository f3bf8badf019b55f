"""What QEMU's blklogwrites noted, and the card as it was at any point of that, with the caches of its device lost.

The format is that of Linux's dm-log-writes: a head, then for each entry a sector and its data.
"""

import random
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.machine.card import run

_MAGIC: Final = 0x6A736677736872
_FLUSH, _FUA, _DISCARD = 1, 2, 4


class Entry(NamedTuple):
    offset: int  # on the disk, bytes
    length: int
    flags: int
    at: int  # of its data in the notes


class Notes:
    """`file` may still be written to; what is in it by now counts."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __len__(self) -> int:
        """How many writes and flushes so far."""
        return self._head()[0]

    def entries(self) -> Iterator[Entry]:
        count, sector = self._head()
        with self._file.open("rb") as notes:
            at = sector
            for _ in range(count):
                notes.seek(at)
                start, sectors, flags, _ = struct.unpack("<QQQQ", notes.read(32))
                at += sector
                yield Entry(start * sector, sectors * sector, flags, at)
                if not flags & _DISCARD:
                    at += sectors * sector

    def _head(self) -> tuple[int, int]:
        """Entries, and the bytes of a sector."""
        with self._file.open("rb") as notes:
            head = notes.read(28)
        if len(head) < 28:
            return 0, 512
        magic, _, count, sector = struct.unpack("<QQQI", head)
        assert magic == _MAGIC
        return count, sector


class Points:
    """One part of the disk, `start` and `size` in bytes, as it was after more and more of the notes.

    What was flushed is there. Of what came after the last flush each write is there or lost, by chance.
    """

    def __init__(self, notes: Path, part: Path, start: int, size: int, seed: int) -> None:
        """`part` is how it was before; it goes on to what was flushed last."""
        self._notes = notes
        self._part, self._start, self._size = part, start, size
        self._entries = list(Notes(notes).entries())
        self._chance = random.Random(seed)
        self._flushed = 0  # so many entries are in `part` for good
        self.lost = 0

    def __len__(self) -> int:
        return len(self._entries)

    def lost_caches(self, point: int, into: Path) -> None:
        """The part after `point` entries, in a file of its own. No point may be before the one asked for last."""
        last = max((at for at in range(self._flushed, point) if self._entries[at].flags & _FLUSH), default=-1) + 1
        if last > self._flushed:
            self._write(self._entries[self._flushed : last], self._part)
            self._flushed = last
        run("cp", "--sparse=always", self._part, into)
        kept = [one for one in self._entries[self._flushed : point] if one.flags & _FUA or self._chance.random() < 0.5]
        self.lost += point - self._flushed - len(kept)
        self._write(kept, into)

    def _write(self, entries: list[Entry], into: Path) -> None:
        with self._notes.open("rb") as notes, into.open("r+b") as part:
            for entry in entries:
                within = 0 <= entry.offset - self._start < self._size
                if not within or not entry.length or entry.flags & _DISCARD:
                    continue
                notes.seek(entry.at)
                part.seek(entry.offset - self._start)
                part.write(notes.read(entry.length))
