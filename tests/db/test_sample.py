"""The sample shop is believable, the same for a seed, and adds up."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import models
from db.connection import Store
from db.models import Card, Customer, Note, PointLot, Staff, Tag, TagOn, Visit
from db.sample import SAMPLE_CARDS
from db.verify import verify
from tests.db.shop import TODAY, card_digest, fill_shop, words


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("sample"))
    fill_shop(store)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def bound(shop: Store) -> None:
    """Another store of a test may have taken the models."""
    models.database.initialize(shop.database)


def owner(n: int) -> Customer:
    card = SAMPLE_CARDS[n]
    found: Customer = Customer.select().join(Card).where(Card.digest == card_digest(card.uid, card.kind)).get()
    return found


def tags(customer: Customer) -> list[TagOn]:
    on = (TagOn.customer == customer) | ((TagOn.household == customer.household) & TagOn.household.is_null(False))
    return list(TagOn.select().where(on & TagOn.off_at.is_null()))


def last_visit(customer: Customer) -> int:
    return max(visit.bday for visit in Visit.select().where(Visit.customer == customer))


def test_it_adds_up(shop: Store) -> None:
    assert verify(shop.folder, words=words) == []


def test_two_hundred_customers_with_two_years_of_visits() -> None:
    assert Customer.select().count() == 200
    assert [c.number for c in Customer.select().order_by(Customer.number)] == list(range(1, 201))
    assert Visit.select().count() > 1500
    assert all(TODAY - 735 <= visit.bday < TODAY for visit in Visit.select())
    assert not any(visit.bday % 7 == 6 for visit in Visit.select())  # closed on Wednesdays
    assert Counter(s.role for s in Staff.select()) == {"owner": 1, "staff": 2}


def test_ids_sort_by_time() -> None:
    visits = list(Visit.select().order_by(Visit.id))
    assert visits == sorted(visits, key=lambda visit: visit.at)


def test_names_and_notes_are_those_of_a_shop() -> None:
    names = "".join(c.name for c in Customer.select())
    assert set("髙﨑𠮷邊") <= set(names)
    assert 3 <= Customer.select().where(Customer.name == "").count() <= 20
    assert len({note.text for note in Note.select()}) >= 120
    assert all(c.phone == c.phone_tail[::-1] for c in Customer.select())


def test_the_palette_has_actions_and_few_sensitive_ones() -> None:
    presets = list(Tag.select())
    assert 15 <= len(presets) <= 22
    assert 2 <= sum(preset.sensitive for preset in presets) <= 4
    assert any("{hour}" in preset.text for preset in presets)
    assert not any("{" in on.text for on in TagOn.select())
    due = TagOn.select().where((TagOn.review_on <= TODAY) & TagOn.off_at.is_null()).count()
    assert 1 <= due <= 12


def test_the_regular_has_tags_on_her_household() -> None:
    regular = owner(0)
    assert regular.name == "佐藤 和子"
    assert "配達は15時以降" in {tag.text for tag in tags(regular) if tag.household is not None}
    assert TODAY - 14 <= last_visit(regular) <= TODAY - 12


def test_the_others_worth_showing() -> None:
    assert TODAY - last_visit(owner(1)) >= 120
    assert (owner(2).birth_month, owner(2).birth_day) == (11, 27)
    assert any(tag.review_on is not None and tag.review_on <= TODAY for tag in tags(owner(3)))
    assert [card.state for card in Card.select().where(Card.customer == owner(4))] == ["lost"]
    assert {tag.sensitive for tag in tags(owner(5))} == {False, True}
    assert owner(6).name.startswith("𠮷田")
    assert owner(7).name.startswith("岩﨑")
    newest = owner(8)
    assert (newest.name, newest.number) == ("", 200)
    assert Visit.select().where(Visit.customer == newest).count() == 1


def test_points_live_a_year_and_are_then_taken_back() -> None:
    lots = list(PointLot.select())
    assert all((lot.left == 0) == (lot.expires < TODAY) for lot in lots)
    assert {lot.left for lot in lots} == {0, 5}


def test_a_seed_makes_the_same_shop_and_another_seed_another(tmp_path: Path) -> None:
    def told(seed: int, name: str) -> list[object]:
        store = Store.open(tmp_path / name)
        fill_shop(store, seed, 30)
        rows = store.database.execute_sql(
            "SELECT number, name, phone, bday, (SELECT group_concat(text) FROM note WHERE customer_id = customer.id),"
            " (SELECT group_concat(at) FROM visit WHERE customer_id = customer.id) FROM customer ORDER BY number"
        ).fetchall()
        store.close()
        return list(rows)

    assert told(1, "a") == told(1, "b")
    assert told(1, "c") != told(2, "d")


def test_a_shop_with_customers_is_left_alone(shop: Store) -> None:
    with pytest.raises(ValueError, match="customers already"):
        fill_shop(shop)
    assert Customer.select().count() == 200
