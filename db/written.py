"""A query written in SQL itself: what counts over whole tables reads better so than as a mapper's expression."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, cast

import apsw

from db.connection import Reader
from db.errors import named

R = TypeVar("R", bound=tuple[Any, ...])
T = TypeVar("T")


class Written(Generic[R]):
    """SQL with `:names` for its parameters, bound to a reader or a store; rows as `row`, a NamedTuple whose fields
    stand in the order of the columns. Use it in the thread that opened the reader. Disk trouble raises a StoreError.
    """

    __slots__ = ("_make", "_reader", "_row", "sql")

    def __init__(self, reader: Reader, row: type[R], sql: str) -> None:
        self._reader = reader
        self._row = row
        self._make = tuple.__new__
        self.sql = sql

    def all(self, **params: Any) -> list[R]:
        """Every row, at once."""
        row, make = self._row, self._make
        return [make(row, found) for found in self._execute(params, list)]

    def fold(self, take: Callable[[Iterator[tuple[Any, ...]]], T], **params: Any) -> T:
        """What `take` makes of the rows, which come one by one as plain tuples: for hundreds of thousands of them."""
        return self._execute(params, take)

    def one(self, **params: Any) -> R | None:
        """The first row, or None."""
        found = self.all(**params)
        return found[0] if found else None

    def only(self, **params: Any) -> R:
        """The row of a query that always has one, such as a sum."""
        return self.all(**params)[0]

    def _execute(self, params: dict[str, Any], take: Callable[[Iterator[tuple[Any, ...]]], T]) -> T:
        connection = cast(apsw.Connection, self._reader.database.connection())
        try:
            return take(connection.execute(self.sql, params))
        except apsw.Error as error:
            if trouble := named(error):
                raise trouble from error
            raise
