"""The index of words behind search: each customer's text cut into pairs of characters, kept as words in FTS5.

FTS5's own trigrams find nothing for one or two characters, of which most Japanese names are made. Pairs are exact for
two characters, narrow down longer ones (whose text is then compared), and their first characters serve a single one.
What the text is made of is the program's choice (kiosk.rules.search_words); here it is fields with spaces between them.
A field that begins with a mark, U+E100 to U+E1FF, is found by its begin too, and with one from U+E180 on by that alone.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

import apsw

WordsOf = Callable[[str, str, int, str, Sequence[str]], str]
"""A customer's text from name, reading, number, phone and plain notes, oldest first."""

LIVING: Final = "merged_into_id IS NULL AND erased_at IS NULL"
"""Of the table customer: who can be found."""

FACTS: Final = f"""
SELECT id, name, reading, number, phone,
    (SELECT json_group_array(text ORDER BY at, id) FROM note WHERE customer_id = customer.id AND NOT sensitive)
FROM customer WHERE {LIVING}
"""
"""Who can be found, and by what; the notes as a JSON list."""


_MARK: Final = "\ue100"
_BEGIN_ALONE: Final = "\ue180"
_MARKS_END: Final = "\ue200"
_BEGIN: Final = 5  # a mark and four characters


def pairs(text: str) -> str:
    """The words of the index: every two neighbours, and the last character of each field alone; after a mark, it with
    one to four characters.

    >>> pairs("山田太郎 森")
    '山田 田太 太郎 郎 森'
    """
    words: list[str] = []
    for part in text.split(" "):
        if _MARK <= part[:1] < _MARKS_END:
            words += (part[:size] for size in range(2, min(len(part), _BEGIN) + 1))
            part = "" if part[0] >= _BEGIN_ALONE else part[1:]
        words += map("".join, pairwise(part))
        words += part[-1:]
    return " ".join(words)


def match(*texts: str) -> str:
    """The FTS5 query for customers whose text may hold one of these (surely, when it has one or two characters,
    or a mark and up to four).

    Of a long text three pairs are enough: each one more costs a walk along its list and leaves hardly anybody out.
    """
    return " OR ".join(f"({_match(text)})" for text in texts)


def _match(text: str) -> str:
    if _MARK <= text[0] < _MARKS_END:
        begin, rest = f'"{text[:_BEGIN]}"', text[_BEGIN - 1 :]
        return f"{begin} {_match(rest)}" if len(rest) > 1 and text[0] < _BEGIN_ALONE else begin
    if len(text) == 1:
        return f'"{text}" *'
    last = len(text) - 2
    return " ".join(f'"{text[at : at + 2]}"' for at in sorted({0, (last + 1) // 2, last}))


def write_words(connection: apsw.Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Index customers with their texts, in the transaction at hand; what was there of them is replaced."""
    rows = list(texts)
    connection.executemany("INSERT OR REPLACE INTO customer_words (customer_id, text) VALUES (?, ?)", rows)
    connection.executemany(
        "INSERT OR REPLACE INTO customer_fts (rowid, words) VALUES (?, ?)", ((row, pairs(text)) for row, text in rows)
    )


def drop_words(connection: apsw.Connection, customer: int) -> None:
    """This customer is not found any more."""
    connection.execute("DELETE FROM customer_words WHERE customer_id = ?", (customer,))
    connection.execute("DELETE FROM customer_fts WHERE rowid = ?", (customer,))


def drop_all_words(connection: apsw.Connection) -> None:
    connection.execute("DELETE FROM customer_words")
    connection.execute("INSERT INTO customer_fts (customer_fts) VALUES ('delete-all')")
