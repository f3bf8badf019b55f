"""The journal on a stick: beside each backup one file that entries are appended to, in frames that prove themselves.

A frame says its number, when, for which tables, how long it is, and a hash over all of it. What a pulled stick left of
the last one has no such hash: reading ends there, and writing goes on there. Numbers follow each other without a gap,
from one backup's journal to the next one's, so that an older backup leads as far as the newest does.
"""

import logging
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol, Self

from db.backup_errors import BackupError
from db.backup_listing import JOURNAL, Backup, journal_name, listed
from db.backup_target import OURS, NewFile, Target
from db.journal import MOST_BYTES, Entry

logger = logging.getLogger(__name__)

_HEAD: Final = struct.Struct(">4sQQHI")  # mark, number, UTC ms, schema, bytes of the entry
_MARK: Final = b"KJF1"
_HASH: Final = 32  # bytes


class NoBase(BackupError):
    """On this stick is no backup from which the entries that are still here lead on: the next one begins anew."""


class GrowingTarget(Target, Protocol):
    """Files on it can be written on: a folder, not a server."""

    def append(self, name: str, at: int) -> NewFile:
        """Written on from byte `at`: what stands there is cut off. It is made where there is none."""


@dataclass(slots=True)
class JournalFile:
    """The journal beside the backup of that name. `last`: number of its last entry, `end`: bytes up to it."""

    target: GrowingTarget
    backup: str
    last: int
    end: int = 0

    @classmethod
    def found(cls, target: GrowingTarget, backup: Backup) -> Self:
        """As far as it can be read. Raises BackupErrors of the target."""
        assert backup.manifest is not None, "only proved ones have a journal"
        journal = cls(target, backup.name, backup.manifest.contents.journal)
        if journal.name in target.names():
            for entry in _readable(target, journal.name):
                if entry.number != journal.last + 1:
                    break
                journal.last = entry.number
                journal.end += _HEAD.size + _HASH + len(entry.content)
        return journal

    @property
    def name(self) -> str:
        return journal_name(self.backup)

    def is_as_left(self) -> bool:
        """Whether it is still this place, chosen for backups, and nobody wrote to it since. Raises BackupErrors of the
        target."""
        names = self.target.names()
        if not {OURS, self.backup} <= set(names):  # the folder is there, and perhaps the stick is not
            return False
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
        self.last = entries[-1].number


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


def base_of(target: GrowingTarget, shop: str, leads_on: Callable[[int], bool]) -> JournalFile:
    """Where entries are to be appended: the newest backup of this shop from which they lead on. Raises NoBase and the
    target's BackupErrors."""
    for backup in listed(target):
        if backup.manifest is not None and backup.manifest.contents.shop == shop:
            journal = JournalFile.found(target, backup)
            if leads_on(journal.last):
                return journal
    raise NoBase("no backup on this stick leads on to what is sold now: the next one does")


def entries_since(target: Target, backup: str, number: int) -> Iterator[Entry]:
    """All that come after this one, which is the last in the backup of that name, from as many journals as they stand
    in; what stands in several is told once. Raises BackupErrors of the target.

    Its own journal comes first, then the newest: where an older state of the shop was put back, what was written
    before that has the same numbers.
    """
    own = journal_name(backup)
    names = sorted((name for name in target.names() if name.endswith(JOURNAL)), key=lambda name: (name == own, name))
    begins = {name: first.number for name in names if (first := next(_readable(target, name), None)) is not None}
    while fitting := [name for name, begin in begins.items() if begin <= number + 1]:
        name = fitting[-1]
        del begins[name]
        for entry in _readable(target, name):
            if entry.number == number + 1:
                number = entry.number
                yield entry


def _readable(target: Target, name: str) -> Iterator[Entry]:
    """As entries_in(), up to a spot that can't be read. Raises BackupErrors where the stick itself is gone."""
    try:
        yield from entries_in(target.read(name))
    except BackupError:
        if name not in target.names():
            raise
        logger.warning("a journal can't be read to its end")


def _frame(entry: Entry) -> bytes:
    body = _HEAD.pack(_MARK, entry.number, entry.at, entry.schema, len(entry.content)) + entry.content
    return body + sha256(body).digest()
