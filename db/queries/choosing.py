"""Which customers fit some conditions, what there is to choose from, and where a letter goes.

For a reader in its own thread: nothing here is quick enough for the counter. What a figure means is for kiosk.rules.
"""

import json
from collections.abc import Collection
from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, SQL, fn

from db.compiled import Compiled
from db.connection import Reader
from db.models import (
    Customer,
    CustomerStat,
    Fact,
    Heading,
    Product,
    Sale,
    SaleLine,
    TagOn,
    Visit,
)
from db.queries.living import living

R = TypeVar("R", bound=tuple[Any, ...])


class CandidateRow(NamedTuple):
    id: int
    number: int
    name: str
    household: int | None
    days: int | None
    first: int | None
    last: int | None
    total: int | None


class TextRow(NamedTuple):
    text: str
    people: int


class FactRow(NamedTuple):
    heading: int
    heading_text: str
    text: str
    people: int
    sort: int


class ProductRow(NamedTuple):
    id: int
    name: str
    sold: int


class GroupRow(NamedTuple):
    text: str
    sold: int


class AddressRow(NamedTuple):
    id: int
    number: int
    name: str
    reading: str
    postcode: str
    address: str


class ChoosingQueries:
    """Bound to one reader; use it in its thread only."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def candidates(
        self,
        *,
        tags: Collection[str] = (),
        facts: Collection[tuple[int, Collection[str]]] = (),
        groups: Collection[str] = (),
        products: Collection[int] = (),
        bought_since: int | None = None,
        seen_since: int | None = None,
        unseen_since: int | None = None,
        new_since: int | None = None,
        total: int | None = None,
        birth_month: int | None = None,
        today: int,
    ) -> list[CandidateRow]:
        """By reading. Days are business days; `unseen_since`: the last visit was on that day or before. A tag holds
        until its day is over; those that are sensitive count for nothing. `facts`: a heading, and one of these texts.
        """
        query = (
            Customer.select(
                Customer.id,
                Customer.number,
                Customer.name,
                Customer.household,
                CustomerStat.days,
                CustomerStat.first,
                CustomerStat.last,
                CustomerStat.total,
            )
            .join(CustomerStat, JOIN.LEFT_OUTER, on=(CustomerStat.customer == Customer.id))
            .where(living())
            .order_by(Customer.reading_key, Customer.number)
        )
        if tags:
            query = query.where(_has(TagOn, (TagOn.sensitive == 0) & _holds(today) & _in(TagOn.text, tags)))
        for heading, texts in facts:
            query = query.where(_has(Fact, (Fact.heading == heading) & _in(Fact.text, texts)))
        if groups or products or bought_since is not None:
            query = query.where(Customer.id.in_(_bought(groups, products, bought_since)))
        if seen_since is not None:
            query = query.where(Customer.last_seen >= seen_since)
        if unseen_since is not None:
            query = query.where(Customer.last_seen <= unseen_since)
        if new_since is not None:
            first = Visit.select(fn.MIN(Visit.bday)).where(Visit.customer == Customer.id)
            query = query.where(first >= new_since)
        if total is not None:
            query = query.where(CustomerStat.total >= total)
        if birth_month is not None:
            query = query.where(Customer.birth_month == birth_month)
        return self._all(CandidateRow, query)

    def tags(self, today: int, limit: int) -> list[TextRow]:
        """What is on somebody now and hides nothing, the most frequent first."""
        people = fn.COUNT(TagOn.id)
        query = (
            TagOn.select(TagOn.text, people)
            .where(TagOn.off_at.is_null() & (TagOn.sensitive == 0) & _holds(today))
            .group_by(TagOn.text)
            .order_by(people.desc(), TagOn.text)
            .limit(limit)
        )
        return self._all(TextRow, query)

    def facts(self, limit: int) -> list[FactRow]:
        """What is known of somebody now: the most frequent `limit` facts, by headings in the shop's order."""
        people = fn.COUNT(Fact.id)
        query = (
            Fact.select(Fact.heading, Heading.text, Fact.text, people, Heading.sort)
            .join(Heading)
            .where(Fact.off_at.is_null() & (Heading.active == 1))
            .group_by(Fact.heading, Fact.text)
            .order_by(people.desc(), Heading.sort, Fact.text)
            .limit(limit)
        )
        return sorted(self._all(FactRow, query), key=lambda row: (row.sort, row.heading))

    def products(self, limit: int) -> list[ProductRow]:
        """Those that were sold most often first."""
        sold = fn.COUNT(SaleLine.id)
        query = (
            Product.select(Product.id, Product.name, sold)
            .join(SaleLine, JOIN.LEFT_OUTER, on=(SaleLine.product == Product.id))
            .where(Product.active == 1)
            .group_by(Product.id)
            .order_by(sold.desc(), Product.reading_key, Product.id)
            .limit(limit)
        )
        return self._all(ProductRow, query)

    def groups(self, limit: int) -> list[GroupRow]:
        """Those with the most products first."""
        products = fn.COUNT(Product.id)
        query = (
            Product.select(Product.product_group, products)
            .where((Product.active == 1) & (Product.product_group != ""))
            .group_by(Product.product_group)
            .order_by(products.desc(), Product.product_group)
            .limit(limit)
        )
        return self._all(GroupRow, query)

    def addresses(self, customers: Collection[int]) -> list[AddressRow]:
        """Where their letters go, by reading. Only of living records."""
        query = (
            Customer.select(
                Customer.id,
                Customer.number,
                Customer.name,
                Customer.reading,
                Customer.postcode,
                Customer.address,
            )
            .where(living() & _in(Customer.id, customers))
            .order_by(Customer.reading_key, Customer.number)
        )
        return self._all(AddressRow, query)

    def _all(self, row: type[R], query: Any) -> list[R]:
        return Compiled(self._reader.database, query, row).all()


def _in(column: Any, values: Collection[Any]) -> Any:
    """However many: each would else be a parameter of its own, of which there may be so many and no more."""
    return column.in_(SQL("(SELECT value FROM json_each(?))", [json.dumps(list(values))]))


def _holds(today: int) -> Any:
    return TagOn.until.is_null() | (TagOn.until >= today)


def _has(table: Any, condition: Any) -> Any:
    """On the person, or on the household."""
    rows = table.select(SQL("1")).where(
        table.off_at.is_null() & condition & ((table.customer == Customer.id) | (table.household == Customer.household))
    )
    return fn.EXISTS(rows)


def _bought(groups: Collection[str], products: Collection[int], since: int | None) -> Any:
    """Who bought something and kept it; under the record that is kept."""
    buyer, back = Customer.alias(), SaleLine.alias()
    kept = SaleLine.quantity + fn.COALESCE(back.select(fn.SUM(back.quantity)).where(back.of == SaleLine.id), 0) > 0
    query = (
        SaleLine.select(fn.COALESCE(buyer.merged_into, buyer.id))
        .join(Sale)
        .join(buyer, on=(buyer.id == Sale.customer))
        .switch(SaleLine)
        .join(Product, JOIN.LEFT_OUTER, on=(Product.id == SaleLine.product))
        .where(Sale.of.is_null() & kept)
    )
    if groups or products:
        query = query.where(_in(Product.product_group, groups) | _in(Product.id, products))
    return query if since is None else query.where(Sale.bday >= since)
