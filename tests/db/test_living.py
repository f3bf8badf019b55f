"""Leaving out who was merged or erased never costs a query its own index."""

import pytest

from db.connection import Store
from db.queries.counter import CounterQueries


@pytest.mark.parametrize(("name", "index"), [("by_reading", "customer_reading_key")])
def test_a_search_walks_its_own_index(store: Store, name: str, index: str) -> None:
    sql = getattr(CounterQueries(store), name).sql
    plan = store.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")).fetchall()
    assert any(f"INDEX {index} " in row[3] for row in plan), plan
