"""The tables as they must be: migrations bring them there, and a comparison with db.models proves it.

The comparison is of meaning, not of text: columns, keys, checks, indexes, triggers, and STRICT, which playhouse's
migrator drops whenever it rebuilds a table. The order of columns and SQL defaults are left out: adding a column puts it
last and gives it a default, and every writer names its columns.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peewee import BigIntegerField, Model, SqliteDatabase, TextField
from playhouse.apsw_ext import APSWDatabase
from playhouse.migrations import Runner

from db import changes
from db.errors import NewerSchema, NotADatabase, WrongSchema
from db.models import TABLES

MIGRATIONS = Path(__file__).parent / "migrations"
HISTORY = "schema_migration"

TRIGGERS = changes.TRIGGERS + tuple(
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
    f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in ("point_entry", "sale", "sale_line")
    for verb in ("update", "delete")
)


def newest_migration(directory: Path = MIGRATIONS) -> int:
    """Its number: which tables this program makes."""
    return max(int(path.name[:4]) for path in directory.glob("[0-9][0-9][0-9][0-9]_*.py"))


class _Runner(Runner):
    """Playhouse's runner with a history that STRICT and apsw accept (its own has CharField and DateTimeField)."""

    def __init__(self, database: SqliteDatabase, directory: Path) -> None:
        super().__init__(database, str(directory), HISTORY)

        class History(Model):
            name = TextField(unique=True)
            applied = BigIntegerField(default=lambda: time.time_ns() // 1_000_000)  # UTC ms

            class Meta:
                table_name = HISTORY
                strict_tables = True

        History.bind(database)
        self.History = History


@dataclass(frozen=True, slots=True)
class Table:
    """What a table means to SQLite."""

    strict: bool
    without_rowid: bool
    columns: frozenset[tuple[Any, ...]]  # name, type, not null, place in the primary key, hidden
    keys: frozenset[tuple[Any, ...]]  # column, other table, its column, on update, on delete
    checks: tuple[str, ...]
    indexes: frozenset[tuple[Any, ...]]  # name, unique, columns, condition
    triggers: frozenset[str]


def migrate(database: SqliteDatabase, directory: Path = MIGRATIONS) -> tuple[str, ...]:
    """Apply the migrations that are missing, all or none; returns their names.

    Raises NewerSchema when the database knows a migration that this program doesn't, NotADatabase when its tables
    aren't ours at all, WrongSchema when the tables afterwards aren't those of db.models (nothing is changed then).
    """
    runner = _Runner(database, directory)
    unknown = [m.name for m in runner.status() if m.path is None]
    if unknown:
        raise NewerSchema(f"the data was written by a newer version of this program ({unknown[-1]}): update first")
    tables = set(database.get_tables())
    if tables and HISTORY not in tables:
        raise NotADatabase("kokyaku.db is a database of another program")
    if not any(m.applied is None for m in runner.status()):
        prove(database)
        return ()
    with _no_foreign_keys(database), database.transaction("EXCLUSIVE"):
        applied = tuple(runner.up())
        prove(database)
        if broken := database.execute_sql("PRAGMA foreign_key_check").fetchall():
            raise WrongSchema(f"after {applied[-1]}, {len(broken)} rows point to nothing")
    return applied


def prove(database: SqliteDatabase) -> None:
    """Raise WrongSchema, naming the tables, unless they are those of db.models."""
    if found := differences(database):
        raise WrongSchema("the tables are not as this program makes them: " + ", ".join(found))


def differences(database: SqliteDatabase) -> tuple[str, ...]:
    """Names of the tables that are missing, too many, or not as db.models would make them."""
    expected, actual = _expected(), described(database)
    actual.pop(HISTORY, None)
    return tuple(sorted(name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name)))


def _expected() -> dict[str, Table]:
    memory = APSWDatabase(":memory:")
    with memory.bind_ctx(TABLES):
        memory.create_tables(TABLES)
    for trigger in TRIGGERS:
        memory.execute_sql(trigger)
    try:
        return described(memory)
    finally:
        memory.close()


def described(database: SqliteDatabase) -> dict[str, Table]:
    """The tables as SQLite has them, by name."""

    def rows(sql: str, *values: str) -> list[tuple[Any, ...]]:
        return list(database.execute_sql(sql, values).fetchall())

    made: dict[str, str] = dict(rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    tables = {}
    for name, strict, without_rowid in rows(
        "SELECT name, strict, wr FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    ):
        indexes = rows('SELECT name, "unique", origin FROM pragma_index_list(?)', name)
        tables[name] = Table(
            strict=bool(strict),
            without_rowid=bool(without_rowid),
            columns=frozenset(rows('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)', name)),
            keys=frozenset(
                rows('SELECT "from", "table", "to", on_update, on_delete FROM pragma_foreign_key_list(?)', name)
            ),
            checks=tuple(sorted(_checks(made[name]))),
            indexes=frozenset(
                (
                    index if origin == "c" else origin,
                    unique,
                    tuple(rows('SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key', index)),
                    _plain(made[index].partition(" WHERE ")[2]) if index in made else "",
                )
                for index, unique, origin in indexes
            ),
            triggers=frozenset(
                _plain(sql)
                for (sql,) in rows("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", name)
            ),
        )
    return tables


def _checks(sql: str) -> Iterator[str]:
    for found in re.finditer(r"\bCHECK\s*\(", sql):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield _plain(sql[found.end() : end - 1])


def _plain(sql: str) -> str:
    return " ".join(sql.replace('"', "").split()).rstrip(";")


@contextmanager
def _no_foreign_keys(database: SqliteDatabase) -> Iterator[None]:
    """Rebuilding a table drops it for a moment. The setting can only be changed outside of a transaction."""
    database.pragma("foreign_keys", 0)
    try:
        yield
    finally:
        database.pragma("foreign_keys", 1)
