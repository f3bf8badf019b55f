"""The queries of the search, compiled once. All give customers of the index, the last to come first.

Three ways to the same rows, for 30 must be there within 10 ms whether three customers match or sixty thousand: few are
looked up and sorted; of many the index by last visit is walked with their ids at hand; of very many it is walked with a
look at each customer's text, which soon finds 30. Measured with 100,000 customers (tests/bench/search.py).
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeVar

from peewee import SQL

from db.compiled import Compiled, param
from db.connection import Store
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
    customer: int
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

        self._ids = rows(_IdRow, f"{_MATCHING} LIMIT ?", "match", "limit")
        self._counted = rows(_IdRow, f"SELECT count(*) FROM ({_MATCHING} LIMIT ?)", "match", "limit")
        self._starting = [rows(HitRow, sql, *params) for sql, params in _ways(*_STARTING)]
        self._holding = [rows(HitRow, sql, *params) for sql, params in _ways(*_HOLDING)]
        self.by_number = rows(
            HitRow,
            f"SELECT {_HIT} FROM customer WHERE {LIVING} AND id ="
            # the number of a record that was merged leads to the one that was kept
            " (SELECT coalesce(merged_into_id, id) FROM customer WHERE number = ?)",
            "number",
        )
        self.alike = rows(
            HitRow,
            f"SELECT {_HIT} FROM customer INDEXED BY customer_reading_key"
            f" WHERE reading_key >= ? AND reading_key < ? AND {LIVING} ORDER BY reading_key, number LIMIT ?",
            "low", "high", "limit",
        )  # fmt: skip
        self._notes = rows(
            NoteTextRow,
            "SELECT customer_id, text FROM note WHERE customer_id IN (SELECT value FROM json_each(?)) AND NOT sensitive"
            " ORDER BY at DESC, id DESC",
            "customers",
        )

    def starting(self, starts: tuple[str, ...], limit: int) -> list[HitRow]:
        """Whose text holds one of `starts` (three at most)."""
        return self._found(self._starting, match(*starts), limit, **_three(starts))

    def holding(self, anywhere: str, starts: tuple[str, ...], limit: int) -> list[HitRow]:
        """Whose text holds `anywhere` and none of `starts`."""
        return self._found(self._holding, match(anywhere), limit, anywhere=anywhere, **_three(starts))

    def _found(self, ways: list[Compiled[HitRow]], fts: str, limit: int, **texts: str) -> list[HitRow]:
        few, many, very_many = ways
        ids = [row.id for row in self._ids.all(match=fts, limit=FEW + 1)]
        if len(ids) <= FEW:
            return few.all(ids=json.dumps(ids), limit=limit, **texts) if ids else []
        counted = self._counted.one(match=fts, limit=MANY)
        if counted is not None and counted.id < MANY:
            return many.all(match=fts, limit=limit, **texts)
        return very_many.all(limit=limit, **texts)

    def notes(self, customers: Iterable[int]) -> list[NoteTextRow]:
        """Their plain notes, the newest first."""
        return self._notes.all(customers=json.dumps(list(customers)))


def _ways(check: str, texts: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The SQL for few, for many and for very many matches, each with the names of its parameters."""
    few = f"""
        SELECT {_HIT} FROM json_each(?) AS matching
        CROSS JOIN customer_words AS words ON words.customer_id = matching.value
        CROSS JOIN customer ON customer.id = matching.value
        WHERE {check} {_NEWEST}
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
        (few, ("ids", *texts, "limit")),
        (many, ("match", *texts, "limit")),
        (very_many, (*texts, "limit")),
    )


def _three(starts: tuple[str, ...]) -> dict[str, str]:
    return dict(zip("abc", (*starts, *starts[-1:] * 2), strict=False))
