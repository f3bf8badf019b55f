"""The roster's lists, read on a reader: whose letters come back, who moved, who was not seen for long, what is missing.

Whoever does not want letters, or was looked at on or after a day, is in no list that asks for an address.
"""

from typing import Any, Final, NamedTuple, TypeVar

from db.connection import Reader
from db.words import LIVING
from db.written import Written

R = TypeVar("R", bound=tuple[Any, ...])


class RosterRow(NamedTuple):
    customer: int
    number: int
    name: str
    post: int  # what came back, or went nowhere, was a letter; else a mail
    since: int | None  # business day of the trouble, else of the last visit
    total: int  # rows of the list, of which no more than the limit come


_SEEN: Final = 'coalesce(max(last_seen, "last"), last_seen, "last")'
_NEWEST: Final = f"ORDER BY {_SEEN} DESC, customer.id DESC LIMIT :limit"
_LATEST: Final = "ORDER BY coalesce(post_trouble_on, mail_trouble_on) DESC, customer.id DESC LIMIT :limit"
_FROM: Final = f"""
FROM customer LEFT JOIN customer_stat ON customer_stat.customer_id = customer.id WHERE {LIVING}
"""
_LOOKED_AT: Final = "coalesce(looked_at_on, 0) < :looked_at"


def _no(channel: str) -> str:
    return f"""
    EXISTS (SELECT 1 FROM wish WHERE wish.customer_id = customer.id AND channel = '{channel}' AND off_at IS NULL
        AND NOT allowed)
    """


class RosterQueries:
    """Bound to one reader; use it on its thread only. Parameters are keywords, days are business days."""

    def __init__(self, reader: Reader) -> None:
        def rows(sql: str) -> Written[RosterRow]:
            return Written(reader, RosterRow, sql)

        columns = "SELECT customer.id, number, name"
        trouble = f"{columns}, post_trouble IS NOT NULL, coalesce(post_trouble_on, mail_trouble_on), count(*) OVER ()"
        seen = f"{columns}, 1, {_SEEN}, count(*) OVER ()"
        self.trouble = rows(
            f"""
            {trouble} {_FROM} AND (
                (post_trouble = :trouble AND NOT {_no("post")}) OR (mail_trouble = :trouble AND NOT {_no("mail")})
            )
            {_LATEST}
            """,
        )
        self.unseen = rows(
            f"{seen} {_FROM} AND {_SEEN} < :seen AND {_LOOKED_AT} AND NOT ({_no('post')} AND {_no('mail')}) {_NEWEST}",
        )
        self.no_consent = rows(
            f"""
            {seen} {_FROM} AND email <> '' AND {_LOOKED_AT} AND NOT {_no("mail")} AND NOT EXISTS (
                SELECT 1 FROM consent WHERE consent.customer_id = customer.id AND channel = 'mail' AND off_at IS NULL
            ) {_NEWEST}
            """,
        )
        self.no_address = rows(f"{seen} {_FROM} AND address = '' AND {_LOOKED_AT} AND NOT {_no('post')} {_NEWEST}")
