"""Is the index of the search what the rows say? The texts are made again; the pairs in FTS5 are compared with them.

The index has some hundred entries for each customer, too many to fetch. SQLite folds them to one line for each pair of
characters: how many customers have it, and the sum of their ids. Only where a line differs, customers are looked at.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from db.words import FACTS, LIVING, WordsOf, pairs

Far = Callable[[int, int], None]
_STEP: Final = 5000
_PRIME: Final = (1 << 31) - 1  # ids are taken modulo this, so that no sum overflows
_KEPT: Final = "SELECT customer_id, text FROM customer_words"


def wrong_words(database: Any, words: WordsOf, tell: Far) -> Iterator[tuple[int, str]]:
    """Each customer whose words are wrong, and how, in numbers alone."""
    yield from _wrong_texts(database, words, tell)
    database.execute_sql("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab (main, customer_fts, instance)")
    try:
        yield from _wrong_pairs(database)
    finally:
        database.execute_sql("DROP TABLE temp.indexed")


def _wrong_texts(database: Any, words: WordsOf, tell: Far) -> Iterator[tuple[int, str]]:
    total = database.execute_sql("SELECT count(*) FROM customer").fetchone()[0]
    rows = database.execute_sql(
        f"SELECT facts.*, kept.text FROM ({FACTS}) AS facts LEFT JOIN customer_words AS kept ON kept.customer_id = id"
    )
    for done, (customer, name, reading, number, phone, notes, kept) in enumerate(rows):
        if done % _STEP == 0:
            tell(done, total)
        if kept is None:
            yield customer, "not indexed"
        elif kept != words(name, reading, number, phone, json.loads(notes)):
            yield customer, "its text is not what its rows say"
    tell(total, total)
    nobodys = f"{_KEPT} WHERE customer_id NOT IN (SELECT id FROM customer WHERE {LIVING})"
    for customer, _ in database.execute_sql(nobodys):
        yield customer, "indexed, though it can't be found any more"


def _wrong_pairs(database: Any) -> Iterator[tuple[int, str]]:
    expected: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for customer, pair in _pairs_kept(database):
        line = expected[pair]
        line[0] += 1
        line[1] += customer % _PRIME
    seen = {
        pair: [count, ids]
        for pair, count, ids in database.execute_sql(
            f"SELECT term, count(*), sum(doc % {_PRIME}) FROM temp.indexed GROUP BY term"
        )
    }
    wrong = {pair for pair in expected.keys() | seen.keys() if expected.get(pair) != seen.get(pair)}
    if wrong:
        yield from _differing(database, wrong)


def _differing(database: Any, wrong: set[str]) -> Iterator[tuple[int, str]]:
    missing = Counter({(customer, pair) for customer, pair in _pairs_kept(database) if pair in wrong})
    for pair in wrong:
        for (customer,) in database.execute_sql("SELECT doc FROM temp.indexed WHERE term = ?", (pair,)):
            missing[customer, pair] -= 1
    absent, surplus = Counter[int](), Counter[int]()
    for (customer, _), count in missing.items():
        absent[customer] += count > 0
        surplus[customer] += count < 0
    for customer in sorted(absent):
        if absent[customer] or surplus[customer]:
            yield customer, f"{absent[customer]} of its words are missing in the index, {surplus[customer]} too many"


def _pairs_kept(database: Any) -> Iterator[tuple[int, str]]:
    for customer, text in database.execute_sql(_KEPT):
        for pair in set(pairs(text).split(" ")):
            if pair:
                yield customer, pair
