"""The sample shop is believable, the same for a seed, and adds up."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import models
from db.connection import Store
from db.models import (
    Card,
    Contact,
    Customer,
    Note,
    PointEntry,
    PointLot,
    Product,
    Sale,
    SaleLine,
    Staff,
    Tag,
    TagOn,
    Visit,
)
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
    taken_back = {entry.lot_id: entry.delta for entry in PointEntry.select().where(PointEntry.kind == "take_back")}
    assert all(lot.left == 0 for lot in lots if lot.expires < TODAY)
    assert all(lot.left == lot.points + taken_back.get(lot.id, 0) for lot in lots if lot.expires >= TODAY)
    visits = PointEntry.select().where(PointEntry.kind == "visit")
    assert {entry.delta for entry in visits} == {5}


def test_half_of_the_visits_bring_a_purchase() -> None:
    sales = list(Sale.select().where(Sale.of.is_null(), Sale.customer.is_null(False)))
    assert 0.4 < len(sales) / Visit.select().count() < 0.6
    visits = {(visit.customer_id, visit.bday) for visit in Visit.select()}
    assert all((sale.customer_id, sale.bday) in visits for sale in sales)
    assert all((sale.tax_10, sale.tax_8) == (sale.gross_10 * 10 // 110, sale.gross_8 * 8 // 108) for sale in sales)
    assert all(sale.earned == sale.total // 100 for sale in sales)
    assert {line.rate for line in SaleLine.select()} == {8, 10}


def test_some_buy_without_a_card_and_earn_nothing() -> None:
    sales = list(Sale.select().where(Sale.customer.is_null()))
    assert 0.3 < len(sales) / Sale.select().count() < 0.6
    assert all(sale.earned == 0 and sale.of_id is None and sale.bday < TODAY for sale in sales)
    months = {(sale.bday - TODAY) // 30 for sale in sales}
    assert months == set(range(min(months), 0))


def test_the_lines_make_the_sale() -> None:
    for sale in Sale.select():
        lines = list(SaleLine.select().where(SaleLine.sale == sale).order_by(SaleLine.place))
        assert [line.place for line in lines] == list(range(len(lines)))
        assert sum(line.amount for line in lines) == sale.goods
        assert sum(line.discount_share for line in lines) == sale.discount
        assert sum(line.net for line in lines) == sale.total
        assert sum(line.net for line in lines if line.rate == 8) == sale.gross_8
        assert sum(line.earned for line in lines) == sale.earned


def test_a_few_things_come_back() -> None:
    refunds = list(Sale.select().where(Sale.of.is_null(False)))
    assert 10 <= len(refunds) <= 80
    assert all(-refund.of.total <= refund.total < 0 and refund.at > refund.of.at for refund in refunds)
    assert {line.of.product_id == line.product_id for line in SaleLine.select().where(SaleLine.of.is_null(False))} == {
        True
    }


def test_products_have_codes_of_japan_with_a_right_check_digit() -> None:
    for product in Product.select():
        digits = [int(digit) for digit in product.code]
        assert (len(digits), product.code[:2]) == (13, "49")
        assert (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0
    assert Product.select().where(Product.life_days.is_null(False)).count() > 10


def test_people_are_introduced_by_those_who_came_before() -> None:
    introduced = list(Customer.select().where(Customer.introduced_by.is_null(False)))
    assert 5 <= len(introduced) <= 40
    assert all(one.introduced_by.at < one.at for one in introduced)
    assert owner(8).introduced_by == owner(0)


def test_the_shop_got_in_touch() -> None:
    assert {contact.channel for contact in Contact.select()} == {"phone", "post", "mail", "visit"}


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
