"""Every commit is written a second time, in the commit itself: encrypted, and numbered without a gap.

What came after a backup is played onto it from these entries (db.journal_play); a thread copies them onto the stick
(db.journal_file). An entry holds the changes of one transaction as SQLite's session extension tells them, compressed
and encrypted for the keys of the backups: nothing can be read in it here, also of somebody who is erased later. It is
as safe as the commit is, whether a stick is in or not.

The last entry's row stays, emptied, as the mark from which numbers go on. Where something was written that no entry
tells, numbers jump: nothing is played beyond a jump, and it takes another backup to begin again.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import apsw
import pyrage
import zstandard

from db.figures import TABLES as FIGURES

NOT_WRITTEN: Final = frozenset((*FIGURES, "class_month", "customer_words", "journal", "node"))
"""Tables that are made anew from the others, or are one installation's own."""

MOST_BYTES: Final = 64 << 20
"""Where no stick was in for so long that entries take more room than this, they are given up: some months."""

_JUMP_BITS: Final = 40  # two installations' numbers never follow each other by chance
_SCHEMA: Final = "SELECT coalesce(max(CAST(substr(name, 1, 4) AS INTEGER)), 0) FROM schema_migration"


@dataclass(frozen=True, slots=True)
class Entry:
    """`at`: of the commit, UTC ms. `schema`: number of the last migration that its tables had."""

    number: int
    at: int
    schema: int
    content: bytes


class Journal:
    """Of one open store, in its thread."""

    def __init__(self, connection: apsw.Connection, keys: Sequence[str], written: Callable[[], None]) -> None:
        """`keys`: public ones. `written` is called after each commit that has an entry; it must not block."""
        self.written = written
        self._connection = connection
        self._recipients = [pyrage.x25519.Recipient.from_str(key) for key in keys]
        self._squeeze = zstandard.ZstdCompressor()
        self._tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                " AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migration'"
            )
            if name not in NOT_WRITTEN
        ]
        self._schema = schema_of(connection)
        self.forget_size()

    @contextmanager
    def writing(self, at: Callable[[], int]) -> Iterator[None]:
        """In the transaction at hand: what the block changes becomes its entry. `at`: asked at its end."""
        session = apsw.Session(self._connection, "main")
        try:
            for table in self._tables:
                session.attach(table)
            yield
            if changes := session.changeset():
                self._add(at(), changes)
        finally:
            session.close()

    def forget_size(self) -> None:
        """Entries were taken away."""
        self._bytes = _number(self._connection, "SELECT coalesce(sum(length(entry)), 0) FROM journal")

    def _add(self, at: int, changes: bytes) -> None:
        entry = pyrage.encrypt(self._squeeze.compress(changes), self._recipients)
        if self._bytes + len(entry) > MOST_BYTES:
            jump(self._connection, at)
            self._bytes = 0
            return
        begin(self._connection, at)
        self._connection.execute("INSERT INTO journal (at, schema, entry) VALUES (?, ?, ?)", (at, self._schema, entry))
        self._bytes += len(entry)


def begin(connection: apsw.Connection, at: int) -> None:
    """In the transaction at hand, where nothing was ever written: from a number that no other shop begins with, for
    two may share a stick."""
    if not last_number(connection):
        jump(connection, at)


def jump(connection: apsw.Connection, at: int) -> None:
    """In the transaction at hand: something is written that no entry tells, so none of those before leads on."""
    last = last_number(connection)
    connection.execute("DELETE FROM journal")
    number = last + 2 + random.SystemRandom().getrandbits(_JUMP_BITS)
    connection.execute("INSERT INTO journal (id, at, schema, entry) VALUES (?, ?, 0, x'')", (number, at))


def give_up(connection: apsw.Connection, number: int) -> None:
    """In the transaction at hand: a backup holds the entries up to this one."""
    connection.execute("DELETE FROM journal WHERE id < ?", (number,))
    connection.execute("UPDATE journal SET entry = x'' WHERE id = ?", (number,))


def last_number(connection: apsw.Connection) -> int:
    """0: nothing was ever written."""
    return _number(connection, "SELECT coalesce(max(id), 0) FROM journal")


def leads_on(connection: apsw.Connection, number: int) -> bool:
    """Whether the entries that are here go on from this one, or it is the last."""
    sql = "SELECT EXISTS (SELECT 1 FROM journal WHERE id = ? + 1 AND entry <> x'')"
    return number == last_number(connection) or bool(connection.execute(sql, (number,)).get)


def entries_after(connection: apsw.Connection, number: int, most: int) -> list[Entry]:
    """In their order, without a gap."""
    sql = "SELECT id, at, schema, entry FROM journal WHERE id > ? AND entry <> x'' ORDER BY id LIMIT ?"
    found = [Entry(*row) for row in connection.execute(sql, (number, most))]
    return [entry for place, entry in enumerate(found, 1) if entry.number == number + place]


def schema_of(connection: apsw.Connection) -> int:
    """Number of the last migration that the tables had."""
    return _number(connection, _SCHEMA)


def _number(connection: apsw.Connection, sql: str) -> int:
    found: Any = connection.execute(sql).get
    return int(found)
