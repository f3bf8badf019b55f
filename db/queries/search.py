"""The queries of the search, compiled once. All give customers of the index, the last to come first.

Three ways to the same rows, for a page of 30 must be there within 10 ms whether three customers match or sixty thousand:
few are looked up and sorted; of many the index by last visit is walked with their ids at hand; of very many it is walked
with a look at each customer's text, which soon finds 30. Measured with 100,000 customers (tests/bench/search.py).
"""

from typing import Any, Final, NamedTuple, TypeVar

from peewee import SQL

from db.compiled import Compiled, param
from db.connection import Store
from db.models import Note
from db.words import LIVING, match

R = TypeVar("R", bound=tuple[Any, ...])

FEW: Final = 250
MANY: Final = 6000


class HitRow(NamedTuple):
    id: int
    number: int
    name: str
    reading: str
    phone: str


class _IdRow(NamedTuple):
    id: int


class NoteTextRow(NamedTuple):
    text: str


_HIT: Final = "customer.id, customer.number, customer.name, customer.reading, customer.phone"
_MATCHING: Final = "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?"
_NEWEST: Final = "ORDER BY customer.last_seen DESC, customer.id DESC LIMIT ?"
_STARTS: Final = "(instr(words.text, ?) OR instr(words.text, ?) OR instr(words.text, ?))"
_STARTING: Final = _STARTS, ("a", "b", "c")
_HOLDING: Final = f"instr(words.text, ?) AND NOT {_STARTS}", ("anywhere", "a", "b", "c")


class SearchQueries:
    """Bound to one store; use it on the store's thread only."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], sql: str, *params: str) -> Compiled[R]:
            # peewee takes a slot where a value would stand
            return Compiled(store.database, SQL(sql, [param(name).value for name in params]), row)

        self._counted = rows(_IdRow, f"SELECT count(*) FROM ({_MATCHING} LIMIT ?)", "match", "limit")
        self._starting = [rows(HitRow, sql, *params) for sql, params in _ways(*_STARTING)]
        self._holding = [rows(HitRow, sql, *params) for sql, params in _ways(*_HOLDING)]
        self.by_number = rows(HitRow, f"SELECT {_HIT} FROM customer WHERE number = ? AND {LIVING}", "number")
        self.alike = rows(
            HitRow,
            f"SELECT {_HIT} FROM customer WHERE reading_key >= ? AND reading_key < ? AND {LIVING}"
            " ORDER BY reading_key, number LIMIT ?",
            "low", "high", "limit",
        )  # fmt: skip
        self.notes = Compiled(
            store.database,
            Note.select(Note.text)
            .where((Note.customer == param("customer")) & (Note.sensitive == 0))
            .order_by(Note.at.desc(), Note.id.desc()),
            NoteTextRow,
        )

    def starting(self, starts: tuple[str, ...], limit: int) -> list[HitRow]:
        """Whose text holds one of `starts` (three at most)."""
        return self._found(self._starting, match(*starts), limit, **_three(starts))

    def holding(self, anywhere: str, starts: tuple[str, ...], limit: int) -> list[HitRow]:
        """Whose text holds `anywhere` and none of `starts`."""
        return self._found(self._holding, match(anywhere), limit, anywhere=anywhere, **_three(starts))

    def _found(self, ways: list[Compiled[HitRow]], fts: str, limit: int, **texts: str) -> list[HitRow]:
        counted = self._counted.one(match=fts, limit=MANY)
        count = counted.id if counted else 0
        if count == 0:
            return []
        way = ways[0 if count <= FEW else 1 if count < MANY else 2]
        return way.all(match=fts, limit=limit, **texts)


def _ways(check: str, texts: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The SQL for few, for many and for very many matches, each with the names of its parameters."""
    few = f"""
        SELECT {_HIT} FROM customer_fts
        CROSS JOIN customer_words AS words ON words.customer_id = customer_fts.rowid
        CROSS JOIN customer ON customer.id = customer_fts.rowid
        WHERE customer_fts MATCH ? AND {check} {_NEWEST}
        """
    many = f"""
        SELECT {_HIT} FROM customer INDEXED BY customer_last_seen
        CROSS JOIN customer_words AS words ON words.customer_id = customer.id
        WHERE customer.id IN ({_MATCHING}) AND {check} {_NEWEST}
        """
    very_many = f"""
        SELECT {_HIT} FROM customer INDEXED BY customer_last_seen
        CROSS JOIN customer_words AS words ON words.customer_id = customer.id
        WHERE {check} {_NEWEST}
        """
    return (
        (few, ("match", *texts, "limit")),
        (many, ("match", *texts, "limit")),
        (very_many, (*texts, "limit")),
    )


def _three(starts: tuple[str, ...]) -> dict[str, str]:
    return dict(zip("abc", (*starts, *starts[-1:] * 2), strict=False))
