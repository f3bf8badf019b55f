"""What came after a backup is done once more: entries of the journal are applied to the shop that it brought back.

Triggers and foreign keys are off meanwhile: the entries tell all that was written, also by triggers, and the shop is
proved afterwards. What is made of the rest (figures, words) is made anew.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import apsw
import pyrage
import zstandard

from db.connection import CHECKSUM_VFS, FILE, bring_up_to_date, load_checksums
from db.errors import sqlite_named
from db.figures import rebuild
from db.journal import Entry, schema_of
from db.words import FACTS, WordsOf, drop_all_words, write_words

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 2000  # customers, between two words about how far it is


class Ended(StrEnum):
    """Why not all that was there could be played."""

    KEY = "key"  # the entry was made for another key
    DAMAGED = "damaged"  # it can be opened and does not fit
    NEWER = "newer"  # it was written by a newer program


@dataclass(frozen=True, slots=True)
class Played:
    """`count` entries, the last of them of `at` (UTC ms). `ended` None: all that were there."""

    count: int = 0
    at: int | None = None
    ended: Ended | None = None


def play(folder: Path, entries: Iterable[Entry], key: pyrage.x25519.Identity, told: Callable[[int], None]) -> Played:
    """Apply them to the shop in `folder`, which nobody has open and which may be thrown away. `told`: how many so far.

    It ends before the first that can't be applied: what came before it holds. Raises StoreErrors.
    """
    played = Played()
    waiting = iter(entries)
    entry = next(waiting, None)
    while entry is not None and played.ended is None:
        with sqlite_named(), _opened(folder) as connection:
            schema = schema_of(connection)
            while entry is not None and played.ended is None and entry.schema <= schema:
                ended = _applied(connection, entry, key)
                played = Played(played.count + 1, entry.at) if ended is None else Played(played.count, played.at, ended)
                told(played.count)
                entry = entry if ended is not None else next(waiting, None)
        if entry is not None and played.ended is None:
            bring_up_to_date(folder)
            with sqlite_named(), _opened(folder) as connection:
                if entry.schema > schema_of(connection):
                    return Played(played.count, played.at, Ended.NEWER)
    return played


def make_anew(folder: Path, words: WordsOf, told: Callable[[int, int], None]) -> None:
    """The figures and the words for the search, in one transaction each."""
    with sqlite_named(), _opened(folder) as connection:
        rebuild(connection, told)
        drop_all_words(connection)
        rows: list[tuple[Any, ...]] = connection.execute(FACTS).fetchall()
        for begin in range(0, len(rows), _AT_ONCE):
            told(begin, len(rows))
            write_words(
                connection,
                (
                    (row, words(name, reading, number, phone, json.loads(notes)))
                    for row, name, reading, number, phone, notes in rows[begin : begin + _AT_ONCE]
                ),
            )


@contextmanager
def _opened(folder: Path) -> Iterator[apsw.Connection]:
    """All that is done in it at once, or nothing."""
    load_checksums()
    with closing(apsw.Connection(str(folder / FILE), flags=apsw.SQLITE_OPEN_READWRITE, vfs=CHECKSUM_VFS)) as connection:
        connection.pragma("synchronous", "off")  # power cut or not, a restore begins again
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
        with connection:
            yield connection


def _applied(connection: apsw.Connection, entry: Entry, key: pyrage.x25519.Identity) -> Ended | None:
    try:
        changes = zstandard.decompress(pyrage.decrypt(entry.content, [key]))
        apsw.Changeset.apply(changes, connection, conflict=lambda *_: apsw.SQLITE_CHANGESET_ABORT)
    except pyrage.DecryptError:
        return Ended.KEY
    except (
        zstandard.ZstdError,
        apsw.AbortError,
        apsw.ConstraintError,
        apsw.CorruptError,
        apsw.SchemaChangeError,
    ) as error:
        logger.warning("entry %d of the journal does not fit: %s", entry.number, type(error).__name__)
        return Ended.DAMAGED
    return None
