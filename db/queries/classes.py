"""What everybody bought up to a day, counted by where it lies between the limits that the rules bring.

Only the figures of customers and months are read, and for a day in the middle of a month that month's sales. A class
comes as a number: the place of a CustomerClass in its order, and five more when it has lapsed; none yet is -1.
"""

from typing import Any, NamedTuple

from db.connection import Reader
from db.figures import PURCHASES
from db.written import Written


class MonthsRow(NamedTuple):
    """The first and the last month in which somebody bought; None when nobody ever did."""

    first: int | None
    last: int | None


class MoveRow(NamedTuple):
    was: int
    now: int
    people: int
    total: int  # net sales to them in the month


class ClassRow(NamedTuple):
    now: int
    people: int
    total: int  # of all they ever bought


class AverageRow(NamedTuple):
    total: int | None
    sales: int | None


class BoughtByRow(NamedTuple):
    total: int


class PersonRow(NamedTuple):
    customer: int
    number: int
    name: str
    erased: int
    figure: int


class DayRow(NamedTuple):
    first: int
    last: int


class KeptRow(NamedTuple):
    was: str
    now: str
    people: int
    total: int


PEOPLE = """
    SELECT o.customer_id, c.number, c.name, c.erased_at IS NOT NULL, o.figure
    FROM ({}) AS o JOIN customer AS c ON c.id = o.customer_id
    ORDER BY o.figure {}, o.customer_id
"""
"""A list of names, of (customer_id, figure), by the figure."""


def code(days: str, first: str, last: str, total: str, at: str = "", yen: str = ":loyal_yen") -> str:
    """The class as a number. The limits are parameters; `kiosk.rules.classes.class_of` says the same of one customer,
    and a test holds the two together."""
    return f"""(CASE WHEN {days} <= 1 THEN 0 WHEN {last} - {first} < :toddler_days THEN 1 WHEN {total} < {yen} THEN 2
        WHEN {last} - {first} < :loyal_days THEN 3 ELSE 4 END + 5 * ({at or ":day"} - {last} >= :lapsed_days))"""


# what each had bought by the end of a month: all there is, where it was bought before that month, else less the months
# after it … The + keeps SQLite from walking all months by their customers (150 ms at two million sales)
_BACKWARDS = """
    SELECT customer_id, days, "first", "last", total, 0 AS m_days, 0 AS m_total, NULL AS m_last
    FROM customer_stat WHERE "last" < :since
    UNION ALL
    SELECT s.customer_id, s.days - coalesce(a.days, 0) AS days, s."first" AS "first",
        CASE WHEN a.customer_id IS NULL THEN s."last" ELSE (
            SELECT p."last" FROM month_customer AS p
            WHERE p.customer_id = s.customer_id AND p.month <= :month ORDER BY p.month DESC LIMIT 1
        ) END AS "last",
        s.total - coalesce(a.total, 0) AS total,
        coalesce(m.days, 0) AS m_days, coalesce(m.total, 0) AS m_total,
        CASE WHEN m.customer_id IS NOT NULL THEN (
            SELECT p."last" FROM month_customer AS p
            WHERE p.customer_id = s.customer_id AND p.month < :month ORDER BY p.month DESC LIMIT 1
        ) END AS m_last
    FROM customer_stat AS s
    LEFT JOIN (
        SELECT customer_id, sum(days) AS days, sum(total) AS total FROM month_customer
        WHERE month > :month GROUP BY +customer_id
    ) AS a ON a.customer_id = s.customer_id
    LEFT JOIN month_customer AS m ON m.month = :month AND m.customer_id = s.customer_id
    WHERE s."last" >= :since AND s."first" < :after
"""
# … or the months up to it
_FORWARDS = """
    SELECT customer_id, sum(days) AS days, min("first") AS "first", max("last") AS "last", sum(total) AS total,
        sum(iif(month = :month, days, 0)) AS m_days, sum(iif(month = :month, total, 0)) AS m_total,
        max(iif(month = :month, NULL, "last")) AS m_last
    FROM month_customer WHERE month <= :month GROUP BY customer_id
"""
# the same of those alone who bought in the month: they come in their order, so that nothing is sorted
_BUYERS = """
    SELECT m.customer_id AS customer_id, m.total AS m_total, s."first" AS "first", m."last" AS "last",
        s.days - coalesce(sum(a.days), 0) AS days, s.total - coalesce(sum(a.total), 0) AS total
    FROM month_customer AS m CROSS JOIN customer_stat AS s ON s.customer_id = m.customer_id
    LEFT JOIN month_customer AS a ON a.customer_id = m.customer_id AND a.month > :month
    WHERE m.month = :month GROUP BY m.customer_id
"""
# of the sales of some days of one month
_OF_DAYS = f"""
    SELECT person AS customer_id, bday, total AS net
    FROM ({PURCHASES.format(scope="sale.bday BETWEEN :begin AND :day AND sale.customer_id IS NOT NULL")})
"""
_UP_TO_A_DAY = f"""
    SELECT customer_id, sum(days) AS days, min("first") AS "first", max("last") AS "last", sum(total) AS total,
        0 AS m_days, sum(m_total) AS m_total, NULL AS m_last
    FROM (
        SELECT customer_id, days, "first", "last", total, 0 AS m_total FROM ({{}})
        UNION ALL
        SELECT customer_id, count(DISTINCT bday), min(bday), max(bday), sum(net), sum(net) FROM ({_OF_DAYS})
        GROUP BY customer_id
    ) GROUP BY customer_id
"""


