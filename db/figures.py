"""The figures (customer_stat, day_stat, month_customer, product_month): what the sales make of them.

A person is the record that is kept. A refund takes from its sale, on its sale's day, whenever it was made. A sale is a
purchase unless it was fully returned; only purchases count. This is the one place that says so: what a sale adds
(db.queries.figures), a recount of one person or day, all figures anew, and the comparison of `kiosk verify` agree.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import apsw

Far = Callable[[int, int], None]

TABLES: Final = ("customer_stat", "day_stat", "month_customer", "product_month")

_MONTH: Final = (
    "((strftime('%Y', {0} * 86400, 'unixepoch') - 1970) * 12 + strftime('%m', {0} * 86400, 'unixepoch') - 1)"
)

PURCHASES: Final = """
SELECT sale.bday AS bday, coalesce(customer.merged_into_id, customer.id) AS person,
    sale.total + coalesce((SELECT sum(total) FROM sale AS back WHERE back.of_id = sale.id), 0) AS total
FROM sale LEFT JOIN customer ON customer.id = sale.customer_id
WHERE sale.of_id IS NULL AND {scope}
    AND coalesce(sale.goods + (SELECT sum(goods) FROM sale AS back WHERE back.of_id = sale.id), 1) > 0
"""
"""One row for each purchase, with what is left of it. The scope is a condition on `sale`."""

_SALES_OF: Final = """sale.customer_id IN (
    SELECT id FROM customer AS record
    WHERE (record.id = :person AND record.merged_into_id IS NULL) OR record.merged_into_id = :person
)"""

_DAYS: Final = f"SELECT bday, count(*) AS sales, sum(total) AS total FROM ({PURCHASES}) GROUP BY bday"

_RECOUNT_PERSON: Final = f"""
DELETE FROM customer_stat WHERE customer_id = :person;
DELETE FROM month_customer WHERE customer_id = :person;
INSERT INTO customer_stat (customer_id, days, sales, "first", second, "last", total)
SELECT :person, count(*), sum(sales), min(bday), min(bday) FILTER (WHERE place = 2), max(bday), sum(total)
FROM (SELECT *, row_number() OVER (ORDER BY bday) AS place FROM ({_DAYS.format(scope=_SALES_OF)})) HAVING count(*) > 0;
INSERT INTO month_customer (month, customer_id, days, sales, "first", "last", total)
SELECT {_MONTH.format("bday")}, :person, count(*), sum(sales), min(bday), max(bday), sum(total)
FROM ({_DAYS.format(scope=_SALES_OF)}) GROUP BY 1
"""

_DAY_STAT: Final = """
INSERT INTO {table} (bday, sales, total, cardless_sales, cardless_total)
SELECT bday, count(*), sum(total), count(*) FILTER (WHERE person IS NULL),
    coalesce(sum(total) FILTER (WHERE person IS NULL), 0)
FROM {purchases} GROUP BY bday
"""

_RECOUNT_DAY: Final = "DELETE FROM day_stat WHERE bday = :bday;" + _DAY_STAT.format(
    table="day_stat", purchases=f"({PURCHASES.format(scope='sale.bday = :bday')})"
)

_IN_MONTH: Final = "sale.of_id IS NULL AND sale.bday BETWEEN :low AND :high AND line.product_id IS NOT NULL"

_MONTH_STEP: Final = f"""
DELETE FROM temp.bought;
INSERT INTO temp.bought (bday, person, total) {PURCHASES.format(scope="sale.bday BETWEEN :low AND :high")};
DELETE FROM temp.of_month;
INSERT INTO temp.of_month (person, days, sales, "first", second, "last", total)
SELECT person, count(*), sum(sales), min(bday), min(bday) FILTER (WHERE place = 2), max(bday), sum(total)
FROM (
    SELECT person, bday, count(*) AS sales, sum(total) AS total,
        row_number() OVER (PARTITION BY person ORDER BY bday) AS place
    FROM temp.bought WHERE person IS NOT NULL GROUP BY person, bday
) GROUP BY person;

{_DAY_STAT.format(table="{room}.day_stat", purchases="temp.bought")};

