"""Of two copies' values of one thing, the one that holds: the newest change (db.changes). For db.joining, in whose
transaction the other copy is attached as `there` and what was changed here is in temp.mine."""

from dataclasses import dataclass, field
from typing import Any, Final

import apsw
from peewee import ForeignKeyField

from db.changes import SHARED_SETTINGS
from db.models import TABLES

SAME_THING: Final[dict[str, tuple[str, ...]]] = {
    "staff_card": ("digest",),
    "card": ("digest",),
    "alias": ("code",),
    "tag": ("text",),
    "heading": ("text",),
    "letter_rule": ("name",),
    "template": ("text",),
    "product": ("code",),
    "visit": ("customer_id", "bday"),
    "follow_up": ("key",),
    "recipient": ("letter_id", "customer_id"),
    "coupon": ("recipient_id",),
    "lookalike": ("one_id", "other_id"),
}
"""What both copies made on their own and can be there once: what points to theirs, points to ours afterwards."""

_ONCE: Final = ("sale", "point_entry", "slip_job")
"""Their `key` says a deed once. The same one in both copies, of two ids, was done twice: theirs gets one of its own."""

TOLD: Final = (
    "shop",
    "staff",
    "household",
    "customer",
    "tag",
    "heading",
    "letter_rule",
    "letter",
    "template",
    "product",
)
"""Of a value here that both changed a person is told which does not hold; elsewhere both were right in their time."""

_UNSAID: Final = ("household_id", "introduced_by_id", "merged_into_id", "pin_hash", "looked_at_on", "kind", "channel")


@dataclass(frozen=True, slots=True)
class Decided:
    """A value that both copies had changed, or of which nobody noted when: one holds, the other one is said here."""

    table: str
    row: int
    column: str
    here: bool  # ours holds
    other: str = field(repr=False)


def as_here(table: str, column: str) -> str:
    """A column of `other` as it is here: what it points to may be another row here."""
    plain = f'other."{column}"'
    if column == "number" and table == "customer":
        return f"coalesce((SELECT number FROM temp.renumbered WHERE theirs = other.id), {plain})"
    if column == "key" and table in _ONCE:
        return f"iif(EXISTS (SELECT 1 FROM main.{table} WHERE key = {plain}), {plain} || '@' || other.id, {plain})"
    for one in model_of(table)._meta.sorted_fields:
        if one.column_name == column and isinstance(one, ForeignKeyField):
            parent = one.rel_model._meta.table_name
            if parent in SAME_THING and parent != table:
                found = f"SELECT ours FROM temp.same WHERE what = '{parent}' AND theirs = {plain}"
                return f"coalesce(({found}), {plain})"
    return plain


def model_of(table: str) -> Any:
    return next(model for model in TABLES if model._meta.table_name == table)


def newest(connection: apsw.Connection, table: str, group: tuple[str, ...], split: int) -> list[Decided]:
    """Of a value that differs, the newest change. Nobody noted one: what is empty here is filled in."""
    theirs = [as_here(table, name) for name in group]
    differ = " OR ".join(f"ours.{name} IS NOT {other}" for name, other in zip(group, theirs, strict=True))
    noted = f"what = '{table}' AND field = '{group[0]}' AND row = other.id"
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT other.id, (SELECT coalesce(at, 0) FROM temp.mine WHERE {noted}),"
        f" (SELECT coalesce(at, 0) FROM there.change WHERE {noted}),"
        f" {', '.join(f'ours.{name}' for name in group)}, {', '.join(theirs)}"
        f" FROM there.{table} AS other JOIN main.{table} AS ours ON ours.id = other.id WHERE ({differ})"
        + (" AND (ours.erased_at IS NULL OR other.erased_at IS NULL)" if table == "customer" else "")
    ).fetchall()
    erased = _erased(connection) if table == "customer" else set()
    decided, size = [], len(group)
    for row, here_at, there_at, *values in rows:
        ours, others = values[:size], values[size:]
        if row in erased and group[0] != "merged_into_id":
            continue
        take = there_at is not None and (here_at is None or there_at > here_at)
        told = here_at is not None and there_at is not None and min(here_at, there_at) > split
        if here_at is None and there_at is None:
            take, told = not any(ours), any(ours)
        if take:
            connection.execute(
                f"UPDATE OR IGNORE main.{table} SET {', '.join(f'{name} = ?' for name in group)} WHERE id = ?",
                (*others, row),
            )
            if not connection.changes():  # its new name, or code, is another row's here
                take, told = False, True
        if told and table in TOLD and group[0] not in _UNSAID:
            decided.append(Decided(table, row, group[0], not take, _said(group, ours if take else others)))
    return decided


def _said(group: tuple[str, ...], values: list[Any]) -> str:
    """Without what is only made of the first column."""
    pairs = zip(group, values, strict=True)
    return " ".join(str(one) for name, one in pairs if one is not None and not name.endswith(("_key", "_tail", "_id")))


def _erased(connection: apsw.Connection) -> set[int]:
    return {row for (row,) in connection.execute("SELECT id FROM main.customer WHERE erased_at IS NOT NULL")}


def newest_settings(connection: apsw.Connection, split: int) -> list[Decided]:
    decided = []
    noted = "what = 'setting' AND row = 0 AND field = other.key"
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT other.key, other.value, ours.value, (SELECT coalesce(at, 0) FROM temp.mine WHERE {noted}),"
        f" (SELECT coalesce(at, 0) FROM there.change WHERE {noted})"
        " FROM there.setting AS other LEFT JOIN main.setting AS ours ON ours.key = other.key"
        f" WHERE ({SHARED_SETTINGS.format('other.')}) AND ours.value IS NOT other.value"
    ).fetchall()
    for key, other, ours, here_at, there_at in rows:
        take = ours is None or (there_at is not None and (here_at is None or there_at > here_at))
        if take:
            connection.execute("INSERT OR REPLACE INTO main.setting (key, value) VALUES (?, ?)", (key, other))
        both_changed = here_at is not None and there_at is not None and min(here_at, there_at) > split
        if ours is not None and (both_changed or here_at is there_at is None):
            decided.append(Decided("setting", 0, key, not take, ours if take else other))
    return decided