class ClassQueries:
    """Bound to one reader. Limits come as `toddler_days`, `loyal_days`, `loyal_yen`, `lapsed_days`; `day` is the day
    as of which, `month` the month it belongs to, `since` its first day, `after` the first day after it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.months = Written(
            reader,
            MonthsRow,
            """SELECT (SELECT month FROM month_customer ORDER BY month LIMIT 1),
                (SELECT month FROM month_customer ORDER BY month DESC LIMIT 1)""",
        )
        self.average = Written(
            reader,
            AverageRow,
            """SELECT sum(total - cardless_total), sum(sales - cardless_sales) FROM day_stat
                WHERE bday BETWEEN :begin AND :day""",
        )
        now = code("days", '"first"', '"last"', "total")
        self.today = Written(
            reader, ClassRow, f"SELECT {now} AS now, count(*), sum(total) FROM customer_stat GROUP BY now"
        )
        self.days_of = Written(
            reader,
            DayRow,
            'SELECT "first", "last" FROM month_customer WHERE customer_id = :customer ORDER BY month',
        )
        self.kept = Written(
            reader, KeptRow, "SELECT was, now, people, total FROM class_month WHERE month = :month ORDER BY was, now"
        )
        # of those who bought in `month` and are in class `now` or `or_now` at its end
        buyers = f"SELECT customer_id, m_total AS figure FROM ({_BUYERS}) WHERE {now} IN (:now, :or_now)"
        self.bought_by = Written(reader, BoughtByRow, f"SELECT coalesce(sum(figure), 0) FROM ({buyers})")
        self.buyers = Written(reader, PersonRow, PEOPLE.format(buyers, "DESC"))
        self._now = now

    def moves(self, backwards: bool, **params: Any) -> list[MoveRow]:
        """From the end of the month before (`was_day`, `was_yen`) to `day` in `month`, the last one with sales or the
        day one that is over. `backwards`: from today's figures, or from the first month on; both say the same."""
        was = code("days - m_days", '"first"', 'coalesce(m_last, "last")', "total - m_total", ":was_day", ":was_yen")
        sql = f"""
            SELECT iif(days = m_days, -1, {was}) AS was, {self._now} AS now, count(*), sum(m_total)
            FROM ({_BACKWARDS if backwards else _FORWARDS}) GROUP BY was, now
        """
        return Written(self._reader, MoveRow, sql).all(**params)

    def classes(self, backwards: bool, **params: Any) -> list[ClassRow]:
        """As of `day`. With `begin`, the first day of its month, `month` is the month before, and the sales of the
        days between are looked at one by one."""
        sql = f"SELECT {self._now} AS now, count(*), sum(total) FROM ({_base(backwards, params)}) GROUP BY now"
        return Written(self._reader, ClassRow, sql).all(**params)

    def people(self, backwards: bool, **params: Any) -> list[PersonRow]:
        """Who is in class `now` as of `day`, by what they ever bought."""
        sql = f"SELECT customer_id, total AS figure FROM ({_base(backwards, params)}) WHERE {self._now} = :now"
        return Written(self._reader, PersonRow, PEOPLE.format(sql, "DESC")).all(**params)


def _base(backwards: bool, params: dict[str, Any]) -> str:
    base = _BACKWARDS if backwards else _FORWARDS
    return _UP_TO_A_DAY.format(base) if "begin" in params else base
