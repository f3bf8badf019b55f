"""The figures of the sample shop: counted by hand, anew, and with every fault that `verify` promises to name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from db.connection import FILE, Store
from db.figures import are_missing, counting, rebuild, recount_day, recount_person
from db.verify import Code, verify
from tests.db.naive_figures import TABLES, counted, kept
from tests.db.shop import fill_shop
from tests.db.test_verify import spoil

MONTH = "(SELECT max(month) FROM {0})"
CUSTOMER = "(SELECT min(customer_id) FROM customer_stat WHERE days > 2)"
A_PRODUCT = "(SELECT min(product_id) FROM product_month WHERE month = " + MONTH.format("product_month") + ")"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("figures"))
    fill_shop(store, customers=60)
    yield store
    store.close()


@pytest.fixture
def shop(folder: Path, sample: Store) -> Path:
    sample.empty_log()
    folder.mkdir()
    (folder / FILE).write_bytes((sample.folder / FILE).read_bytes())
    return folder


def one(store: Store, sql: str) -> Any:
    return store.database.execute_sql(f"SELECT {sql}").fetchone()[0]


def test_the_sample_has_figures_and_they_are_those_counted_by_hand(sample: Store) -> None:
    figures = kept(sample.database)
    assert all(figures[table] for table in TABLES)
    assert figures == counted(sample.database)


def test_anew_is_the_same(shop: Path) -> None:
    store = Store.open(shop)
    before = kept(store.database)
    told: list[tuple[int, int]] = []
    with store.transaction():
        rebuild(store.database.connection(), lambda done, total: told.append((done, total)))
    assert kept(store.database) == before
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len({row[0] for row in before["product_month"]})
    store.close()


def test_they_are_missing_only_when_there_are_sales_and_none_was_counted(shop: Path, tmp_path: Path) -> None:
    empty = Store.open(tmp_path / "empty")
    assert not are_missing(empty.database.connection())
    empty.close()
    store = Store.open(shop)
    assert not are_missing(store.database.connection())
    store.database.execute_sql("DELETE FROM day_stat")
    assert are_missing(store.database.connection())
    store.close()


@pytest.mark.parametrize(
    ("sql", "code", "key", "figures"),
    [
        (
            f"UPDATE customer_stat SET total = total + 1 WHERE customer_id = {CUSTOMER}",
            Code.CUSTOMER_STAT,
            (CUSTOMER,),
            "total {}, but the sales make {}",
        ),
        (
            f"UPDATE customer_stat SET second = second + 1 WHERE customer_id = {CUSTOMER}",
            Code.CUSTOMER_STAT,
            (CUSTOMER,),
            "second {}, but the sales make {}",
        ),
        (
            f"DELETE FROM customer_stat WHERE customer_id = {CUSTOMER}",
            Code.CUSTOMER_STAT,
            (CUSTOMER,),
            "missing, but the sales make days {}, sales {}, first {}, second {}, last {}, total {}",
        ),
        (
            "UPDATE day_stat SET cardless_sales = cardless_sales + 1 WHERE bday = (SELECT max(bday) FROM day_stat)",
            Code.DAY_STAT,
            ("(SELECT max(bday) FROM day_stat)",),
            "cardless_sales {}, but the sales make {}",
        ),
        ("INSERT INTO day_stat VALUES (1, 1, 500, 0, 0)", Code.DAY_STAT, ("1",), "no sale makes it"),
        (
            f"UPDATE month_customer SET days = days + 1, sales = sales + 1 WHERE customer_id = {CUSTOMER}"
            f" AND month = (SELECT max(month) FROM month_customer WHERE customer_id = {CUSTOMER})",
            Code.MONTH_CUSTOMER,
            (f"(SELECT max(month) FROM month_customer WHERE customer_id = {CUSTOMER})", CUSTOMER),
            "days {}, but the sales make {}; sales {}, but the sales make {}",
        ),
        (
            f"INSERT INTO month_customer VALUES (7, {CUSTOMER}, 1, 1, 5, 5, 0)",
            Code.MONTH_CUSTOMER,
            ("7", CUSTOMER),
            "no sale makes it",
        ),
        (
            f"UPDATE product_month SET quantity = quantity + 1 WHERE product_id = {A_PRODUCT}"
            f" AND month = {MONTH.format('product_month')}",
            Code.PRODUCT_MONTH,
            (MONTH.format("product_month"), A_PRODUCT),
            "quantity {}, but the sales make {}",
        ),
        (
            "INSERT INTO class_month SELECT 680, '', 'first', count(*), 0 FROM customer_stat",
            Code.CLASS_MONTH,
            ("680",),
            "{} people and {} yen, but the sales make {} and {}",
        ),
    ],
)
def test_a_fault_is_found_by_name(shop: Path, sql: str, code: Code, key: tuple[str, ...], figures: str) -> None:
    store = Store.open(shop)
    row = tuple(one(store, part) for part in key)
    store.close()
    spoil(shop, sql)
    (found,) = verify(shop)
    assert (found.code, found.table, found.rows) == (code, str(code), row)
    assert re.sub(r"\d+", "{}", found.figures) == figures


def test_a_difference_is_made_right_by_counting_anew(shop: Path) -> None:
    spoil(shop, "UPDATE customer_stat SET total = total + 1; DELETE FROM product_month; DELETE FROM day_stat")
    assert {one.code for one in verify(shop)} == {Code.CUSTOMER_STAT, Code.PRODUCT_MONTH, Code.DAY_STAT}
    store = Store.open(shop)
    with store.transaction():
        rebuild(store.database.connection())
    store.close()
    assert verify(shop) == []


def test_a_movement_that_adds_up_is_no_difference(shop: Path) -> None:
    store = Store.open(shop)
    people = one(store, "count(*) FROM customer_stat")
    month = one(store, "max(month) FROM month_customer")
    total = one(store, f"sum(total) FROM month_customer WHERE month = {month}")
    store.database.execute_sql(
        "INSERT INTO class_month VALUES (?, '', 'first', 1, ?), (?, 'first', 'first-lapsed', ?, 0)",
        (month, total, month, people - 1),
    )
    store.close()
    assert verify(shop) == []


def test_a_recount_looks_at_no_more_sales_than_it_must(shop: Path) -> None:
    """SQLite knows no figures: where an index holds sales that are no refund, it walks all of them."""
    store = Store.open(shop)
    connection = store.database.connection()
    counted_by: list[tuple[str, Any]] = []

    def keep(_: apsw.Cursor, sql: str, bindings: Any) -> bool:
        if "AS back" in sql:
            counted_by.append((sql, bindings))
        return True

    connection.exec_trace = keep
    with store.transaction():
        recount_person(connection, one(store, CUSTOMER))
        recount_day(connection, one(store, "max(bday) FROM day_stat"))
        rebuild(connection)
    connection.exec_trace = None
    assert len(counted_by) > 3
    with counting(connection):
        plans = [
            [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + sql, bindings)]
            for sql, bindings in counted_by
        ]
    for plan in plans:
        sales = [step for step in plan if step.startswith(("SEARCH sale ", "SCAN sale "))]
        assert sales
        assert all("sale_customer_id" in step or "sale_bday_at" in step for step in sales), sales
    store.close()
