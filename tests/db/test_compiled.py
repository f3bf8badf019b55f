"""A query compiled once says the same as the query, with rows that have names."""

from typing import Any, NamedTuple

import apsw
import pytest
from peewee import fn

from db.compiled import Compiled, param
from db.connection import Store
from db.models import Card, Customer, PointLot, Visit
from tests.db.people import new_customer


class CardOf(NamedTuple):
    card: int
    customer: int
    number: int
    name: str


class Count(NamedTuple):
    count: int


def card_of(store: Store) -> Compiled[CardOf]:
    query = Card.select(Card.id, Card.customer, Customer.number, Customer.name).join(Customer)
    return Compiled(store.database, query.where(Card.digest == param("digest")), CardOf)


@pytest.fixture
def customer(store: Store) -> int:
    with store.transaction():
        customer = new_customer(store, 7, name="𠮷田 茂")
        Card.insert(
            id=store.new_id(), customer=customer, digest=b"\1" * 16, last4="00A1", kind="felica", state="active", at=1
        ).execute()
    return customer


def test_one_row_with_names_or_none(store: Store, customer: int) -> None:
    query = card_of(store)
    found = query.one(digest=b"\1" * 16)
    assert found is not None
    assert (found.customer, found.number, found.name) == (customer, 7, "𠮷田 茂")
    assert isinstance(found, CardOf)
    assert query.one(digest=b"\2" * 16) is None
    assert query.all(digest=b"\2" * 16) == []


def test_all_rows_in_order_and_a_limit_that_is_a_parameter(store: Store) -> None:
    with store.transaction():
        for number in (3, 1, 2):
            new_customer(store, number)
    query = Compiled(
        store.database, Customer.select(Customer.number).order_by(Customer.number).limit(param("limit")), Count
    )
    assert query.all(limit=2) == [(1,), (2,)]
    assert query.all(limit=9) == [(1,), (2,), (3,)]


def test_run_says_how_many_rows_changed(store: Store, customer: int) -> None:
    new_visit = Compiled(
        store.database,
        Visit.insert(
            id=param("id"), customer=param("customer"), bday=param("bday"), at=param("at"), clock_ok=True
        ).on_conflict_ignore(),
        tuple[Any, ...],
    )
    day = {"customer": customer, "bday": 20000, "at": 1}
    assert new_visit.run(id=store.new_id(), **day) == 1
    assert new_visit.run(id=store.new_id(), **day) == 0
    assert Visit.select().count() == 1


def test_a_parameter_may_stand_twice(store: Store, customer: int) -> None:
    new_lot = Compiled(
        store.database,
        PointLot.insert(id=param("id"), customer=param("customer"), bday=1, points=param("p"), left=param("p")),
        tuple[Any, ...],
    )
    new_lot.run(id=store.new_id(), customer=customer, p=5)
    lot = PointLot.get()
    assert (lot.points, lot.left, lot.expires) == (5, 5, None)


def test_a_broken_constraint_raises_without_the_values(store: Store, customer: int) -> None:
    rename = Compiled(store.database, Customer.update(name=param("name")), tuple[Any, ...])
    renumber = Compiled(store.database, Customer.update(number=param("number")), tuple[Any, ...])
    with pytest.raises(apsw.ConstraintError, match=r"customer\.name") as raised:
        rename.run(name=b"\xe5\x90\x89")
    assert "吉" not in str(raised.value)
    with pytest.raises(apsw.ConstraintError, match="number > 0"):
        renumber.run(number=-3)


def test_a_missing_parameter_is_named(store: Store) -> None:
    with pytest.raises(KeyError, match="digest"):
        card_of(store).one()


def test_a_row_that_does_not_fit_the_columns_is_refused_at_once(store: Store) -> None:
    with pytest.raises(TypeError, match="Count has 1 fields for 2 columns"):
        Compiled(store.database, Customer.select(Customer.id, Customer.name), Count)


def test_the_text_is_made_once_so_that_the_driver_keeps_it_prepared(store: Store, customer: int) -> None:
    query = card_of(store)
    query.one(digest=b"\1" * 16)
    before = store.database.connection().cache_stats()
    for _ in range(10):
        query.one(digest=b"\1" * 16)
    after = store.database.connection().cache_stats()
    assert after["hits"] - before["hits"] == 10
    assert after["misses"] == before["misses"]


def test_a_function_s_answer_has_the_row_s_name(store: Store, customer: int) -> None:
    assert Compiled(store.database, Customer.select(fn.COUNT(Customer.id)), Count).one() == Count(count=1)