INSERT INTO {{room}}.month_customer (month, customer_id, days, sales, "first", "last", total)
SELECT :month, person, days, sales, "first", "last", total FROM temp.of_month;

INSERT INTO {{room}}.customer_stat (customer_id, days, sales, "first", second, "last", total)
SELECT person, days, sales, "first", second, "last", total FROM temp.of_month WHERE true
ON CONFLICT (customer_id) DO UPDATE SET days = days + excluded.days, sales = sales + excluded.sales,
    second = coalesce(second, excluded."first"), "last" = excluded."last", total = total + excluded.total;

INSERT INTO {{room}}.product_month (month, product_id, quantity, net)
SELECT :month, product_id, sum(quantity), sum(net) FROM (
    SELECT line.product_id, line.quantity, line.net
    FROM sale JOIN sale_line AS line ON line.sale_id = sale.id WHERE {_IN_MONTH}
    UNION ALL
    SELECT line.product_id, line.quantity, line.net
    FROM sale JOIN sale AS back ON back.of_id = sale.id JOIN sale_line AS line ON line.sale_id = back.id
    WHERE {_IN_MONTH}
) GROUP BY product_id HAVING sum(quantity) > 0
"""
"""All that one month adds. Months are taken in their order: what a customer bought before is in customer_stat."""

_SCRATCH: Final = """
CREATE TEMP TABLE bought (bday INTEGER, person INTEGER, total INTEGER);
CREATE TEMP TABLE of_month (
    person INTEGER PRIMARY KEY, days INTEGER, sales INTEGER, "first" INTEGER, second INTEGER, "last" INTEGER,
    total INTEGER
);
"""


class Month(NamedTuple):
    month: int
    low: int  # first and last business day with a sale
    high: int


def recount_person(connection: apsw.Connection, person: int) -> None:
    """The figures of the record that is kept, again from the sales; of one that is merged or never bought: none."""
    connection.execute(_RECOUNT_PERSON, {"person": person})


def recount_day(connection: apsw.Connection, bday: int) -> None:
    connection.execute(_RECOUNT_DAY, {"bday": bday})


def rebuild(connection: apsw.Connection, tell: Far = lambda done, total: None) -> None:
    """All figures anew, in the transaction at hand. Movements between classes are forgotten: they are made again when
    they are asked for."""
    for table in (*TABLES, "class_month"):
        connection.execute(f"DELETE FROM main.{table}")
    with counting(connection):
        months = months_with_sales(connection)
        for done, month in enumerate(months):
            tell(done, len(months))
            count_month(connection, month, "main")
        tell(len(months), len(months))


def forget(connection: apsw.Connection) -> None:
    """Drop every figure, in the transaction at hand: they are missing until rebuild(), at the latest at opening."""
    for table in (*TABLES, "class_month"):
        connection.execute(f"DELETE FROM {table}")


def are_missing(connection: apsw.Connection) -> bool:
    """Whether there are sales and no figures: the data was written before there were any."""
    sql = "SELECT NOT EXISTS (SELECT 1 FROM day_stat) AND EXISTS (SELECT 1 FROM sale)"
    return bool(connection.execute(sql).get)


def months_with_sales(connection: apsw.Connection) -> list[Month]:
    """In their order."""
    rows = connection.execute(
        f"SELECT {_MONTH.format('bday')} AS month, min(bday), max(bday) FROM (SELECT DISTINCT bday FROM sale)"
        " GROUP BY month ORDER BY month"
    )
    return [Month(*row) for row in rows]


@contextmanager
def counting(connection: apsw.Connection) -> Iterator[None]:
    """The room in which months are counted, one after the other."""
    connection.execute(_SCRATCH)
    try:
        yield
    finally:
        # where the disk was full, SQLite took them back already
        connection.execute("DROP TABLE IF EXISTS temp.bought; DROP TABLE IF EXISTS temp.of_month")


def count_month(connection: apsw.Connection, month: Month, room: str) -> None:
    """Add a month's figures to the tables in `room` (main or temp). Each month once, in their order."""
    connection.execute(_MONTH_STEP.format(room=room), month._asdict())
