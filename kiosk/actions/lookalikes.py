"""同じ方かもしれません: records that a join of two copies found alike. They are proposed, nobody is merged."""

from collections.abc import Iterable
from typing import Any, Final

from db.models import Lookalike
from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value

MOST: Final = 200

_PAIRS: Final = """
SELECT lookalike.id, one.number, one.id, one.name, other.number, other.id, other.name, why
FROM lookalike JOIN customer AS first ON first.id = one_id JOIN customer AS second ON second.id = other_id
JOIN customer AS one ON one.id = coalesce(first.merged_into_id, first.id)
JOIN customer AS other ON other.id = coalesce(second.merged_into_id, second.id)
WHERE apart_at IS NULL AND one.id <> other.id AND one.erased_at IS NULL AND other.erased_at IS NULL
ORDER BY lookalike.id
"""
"""Whoever was merged meanwhile stands for the record that is kept."""


class Resemblance(Value):
    """Two records, and why they may be one person's: "card", "phone", "name" (with the birthday)."""

    one: CustomerId
    other: CustomerId
    numbers: tuple[int, int]
    names: Hidden[tuple[str, str]]
    why: str


class Lookalikes(Value):
    """The first 200 of so many."""

    pairs: tuple[Resemblance, ...]
    total: int


class ToldApart(Value):
    """They are two people."""

    rows: tuple[int, ...]


def propose(books: Books, pairs: Iterable[tuple[int, int, str]]) -> None:
    """Customers' ids, and why. A pair that was proposed before is not proposed again."""
    with books.deed() as deed:
        for one, other, why in pairs:
            Lookalike.insert(
                id=books.store.new_id(),
                one=min(one, other),
                other=max(one, other),
                why=why,
                at=deed.at,
                bday=deed.bday,
            ).on_conflict_ignore().execute()


def lookalikes(books: Books) -> Lookalikes:
    """The oldest first, each pair once, the lower member number first."""
    found: dict[frozenset[int], Resemblance] = {}
    for _, *two, why in _pairs(books):
        (number, one, name), (other_number, other, other_name) = sorted((two[:3], two[3:]))
        pair = Resemblance(CustomerId(one), CustomerId(other), (number, other_number), (name, other_name), why)
        found.setdefault(frozenset((one, other)), pair)
    return Lookalikes(tuple(found.values())[:MOST], len(found))


def tell_apart(books: Books, one: CustomerId, other: CustomerId) -> ToldApart:
    """Two people: it is not asked again."""
    rows = tuple(row for row, _, first, _, _, second, *_ in _pairs(books) if {first, second} == {one, other})
    with books.deed() as deed:
        Lookalike.update(apart_at=deed.at, apart_by=deed.by).where(Lookalike.id.in_(rows)).execute()
    return ToldApart(rows)


def undo(books: Books, done: ToldApart) -> None:
    with books.deed():
        Lookalike.update(apart_at=None, apart_by=None).where(Lookalike.id.in_(done.rows)).execute()


def _pairs(books: Books) -> list[Any]:
    rows: list[Any] = books.store.database.execute_sql(_PAIRS).fetchall()
    return rows
