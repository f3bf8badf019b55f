"""Are the figures what the sales make? All are counted again, month by month, beside those that are kept.

Only one month's rows of the two large tables are held at a time, so that it takes little memory in any shop.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import Any, Final

import apsw

from db.figures import Far, count_month, counting, months_with_sales

Wrong = tuple[str, tuple[int, ...], str]
"""Table, key, and what is wrong in numbers alone."""

_KEYS: Final = {
    "customer_stat": ("customer_id",),
    "day_stat": ("bday",),
    "month_customer": ("month", "customer_id"),
    "product_month": ("month", "product_id"),
}
_VALUES: Final = {
    "customer_stat": ("days", "sales", "first", "second", "last", "total"),
    "day_stat": ("sales", "total", "cardless_sales", "cardless_total"),
    "month_customer": ("days", "sales", "first", "last", "total"),
    "product_month": ("quantity", "net"),
}
_WHOLE: Final = ("customer_stat", "day_stat")
_BY_MONTH: Final = ("month_customer", "product_month")


def wrong_figures(connection: apsw.Connection, tell: Far) -> Iterator[Wrong]:
    """Call it in a transaction: it makes many queries, and meanwhile the kiosk may write."""
    for table, keys in _KEYS.items():
        columns = ", ".join(f'"{name}" INTEGER' for name in keys + _VALUES[table])
        connection.execute(f"CREATE TEMP TABLE {table} ({columns}, PRIMARY KEY ({', '.join(keys)})) WITHOUT ROWID")
    with counting(connection):
        yield from _compared(connection, tell)
    for table in _KEYS:
        connection.execute(f"DROP TABLE temp.{table}")


def _compared(connection: apsw.Connection, tell: Far) -> Iterator[Wrong]:
    months = months_with_sales(connection)
    bought: list[tuple[int, int, int]] = []  # month, people who had bought by its end, net sales to them in it
    for done, month in enumerate(months):
        tell(done, len(months))
        count_month(connection, month, "temp")
        people: Any = connection.execute("SELECT count(*) FROM temp.customer_stat").get
        spent: Any = connection.execute("SELECT coalesce(sum(total), 0) FROM temp.month_customer").get
        bought.append((month.month, people, spent))
        for table in _BY_MONTH:
            yield from _differing(connection, table, f"WHERE month = {month.month}")
            connection.execute(f"DELETE FROM temp.{table}")
    seen = ", ".join(str(month.month) for month in months)
    for table in _BY_MONTH:
        yield from _differing(connection, table, f"WHERE month NOT IN ({seen})")
    for table in _WHOLE:
        yield from _differing(connection, table, "")
    yield from _movements(connection, bought)
    tell(len(months), len(months))


def _differing(connection: apsw.Connection, table: str, which: str) -> Iterator[Wrong]:
    keys, values = _KEYS[table], _VALUES[table]
    same = " AND ".join(f"made.{name} = kept.{name}" for name in keys)
    key = ", ".join(f"coalesce(kept.{name}, made.{name})" for name in keys)
    kept, made = (", ".join(f'{side}."{name}"' for name in values) for side in ("kept", "made"))
    rows = connection.execute(
        f"SELECT {key}, {kept}, {made} FROM (SELECT * FROM main.{table} {which}) AS kept"
        f" FULL JOIN temp.{table} AS made ON {same} WHERE ({kept}) IS NOT ({made}) ORDER BY {key}"
    )
    for row in rows:
        found = row[len(keys) :]
        yield table, row[: len(keys)], _words(values, found[: len(values)], found[len(values) :])


def _words(names: tuple[str, ...], kept: tuple[Any, ...], made: tuple[Any, ...]) -> str:
    if set(made) == {None}:
        return "no sale makes it"
    if set(kept) == {None}:
        return "missing, but the sales make " + ", ".join(map("{} {}".format, names, made))
    return "; ".join(
        f"{name} {one}, but the sales make {other}"
        for name, one, other in zip(names, kept, made, strict=True)
        if one != other
    )


def _movements(connection: apsw.Connection, bought: list[tuple[int, int, int]]) -> Iterator[Wrong]:
    """Each has everybody in it who had bought by the end of its month, and all that they bought in it. Who is in which
    class is for the rules."""
    months = [month for month, _, _ in bought]
    rows: Iterable[Any] = connection.execute("SELECT month, sum(people), sum(total) FROM class_month GROUP BY month")
    for month, people, total in rows:
        at = bisect(months, month) - 1
        last, wanted, spent = bought[at] if at >= 0 else (month, 0, 0)
        spent = spent if last == month else 0
        if (people, total) != (wanted, spent):
            yield (
                "class_month",
                (month,),
                f"{people} people and {total} yen, but the sales make {wanted} and {spent}",
            )
