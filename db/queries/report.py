"""What happened in a month, for its report and the ten questions: sums, counts, first and last days.

Whole years come from the figures of days, months and customers; the lines and visits of single months from their rows.
Every number that decides something is a parameter.
"""

from typing import NamedTuple

from db.connection import Reader
from db.queries.classes import PEOPLE, PersonRow
from db.written import Written


class SumsRow(NamedTuple):
    sales: int
    total: int
    cardless_sales: int
    cardless_total: int


class AmountRow(NamedTuple):
    amount: int


class GapRow(NamedTuple):
    gap: int
    people: int


class FirstRow(NamedTuple):
    """Those who bought for the first time on one day; how many bought again within so many days, and by `day`."""

    first: int
    people: int
    within_0: int
    within_1: int
    within_2: int
    back: int


class FirstLoyalRow(NamedTuple):
    first: int
    people: int


class YearRow(NamedTuple):
    customer: int
    total: int
    days: int
    first: int
    last: int


class TasteRow(NamedTuple):
    customer: int  # of the sale, merged or not
    product: int


class MergedRow(NamedTuple):
    customer: int
    kept: int


class ProductRow(NamedTuple):
    product: int
    name: str


class BuyersRow(NamedTuple):
    best: int
    everybody: int


class ContactsRow(NamedTuple):
    contacts: int
    by_rule: int


class QuarterRow(NamedTuple):
    """Visits of one day that began in one quarter of an hour; `quarter` counts them since 1970."""

    bday: int
    quarter: int
    visits: int


class ShopRow(NamedTuple):
    name: str
    zone: str
    cutoff_hour: int


class SettingRow(NamedTuple):
    key: str
    value: str


class MomentRow(NamedTuple):
    """The last event, and the newest sale."""

    at: int
    sale: int


class IssuedRow(NamedTuple):
    id: int
    content: str
    at: int
    bday: int


class ExistsRow(NamedTuple):
    changed: int


_BEST = "SELECT value AS customer_id FROM json_each(:best)"
# Lines of which nothing is left. Refunds are few: they are found by their index (the + sees to it), and looked up once
# for all lines
_GONE = """
    SELECT b.of_id
    FROM sale AS r CROSS JOIN sale_line AS b ON b.sale_id = r.id CROSS JOIN sale_line AS l ON l.id = b.of_id
    WHERE r.of_id IS NOT NULL AND +r.bday >= :begin
    GROUP BY b.of_id HAVING l.quantity + sum(b.quantity) <= 0
"""
_LINES = f"""
    SELECT s.customer_id, l.product_id FROM sale AS s JOIN sale_line AS l ON l.sale_id = s.id
    WHERE s.bday BETWEEN :begin AND :day AND s.of_id IS NULL AND s.customer_id IS NOT NULL
        AND {{}} AND l.id NOT IN ({_GONE})
"""
_BY_RULE = "(contact.follow_up_id IS NOT NULL OR contact.letter_id IS NOT NULL)"


