"""A peewee query compiled once: SQL, the slots of its parameters, and the type of its rows.

The plain ORM costs 35 to 102 times raw sqlite; this costs about as much as the driver, because the text never changes
and so the driver's statement cache always hits.
"""

from collections.abc import Callable
from threading import get_ident
from typing import Any, Generic, TypeVar, cast

import apsw
from peewee import Database, Value

from db.errors import WrongThread, named

R = TypeVar("R", bound=tuple[Any, ...])
T = TypeVar("T")


class _Slot:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def param(name: str) -> Any:
    """A place in a query: `Card.digest == param("digest")`, `.limit(param("limit"))`, `insert(at=param("at"))`.

    It takes whole numbers, text, bytes and None as they are (no field converts them). Not for `in_()`.
    """
    return Value(_Slot(name), converter=False)


class Compiled(Generic[R]):
    """One query bound to a database, run with keywords named by its params.

    Rows come as `row`, a NamedTuple whose fields stand in the order of the selected columns; a Boolean column comes
    as 0 or 1. Use it in the thread that opened the database. Disk trouble raises a StoreError, a broken constraint
    apsw.ConstraintError, a missing keyword KeyError.
    """

    __slots__ = ("_connection", "_make", "_names", "_row", "_slots", "_sql", "_thread", "_values")

    def __init__(self, database: Database, query: Any, row: type[R]) -> None:
        self._connection = cast(apsw.Connection, database.connection())
        self._thread = get_ident()
        self._sql, values = database.get_sql_context().sql(query).query()
        self._slots = [(i, value.name) for i, value in enumerate(values) if isinstance(value, _Slot)]
        self._values = list(values)
        names = [name for _, name in self._slots]
        self._names = names if len(names) == len(self._values) else None  # only parameters: no copy is needed
        self._row = row
        self._make = tuple.__new__
        columns, fields = getattr(query, "_returning", None), getattr(row, "_fields", None)
        if columns is not None and fields is not None and len(columns) != len(fields):
            raise TypeError(f"{row.__name__} has {len(fields)} fields for {len(columns)} columns")

    @property
    def sql(self) -> str:
        return cast(str, self._sql)

    def one(self, **params: Any) -> R | None:
        """The first row, or None."""
        found = self._execute(params, apsw.Cursor.fetchone)
        return None if found is None else self._make(self._row, found)

    def only(self, **params: Any) -> R:
        """The row of a query that always has one, such as a sum."""
        found = self.one(**params)
        assert found is not None, "an aggregate always has a row"
        return found

    def all(self, **params: Any) -> list[R]:
        """Every row, at once."""
        row, make = self._row, self._make
        return [make(row, found) for found in self._execute(params, apsw.Cursor.fetchall)]

    def run(self, **params: Any) -> int:
        """Write; the number of rows changed (0: a conflict was ignored, or nothing matched)."""
        return self._execute(params, _changes)

    def _execute(self, params: dict[str, Any], take: Callable[[apsw.Cursor], T]) -> T:
        if get_ident() != self._thread:
            raise WrongThread("the database is not open in this thread")
        if self._names is not None:
            values = [params[name] for name in self._names]
        else:
            values = self._values.copy()
            for i, name in self._slots:
                values[i] = params[name]
        try:
            return take(self._connection.execute(self._sql, values))
        except apsw.Error as error:
            if trouble := named(error):
                raise trouble from error
            raise


def _changes(cursor: apsw.Cursor) -> int:
    return cursor.connection.changes()
