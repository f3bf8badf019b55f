"""The timeline, page by page, is what a naive sort of everything says; and it reads from indexes alone."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import models
from db.connection import Store
from db.models import Contact, Customer, Household, Note, Product, Sale, SaleLine, TagOn, Visit
from db.queries.timeline import NEWEST, TimelineQueries

TODAY = 20000
ME, OTHER, MERGED, HOME = 1, 2, 3, 9
NO_SUMS = {"discount": 0, "points_used": 0, "gross_8": 0, "tax_8": 0, "tax_10": 0, "earned": 0}
LINE = {"code": "", "rate": 10, "discount": 0, "discount_share": 0, "points_share": 0, "earned": 0}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("timeline"))
    with store.transaction():
        Household.insert(id=HOME, name="").execute()
        for number in (ME, OTHER, MERGED):
            into = ME if number == MERGED else None
            home = HOME if number == ME else None
            Customer.insert(id=number, number=number, household=home, merged_into=into, at=1, bday=1).execute()
    yield store
    store.close()


@pytest.fixture(autouse=True)
def bound(shop: Store) -> None:
    models.database.initialize(shop.database)


@pytest.fixture(scope="module")
def queries(shop: Store) -> TimelineQueries:
    return TimelineQueries(shop)


def put(kind: str, row: int, whose: int, at: int, off: int | None) -> Iterator[tuple[str, int, int]]:
    """Write one event; what the timeline must show of it, if it is this customer's."""
    mine = whose in (ME, MERGED)
    common: dict[str, Any] = {"id": row, "customer": whose, "at": at, "bday": at // 10}
    match kind:
        case "sale":
            Sale.insert(common, total=5, goods=5, gross_10=5, key=f"{row}", **NO_SUMS).execute()
        case "note":
            Note.insert(common, text=f"{row}").execute()
        case "visit":
            Visit.insert({**common, "bday": row}).execute()
        case "phone":
            Contact.insert(common, channel="phone", text="").execute()
            kind = "contact:phone"
        case "tag_on":
            home = {"customer": None, "household": HOME} if whose == HOME else {}
            mine = mine or whose == HOME
            off_at = None if off is None else at + off
            TagOn.insert({**common, **home}, text=f"{row}", off_at=off_at).execute()
            if mine and off_at is not None:
                yield "tag_off", row, off_at
    if mine:
        yield kind, row, at


EVENT = st.tuples(
    st.sampled_from(("sale", "note", "visit", "phone", "tag_on")),
    st.sampled_from((ME, ME, ME, OTHER, MERGED)),
    st.integers(1, 40),
    st.one_of(st.none(), st.integers(1, 40)),
)
HOMELY = st.tuples(st.just("tag_on"), st.just(HOME), st.integers(1, 40), st.one_of(st.none(), st.integers(1, 40)))


class _Undone(Exception):
    """The next example begins with an empty timeline."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(EVENT, EVENT, EVENT, HOMELY), max_size=40), st.integers(1, 7))
def test_the_pages_are_the_naive_sort(
    shop: Store, queries: TimelineQueries, events: list[tuple[str, int, int, int | None]], page: int
) -> None:
    with suppress(_Undone), shop.transaction():
        expected = [
            shown for row, (kind, whose, at, off) in enumerate(events, 100) for shown in put(kind, row, whose, at, off)
        ]
        expected.sort(key=lambda shown: (shown[2], shown[1]), reverse=True)
        read: list[tuple[str, int, int]] = []
        at = row = NEWEST
        while found := queries.timeline.all(customer=ME, household=HOME, at=at, id=row, limit=page):
            assert len(found) <= page
            read += [(one.kind, one.id, one.at) for one in found]
            at, row = found[-1].at, found[-1].id
        assert read == expected
        raise _Undone


def test_no_table_is_read_from_end_to_end(shop: Store, queries: TimelineQueries) -> None:
    for query in (queries.timeline, queries.last_said, queries.bonds, queries.lives, queries.came):
        values = [1] * query.sql.count("?")
        plan = [row[3] for row in shop.database.connection().execute("EXPLAIN QUERY PLAN " + query.sql, values)]
        scanned = {step.split()[1] for step in plan if step.startswith("SCAN")}
        assert scanned <= {"page", "said", "life"}  # what the query itself has gathered


def test_a_long_customers_page_reads_no_sorter_but_the_tags(shop: Store, queries: TimelineQueries) -> None:
    values = [1] * queries.timeline.sql.count("?")
    plan = [row[3] for row in shop.database.connection().execute("EXPLAIN QUERY PLAN " + queries.timeline.sql, values)]
    for table, index in (("sale", "customer_id_at"), ("visit", "customer_id_at"), ("note", "customer_id_at")):
        own = next(place for place, step in enumerate(plan) if f"{table}_{index}" in step)
        assert "TEMP B-TREE" not in plan[own + 1]


def sell(row: int, bday: int, *lines: tuple[int | None, str, int], of: int | None = None) -> None:
    sign = 1 if of is None else -1
    total = sign * sum(price for _, _, price in lines)
    Sale.insert(
        id=row, customer=OTHER, of=of, total=total, goods=total, gross_10=total, key=f"{row}", at=bday * 10, bday=bday,
        **NO_SUMS,
    ).execute()  # fmt: skip
    for place, (product, name, price) in enumerate(lines):
        amount = sign * price
        taken = None if of is None else of * 10 + place
        SaleLine.insert(
            id=row * 10 + place, sale=row, of=taken, place=place, product=product, name=name, quantity=sign,
            price=price, amount=amount, net=amount, **LINE,
        ).execute()  # fmt: skip


def test_lives_and_last_purchases(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    queries = TimelineQueries(store)
    window = {"customer": OTHER, "low": TODAY - 180, "high": TODAY + 60}
    day = {"customer": OTHER, "bday": TODAY}
    with store.transaction():
        Customer.insert(id=ME, number=1, name="佐藤", at=1, bday=1).execute()
        Customer.insert(id=OTHER, number=2, introduced_by=ME, at=1, bday=1).execute()
        for product, name, group, life in ((1, "冷蔵庫", "冷蔵庫", 3000), (2, "大きい冷蔵庫", "冷蔵庫", 3000)):
            Product.insert(
                id=product, name=name, price=1, rate=10, product_group=group, life_days=life, at=1, bday=1
            ).execute()
    bond = queries.bonds.one(**day)
    assert bond is not None
    assert bond == ("佐藤", 1, None, None)
    assert queries.lives.one(**window) is None
    with store.transaction():
        sell(10, TODAY - 2990, (1, "冷蔵庫", 100), (None, "電池", 5))
        sell(11, TODAY - 9, (None, "電池", 5), (None, "電球", 50))
        sell(12, TODAY, (None, "今日", 5))
    assert queries.lives.one(**window) == ("冷蔵庫", TODAY - 2990, 3000)
    bond = queries.bonds.one(**day)
    assert bond is not None
    assert (bond.bought, bond.bought_on) == ("電球", TODAY - 9)
    with store.transaction():
        sell(13, TODAY - 1, (None, "電池", 5), (None, "電球", 50), of=11)  # all of it comes back
    bond = queries.bonds.one(**day)
    assert bond is not None
    assert (bond.bought, bond.bought_on) == ("冷蔵庫", TODAY - 2990)
    with store.transaction():
        sell(14, TODAY - 400, (2, "大きい冷蔵庫", 200))  # a newer one of its group
    assert queries.lives.one(**window) is None
    store.close()
