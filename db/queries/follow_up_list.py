"""Follow-ups as the counter needs them: those to do today, one, that of a customer; and what came of those of a time.

An open one stands under the record that is kept; whom it is about may have been erased, but then it is open no more.
"""

from typing import Any, Final, NamedTuple, TypeVar

from db.connection import Reader
from db.written import Written

R = TypeVar("R", bound=tuple[Any, ...])


class OpenRow(NamedTuple):
    id: int
    rule: str
    due: int
    wait_until: int | None
    bday: int
    seen: int | None  # the last day on which the customer came or bought


class FollowUpRow(NamedTuple):
    id: int
    rule: str
    customer: int
    name: str
    number: int
    phone: str
    since: int
    figure: int | None
    subject: str
    due: int


class NumberRow(NamedTuple):
    number: int


class SettledRow(NamedTuple):
    id: int
    rule: str
    state: str
    settled: int | None


class CameRow(NamedTuple):
    id: int
    bday: int


_SHOWN: Final = """
SELECT follow_up.id, rule, customer.id, name, number, phone, since, figure, subject, due FROM follow_up
JOIN customer ON customer.id = follow_up.customer_id
"""
_TO_DO: Final = "state = 'open' AND coalesce(wait_until, 0) <= :bday"


class FollowUpQueries:
    """Bound to one reader or store; use it on its thread only. Days are business days."""

    def __init__(self, reader: Reader) -> None:
        def rows(row: type[R], sql: str) -> Written[R]:
            return Written(reader, row, sql)

        self.open = rows(
            OpenRow,
            """
            SELECT follow_up.id, rule, due, wait_until, follow_up.bday, max(coalesce(last_seen, "last"),
                coalesce("last", last_seen))
            FROM follow_up JOIN customer ON customer.id = follow_up.customer_id
            LEFT JOIN customer_stat ON customer_stat.customer_id = customer.id
            WHERE state = 'open'
            """,
        )
        self.to_do = rows(FollowUpRow, f"{_SHOWN} WHERE {_TO_DO} ORDER BY due, follow_up.id LIMIT :limit")
        self.number_to_do = rows(NumberRow, f"SELECT count(*) FROM follow_up WHERE {_TO_DO}")
        self.one = rows(FollowUpRow, f"{_SHOWN} WHERE follow_up.id = :follow_up AND state = 'open'")
        self.of_customer = rows(
            FollowUpRow,
            f"{_SHOWN} WHERE follow_up.customer_id = :customer AND state = 'open' ORDER BY due, follow_up.id LIMIT 1",
        )
        self.made_between = rows(
            SettledRow,
            "SELECT id, rule, state, settled_bday FROM follow_up WHERE bday BETWEEN :low AND :high",
        )
        self.came = rows(
            CameRow,
            """
            WITH done AS (
                SELECT follow_up.id, record.id AS record, settled_bday AS settled FROM follow_up
                JOIN customer AS record
                    ON record.id = follow_up.customer_id OR record.merged_into_id = follow_up.customer_id
                WHERE follow_up.bday BETWEEN :low AND :high AND state = 'done'
            )
            SELECT done.id, visit.bday FROM done JOIN visit ON visit.customer_id = record
            WHERE visit.bday BETWEEN settled + 1 AND settled + :days
            UNION
            SELECT done.id, sale.bday FROM done JOIN sale ON sale.customer_id = record
            WHERE sale.bday BETWEEN settled + 1 AND settled + :days AND sale.of_id IS NULL
            """,
        )
