"""What may call for a follow-up, read on a reader: purchases, birthdays, lives of products, tags, what was made before.

They say what is so, within the days they are given; what it means is for kiosk.rules.follow_ups. A record that was
merged is its person's: `coalesce(merged_into_id, id)`.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeVar

from db.connection import Reader
from db.figures import PURCHASES
from db.words import LIVING
from db.written import Written

R = TypeVar("R", bound=tuple[Any, ...])

_KEPT: Final = """
    line.quantity + coalesce((SELECT sum(back.quantity) FROM sale_line AS back WHERE back.of_id = line.id), 0) > 0
"""
"""Something of the line did not come back."""
_BUYER: Final = """
    JOIN customer AS record ON record.id = sale.customer_id
    JOIN customer AS person ON person.id = coalesce(record.merged_into_id, record.id) AND person.erased_at IS NULL
"""

_OF_PEOPLE: Final = """sale.bday >= :since AND sale.customer_id IN (
    SELECT value FROM json_each(:customers)
    UNION ALL SELECT id FROM customer WHERE merged_into_id IN (SELECT value FROM json_each(:customers))
)"""


class ShopperRow(NamedTuple):
    customer: int
    days: int
    first: int
    last: int
    total: int
    seen: int


class DayRow(NamedTuple):
    customer: int
    bday: int


class BirthdayRow(NamedTuple):
    customer: int
    month: int
    day: int
    seen: int


class SoldRow(NamedTuple):
    customer: int
    id: int  # of the line, or of the sale
    name: str
    sold: int
    days: int  # of its life; 0 where that is not asked


class TagRow(NamedTuple):
    customer: int
    id: int
    text: str
    review_on: int


class MadeRow(NamedTuple):
    key: str


class BusyRow(NamedTuple):
    customer: int


class NumberRow(NamedTuple):
    number: int


class OccasionQueries:
    """Bound to one reader or store; use it on its thread only. Days are business days."""

    def __init__(self, reader: Reader) -> None:
        def rows(row: type[R], sql: str) -> Written[R]:
            return Written(reader, row, sql)

        seen = 'max("last", coalesce(last_seen, 0))'
        self.shoppers = rows(
            ShopperRow,
            f"""
            SELECT id, days, "first", "last", total, {seen} FROM customer_stat
            JOIN customer ON customer.id = customer_stat.customer_id
            WHERE {LIVING} AND ("first" >= :first_from OR {seen} >= :seen_from)
            """,
        )
        self._days = rows(
            DayRow,
            f"SELECT DISTINCT person, bday FROM ({PURCHASES.format(scope=_OF_PEOPLE)})",
        )
        self._birthdays = rows(
            BirthdayRow,
            f"""
            SELECT customer.id, birth_month, birth_day, max(coalesce("last", 0), coalesce(last_seen, 0)) FROM customer
            LEFT JOIN customer_stat ON customer_stat.customer_id = customer.id
            WHERE {LIVING} AND birth_month IN (SELECT value FROM json_each(:months)) AND birth_day IS NOT NULL
            """,
        )
        self.lives = rows(
            SoldRow,
            f"""
            SELECT person.id, line.id, line.name, sale.bday, life.days
            FROM (SELECT DISTINCT life_days AS days FROM product WHERE life_days IS NOT NULL) AS life
            CROSS JOIN sale INDEXED BY sale_bday_at ON sale.bday BETWEEN :low - life.days AND :high - life.days
            JOIN sale_line AS line ON line.sale_id = sale.id
            JOIN product ON product.id = line.product_id AND product.life_days = life.days
            {_BUYER}
            WHERE sale.of_id IS NULL AND {_KEPT} AND NOT EXISTS (
                SELECT 1 FROM sale AS newer JOIN sale_line AS newer_line ON newer_line.sale_id = newer.id
                JOIN product AS newer_product ON newer_product.id = newer_line.product_id
                WHERE newer.customer_id IN (SELECT id FROM customer WHERE id = person.id OR merged_into_id = person.id)
                    AND newer.bday > sale.bday AND newer.of_id IS NULL
                    AND newer_product.product_group = product.product_group
            )
            """,
        )
        self._purchases = rows(
            SoldRow,
            f"""
            SELECT person.id, sale.id, line.name, sale.bday, 0
            FROM sale INDEXED BY sale_bday_at JOIN sale_line AS line ON line.sale_id = sale.id
            JOIN product ON product.id = line.product_id
            {_BUYER}
            WHERE sale.bday BETWEEN :low AND :high AND sale.of_id IS NULL AND {_KEPT}
                AND product.product_group IN (SELECT value FROM json_each(:groups))
            ORDER BY line.net DESC, line.place
            """,
        )
        self.tags = rows(
            TagRow,
            f"""
            SELECT customer_id, tag_on.id, text, review_on FROM tag_on
            JOIN customer ON customer.id = tag_on.customer_id
            WHERE {LIVING} AND off_at IS NULL AND NOT sensitive AND review_on BETWEEN :low AND :high
                AND ("until" IS NULL OR "until" >= :high)
            """,
        )
        self._made = rows(MadeRow, "SELECT key FROM follow_up WHERE key IN (SELECT value FROM json_each(:keys))")
        self._busy = rows(
            BusyRow,
            """
            SELECT DISTINCT customer_id FROM follow_up WHERE customer_id IN (SELECT value FROM json_each(:customers))
                AND (state = 'open' OR max(bday, coalesce(settled_bday, 0)) > :since)
            """,
        )
        self.made_on = rows(NumberRow, "SELECT count(*) FROM follow_up WHERE bday = :bday")

    def days(self, customers: Iterable[int], since: int) -> list[DayRow]:
        """The days from `since` on on which these bought; a fully returned sale is none."""
        return self._days.all(customers=json.dumps(list(customers)), since=since)

    def birthdays(self, months: Iterable[int]) -> list[BirthdayRow]:
        """Who was born in these months (1 to 12)."""
        return self._birthdays.all(months=json.dumps(list(months)))

    def purchases(self, groups: Iterable[str], low: int, high: int) -> list[SoldRow]:
        """What was sold of these groups of products, the most valuable first."""
        return self._purchases.all(groups=json.dumps(list(groups)), low=low, high=high)

    def made(self, keys: Iterable[str]) -> set[str]:
        """Of these keys, those of which there is a follow-up already."""
        return {row.key for row in self._made.all(keys=json.dumps(list(keys)))}

    def busy(self, customers: Iterable[int], since: int) -> set[int]:
        """Of these customers, those with an open follow-up, or with one that was made or settled after `since`."""
        return {row.customer for row in self._busy.all(customers=json.dumps(list(customers)), since=since)}
