"""How people can be reached: which addresses there are, what they wished and agreed to, when they were last reached.

On the counter's store for one person, on a reader for many. What it means is for kiosk.rules.reach.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from db.connection import Reader
from db.written import Written

R = TypeVar("R", bound=tuple[Any, ...])

_THEY = "IN (SELECT value FROM json_each(:customers))"


class AddressRow(NamedTuple):
    customer: int
    erased: int
    address: int
    phone: int
    email: int
    post_trouble: str | None
    mail_trouble: str | None


class WishRow(NamedTuple):
    customer: int
    channel: str
    allowed: int
    every_days: int | None


class ConsentRow(NamedTuple):
    customer: int
    channel: str


class EmailRow(NamedTuple):
    customer: int
    email: str


class LastContactRow(NamedTuple):
    customer: int
    channel: str
    bday: int


class ReachQueries:
    """Bound to one reader or store; use it on its thread only. Each answers for the customers it is given."""

    def __init__(self, reader: Reader) -> None:
        def rows(row: type[R], sql: str) -> Written[R]:
            return Written(reader, row, sql)

        self._addresses = rows(
            AddressRow,
            "SELECT id, erased_at IS NOT NULL, address <> '', phone <> '', email <> '', post_trouble, mail_trouble"
            f" FROM customer WHERE id {_THEY}",
        )
        self._wishes = rows(
            WishRow,
            f"SELECT customer_id, channel, allowed, every_days FROM wish WHERE customer_id {_THEY} AND off_at IS NULL",
        )
        self._consents = rows(
            ConsentRow,
            f"SELECT DISTINCT customer_id, channel FROM consent WHERE customer_id {_THEY} AND off_at IS NULL",
        )
        self._emails = rows(EmailRow, f"SELECT id, email FROM customer WHERE id {_THEY} AND email <> ''")
        self._last = rows(
            LastContactRow,
            "SELECT customer_id, channel, max(bday) FROM contact"
            # a talk at the counter is nothing that was sent, and a slip reaches nobody: they came
            f" WHERE customer_id {_THEY} AND channel NOT IN ('talk', 'slip') GROUP BY 1, 2",
        )

    def addresses(self, customers: Iterable[int]) -> list[AddressRow]:
        return self._addresses.all(customers=json.dumps(list(customers)))

    def wishes(self, customers: Iterable[int]) -> list[WishRow]:
        """Those that hold."""
        return self._wishes.all(customers=json.dumps(list(customers)))

    def consents(self, customers: Iterable[int]) -> list[ConsentRow]:
        """Those that hold."""
        return self._consents.all(customers=json.dumps(list(customers)))

    def emails(self, customers: Iterable[int]) -> list[EmailRow]:
        """The addresses themselves."""
        return self._emails.all(customers=json.dumps(list(customers)))

    def last_contacts(self, customers: Iterable[int]) -> list[LastContactRow]:
        return self._last.all(customers=json.dumps(list(customers)))