class ReportQueries:
    """Bound to one reader; parameters are keywords, named in each query."""

    def __init__(self, reader: Reader) -> None:
        # the shop
        self.shop = Written(reader, ShopRow, "SELECT name, zone, cutoff_hour FROM shop")
        self.settings = Written(reader, SettingRow, "SELECT key, value FROM setting WHERE key LIKE '%.%'")
        self.moment = Written(reader, MomentRow, "SELECT last_at, coalesce((SELECT max(id) FROM sale), 0) FROM clock")
        # sums of a month
        self.sums = Written(
            reader,
            SumsRow,
            """SELECT coalesce(sum(sales), 0), coalesce(sum(total), 0), coalesce(sum(cardless_sales), 0),
                coalesce(sum(cardless_total), 0) FROM day_stat WHERE bday BETWEEN :begin AND :day""",
        )
        self.repeaters_total = Written(
            reader,
            AmountRow,
            """SELECT coalesce(sum(m.total), 0) FROM month_customer AS m
                JOIN customer_stat AS s ON s.customer_id = m.customer_id
                WHERE m.month = :month AND s.second <= :day""",
        )
        self.newcomers_total = Written(
            reader,
            AmountRow,
            """SELECT coalesce(sum(m.total), 0) FROM month_customer AS m
                JOIN customer_stat AS s ON s.customer_id = m.customer_id
                WHERE m.month = :month AND s."first" >= :begin""",
        )
        self.buyers = Written(reader, AmountRow, "SELECT count(*) FROM month_customer WHERE month = :month")
        self.records = Written(
            reader,
            AmountRow,
            """SELECT count(*) FROM customer AS c LEFT JOIN customer_stat AS s ON s.customer_id = c.id
                WHERE c.merged_into_id IS NULL AND (c.erased_at IS NULL OR c.erased_at >= :begin_at)
                AND min(c.bday, coalesce(s."first", c.bday)) <= :day""",
        )
        # those who were not seen
        self.gaps_now = Written(
            reader,
            GapRow,
            """SELECT :day - "last" AS gap, count(*) FROM customer_stat
                WHERE "last" BETWEEN :day - :most AND :day - :least GROUP BY gap""",
        )
        last_days = """
            SELECT customer_id, :day - max("last") AS gap FROM month_customer
            WHERE month BETWEEN :since AND :month GROUP BY customer_id HAVING gap BETWEEN :least AND :most
        """
        self.gaps = Written(reader, GapRow, f"SELECT gap, count(*) FROM ({last_days}) GROUP BY gap")
        # those who came for the first time
        self.firsts = Written(
            reader,
            FirstRow,
            """SELECT "first", count(*), coalesce(sum(second - "first" <= :within_0), 0),
                coalesce(sum(second - "first" <= :within_1), 0), coalesce(sum(second - "first" <= :within_2), 0),
                coalesce(sum(second <= :day), 0)
                FROM customer_stat WHERE "first" BETWEEN :begin AND :day GROUP BY "first" """,
        )
        self.firsts_loyal = Written(
            reader,
            FirstLoyalRow,
            """SELECT s."first", count(*) FROM customer_stat AS s CROSS JOIN (
                SELECT customer_id, max("last") AS "last", sum(total) AS total, sum(days) AS days FROM month_customer
                WHERE month BETWEEN :since AND :month GROUP BY customer_id
            ) AS m ON m.customer_id = s.customer_id
            WHERE s."first" BETWEEN :begin AND :day AND m.days > 1 AND m."last" - s."first" >= :loyal_days
                AND m."last" - s."first" >= :toddler_days AND m.total >= :loyal_yen
                AND :day - m."last" < :lapsed_days
            GROUP BY s."first" """,
        )
        # twelve months of each
        self.year = Written(
            reader,
            YearRow,
            """SELECT customer_id, sum(total) AS total, sum(days), min("first"), max("last") FROM month_customer
                WHERE month BETWEEN :since AND :month GROUP BY customer_id ORDER BY total DESC, customer_id""",
        )
        # what they like
        # of each line
        self.tastes = Written(reader, TasteRow, _LINES.format("l.product_id IS NOT NULL"))
        self.taste = Written(reader, TasteRow, _LINES.format("+l.product_id = :product"))
        self.merged = Written(reader, MergedRow, "SELECT id, merged_into_id FROM customer WHERE merged_into_id > 0")
        self.products = Written(
            reader, ProductRow, "SELECT id, name FROM product WHERE id IN (SELECT value FROM json_each(:products))"
        )
        self.taste_buyers = Written(
            reader,
            BuyersRow,
            f"""WITH best AS MATERIALIZED ({_BEST})
                SELECT coalesce(sum(customer_id IN (SELECT customer_id FROM best)), 0), count(*) FROM (
                    SELECT DISTINCT customer_id FROM month_customer WHERE month BETWEEN :since AND :month
                )""",
        )
        self.quarters = Written(
            reader,
            QuarterRow,
            "SELECT bday, at / 900000, count(*) FROM visit WHERE bday BETWEEN :begin AND :day GROUP BY 1, 2",
        )
        # what the shop did by its rules: of follow-ups, of letters
        self.contacts = Written(
            reader,
            ContactsRow,
            f"SELECT count(*), coalesce(sum({_BY_RULE}), 0) FROM contact WHERE bday BETWEEN :begin AND :day",
        )
        # reports issued
        self.issued = Written(
            reader,
            IssuedRow,
            "SELECT id, content, at, bday FROM report WHERE month = :month ORDER BY at DESC, id DESC LIMIT 1",
        )
        self.past_changed = Written(
            reader,
            ExistsRow,
            """SELECT EXISTS (SELECT 1 FROM sale WHERE id > :sale AND (of_id IS NOT NULL OR bday < :after))
                OR EXISTS (SELECT 1 FROM "merge" WHERE at > :at OR undone_at > :at)""",
        )

        # the names behind the numbers
        def people(sql: str, order: str = "DESC") -> Written[PersonRow]:
            return Written(reader, PersonRow, PEOPLE.format(sql, order))

        in_month = """SELECT m.customer_id, m.total AS figure FROM month_customer AS m
            JOIN customer_stat AS s ON s.customer_id = m.customer_id WHERE m.month = :month"""
        self.repeaters = people(f"{in_month} AND s.second <= :day")
        self.newcomers = people(f'{in_month} AND s."first" >= :begin')
        self.everybody = people(in_month)
        self.unseen = people(f"SELECT customer_id, gap AS figure FROM ({last_days})", "ASC")
        self.came_again = people(
            """SELECT customer_id, second - "first" AS figure FROM customer_stat
                WHERE "first" BETWEEN :begin AND :day AND second - "first" <= :within""",
            "ASC",
        )
        self.listed = people(
            """SELECT value ->> 0 AS customer_id, value ->> 1 AS figure FROM json_each(:pairs)""",
        )
        self.contacted = people(
            f"""SELECT coalesce(c.merged_into_id, c.id) AS customer_id, count(*) AS figure
                FROM contact JOIN customer AS c ON c.id = contact.customer_id
                WHERE contact.bday BETWEEN :begin AND :day AND {_BY_RULE} GROUP BY 1"""
        )
