"""The journal on a stick: beside each backup one file that entries are appended to, in frames that prove themselves.

A frame says its number, when, for which tables, how long it is, and a hash over all of it. What a pulled stick left of
the last one has no such hash: reading ends there, and writing goes on there. Numbers follow each other without a gap,
from one backup's journal to the next one's, so that an older backup leads as far as the newest does.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from db.backup_errors import BackupError
from db.backup_listing import JOURNAL, Backup, journal_name, listed
from db.backup_target import Target
from db.journal import MOST_BYTES, Entry

_HEAD: Final = struct.Struct(">4sQQHI")  # mark, number, UTC ms, schema, bytes of the entry
_MARK: Final = b"KJF1"
_HASH: Final = 32  # bytes


class NoBase(BackupError):
    """On this stick is no backup from which the entries that are still here lead on: the next one begins anew."""


@dataclass(slots=True)
class JournalFile:
    """The journal beside one backup. `last`: number of its last entry, `end`: bytes up to it, `at`: UTC ms, when that
    was; None where it has no entry yet."""

    target: Target
    name: str
    last: int
    end: int = 0
    at: int | None = None

    @classmethod
    def found(cls, target: Target, backup: Backup) -> Self:
        """As far as it can be read. Raises BackupErrors of the target."""
        assert backup.manifest is not None, "only proved ones have a journal"
        journal = cls(target, journal_name(backup.name), backup.manifest.contents.journal)
        if journal.name in target.names():
            for entry in entries_in(target.read(journal.name)):
                if entry.number != journal.last + 1:
                    break
                journal.last, journal.at = entry.number, entry.at
                journal.end += _HEAD.size + _HASH + len(entry.content)
        return journal

    def is_as_left(self) -> bool:
        """Whether nobody wrote to it since. Raises BackupErrors of the target."""
        names = self.target.names()
        return self.target.size(self.name) == self.end if self.name in names else self.end == 0

    def append(self, entries: Sequence[Entry]) -> None:
        """Safe on the medium when it returns. Raises BackupErrors of the target; entries may be there by half then,
        and are cut off the next time."""
        begun = self.end == 0
        file = self.target.append(self.name, self.end)
        try:
            frames = b"".join(map(_frame, entries))
            file.write(frames)
            file.sync()
        finally:
            file.close()
        if begun:
            self.target.sync_folder()
        self.end += len(frames)
        self.last, self.at = entries[-1].number, entries[-1].at


def entries_in(chunks: Iterable[bytes]) -> Iterator[Entry]:
    """The whole entries of a journal, up to the first that is not."""
    waiting = bytearray()
    pieces = iter(chunks)

    def filled(size: int) -> bool:
        while len(waiting) < size and (piece := next(pieces, None)) is not None:
            waiting.extend(piece)
        return len(waiting) >= size

    while filled(_HEAD.size):
        mark, number, at, schema, size = _HEAD.unpack(waiting[: _HEAD.size])
        whole = _HEAD.size + size + _HASH
        if mark != _MARK or size > MOST_BYTES or not filled(whole):
            return
        body = bytes(waiting[: whole - _HASH])
        if sha256(body).digest() != waiting[whole - _HASH : whole]:
            return
        del waiting[:whole]
        yield Entry(number, at, schema, body[_HEAD.size :])


def base_of(target: Target, shop: str, leads_on: Callable[[int], bool]) -> JournalFile:
    """Where entries are to be appended: the newest backup of this shop from which they lead on. Raises NoBase and the
    target's BackupErrors."""
    for backup in listed(target):
        if backup.manifest is not None and backup.manifest.contents.shop == shop:
            journal = JournalFile.found(target, backup)
            if leads_on(journal.last):
                return journal
    raise NoBase("no backup on this stick leads on to what is sold now: the next one does")


def entries_since(target: Target, number: int) -> Iterator[Entry]:
    """All that come after this one, from as many journals as they stand in; what stands in two is told once. Raises
    BackupErrors of the target."""
    begins = []
    for name in target.names():
        if name.endswith(JOURNAL) and (first := next(entries_in(target.read(name)), None)) is not None:
            begins.append((first.number, name))
    for begin, name in sorted(begins):
        if begin <= number + 1:
            for entry in entries_in(target.read(name)):
                if entry.number == number + 1:
                    number = entry.number
                    yield entry


def _frame(entry: Entry) -> bytes:
    body = _HEAD.pack(_MARK, entry.number, entry.at, entry.schema, len(entry.content)) + entry.content
    return body + sha256(body).digest()
