"""Each condition by itself and together: exactly those whom it says, whatever was merged, erased or given back."""

from pathlib import Path
from typing import Any

import pytest

from db.connection import Store
from db.models import Contact, Customer, CustomerStat, Product
from kiosk.actions.choosing import Selection, offers, selection
from kiosk.actions.erasing import erase_person
from kiosk.actions.letters import draft_letter
from kiosk.actions.merging import merge
from kiosk.actions.months import Months
from kiosk.actions.question_names import names_of
from kiosk.actions.questions import question
from kiosk.actions.recipients import send_at_once
from kiosk.actions.refund import read_sale, refund
from kiosk.actions.sale import Sold, begin_sale, settle_sale
from kiosk.actions.visit import record_visit
from kiosk.rules.choosing import Choice, FactIs
from kiosk.rules.classes import CustomerClass
from kiosk.rules.letters import Way
from kiosk.rules.questions import Ask
from kiosk.rules.reach import ContactKind
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.share import Share
from kiosk.rules.units import CustomerId, ProductId, SaleId
from tests.flow.counter import Counter
from tests.letters.people import fact, household, person, tag, wish


@pytest.fixture
def shop(counter: Counter):
    """Five customers by number, and two products of two groups."""
    for number in range(1, 6):
        person(counter.books, number)
    with counter.books.deed() as deed:
        for at, (name, group) in enumerate((("洗濯機", "家電"), ("電池", "消耗品"))):
            Product.insert(
                id=at + 1, name=name, price=30_000, rate=10, product_group=group, at=deed.at, bday=deed.bday
            ).execute()
    return counter


@pytest.fixture
def counter(tmp_path: Path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def of(number: int) -> CustomerId:
    return CustomerId(Customer.get(Customer.number == number).id)


def buy(shop: Counter, number: int, product: int, pieces: int = 1) -> SaleId:
    sale = begin_sale(shop.books, of(number))
    line = OpenLine(price=30_000, rate=10, product=ProductId(product), quantity=pieces)
    done = settle_sale(shop.books, OpenSale(key=sale.key, customer=sale.customer, lines=(line,)))
    assert isinstance(done, Sold)
    return done.sale


def come(shop: Counter, *numbers: int) -> None:
    for number in numbers:
        record_visit(shop.books, of(number))


def selected(shop: Counter, way: Way = Way.SLIP, kind: ContactKind = ContactKind.EXCHANGE, **asked: Any) -> Selection:
    read = selection(Choice(**asked), way, kind, shop.books.settings, shop.books.today())
    with Store.open_reader(shop.folder) as reader:
        found = read(reader, lambda done, total: None)
    assert isinstance(found, Selection)
    return found


def numbers(shop: Counter, **asked: Any) -> list[int]:
    return sorted(one.number for one in selected(shop, **asked).people)


def test_without_a_condition_it_is_everybody_but_those_erased_and_merged(shop: Counter):
    erase_person(shop.books, of(4))
    merge(shop.books, of(1), of(2))
    assert numbers(shop) == [1, 3, 5]


def test_tags_and_facts_of_the_household_count_for_each_of_it_and_what_is_hidden_for_nobody(shop: Counter):
    home = household(shop.books, of(2), of(3))
    day_off = fact(shop.books, "休みの曜日", "水曜", customer=of(1))
    fact(shop.books, "休みの曜日", "木曜", household=home)
    hobby = fact(shop.books, "趣味", "太鼓", customer=of(2))
    tag(shop.books, "裏口へ", household=home)
    tag(shop.books, "通院中", sensitive=True, customer=of(1))
    tag(shop.books, "去年まで", customer=of(1), until=shop.books.today() - 1)
    wednesday, thursday, drum = FactIs(day_off, "水曜"), FactIs(day_off, "木曜"), FactIs(hobby, "太鼓")
    assert numbers(shop, facts=(wednesday,)) == [1]
    assert numbers(shop, facts=(thursday,)) == [2, 3]
    assert numbers(shop, facts=(wednesday, thursday)) == [1, 2, 3]
    assert numbers(shop, facts=(thursday, drum)) == [2]
    assert numbers(shop, tags=("裏口へ",)) == [2, 3]
    assert numbers(shop, tags=("通院中",)) == numbers(shop, tags=("去年まで",)) == []


def test_what_was_bought_and_kept(shop: Counter):
    kept, back = buy(shop, 1, 1), buy(shop, 2, 1, pieces=2)
    buy(shop, 3, 2)
    assert kept
    lines = read_sale(shop.books, back).lines
    refund(shop.books, back, {lines[0].id: 1}, "one of two")
    assert numbers(shop, groups=("家電",)) == [1, 2]
    refund(shop.books, back, {lines[0].id: 1}, "and the other")
    assert numbers(shop, groups=("家電",)) == [1]
    assert numbers(shop, products=(ProductId(2),)) == [3]
    assert numbers(shop, groups=("家電",), products=(ProductId(2),)) == [1, 3]
    merge(shop.books, of(5), of(3))
    assert numbers(shop, products=(ProductId(2),)) == [5]
    shop.next_day(31)
    buy(shop, 4, 1)
    assert numbers(shop, bought_days=30) == [4]
    assert numbers(shop, groups=("消耗品",), bought_days=30) == []
    assert numbers(shop, groups=("消耗品",), bought_days=31) == [5]


def test_whose_birthday_is_in_which_month(shop: Counter):
    for number, month in ((1, 11), (2, 12), (3, 1), (4, 2)):
        Customer.update(birth_month=month, birth_day=29 if month == 2 else 1).where(Customer.number == number).execute()
    assert numbers(shop, birthday_in=0) == [1]
    assert numbers(shop, birthday_in=1) == [2]
    assert numbers(shop, birthday_in=2) == [3]
    shop.next_day(20)  # the middle of December
    assert numbers(shop, birthday_in=0) == [2]
    assert numbers(shop, birthday_in=2) == [4]


def test_when_they_came(shop: Counter):
    come(shop, 1, 2)
    shop.next_day(60)
    come(shop, 2, 3)
    assert numbers(shop, unseen_days=60) == [1]
    assert numbers(shop, unseen_days=61) == []
    assert numbers(shop, seen_days=30) == [2, 3]
    assert numbers(shop, new_days=30) == [3]
    assert numbers(shop, new_days=60) == [1, 2, 3]


def test_classes_totals_and_whether_they_still_come(shop: Counter):
    buy(shop, 1, 1)
    buy(shop, 2, 1, pieces=3)
    shop.next_day(10)
    buy(shop, 2, 1)
    assert numbers(shop, classes=(CustomerClass.FIRST,)) == [1]
    assert numbers(shop, classes=(CustomerClass.FIRST, CustomerClass.TODDLER)) == [1, 2]
    assert numbers(shop, total_yen=100_000) == [2]
    assert numbers(shop, total_yen=30_000, classes=(CustomerClass.FIRST,)) == [1]
    assert numbers(shop, lapsed=True) == []
    shop.next_day(239)
    assert numbers(shop, lapsed=True) == [1]
    assert numbers(shop, lapsed=False) == [2]
    assert CustomerStat.select().count() == 2


def test_a_household_gets_its_letter_through_who_bought_most_of_those_who_may_be_written_to(shop: Counter):
    household(shop.books, of(1), of(2), of(3))
    buy(shop, 3, 1)
    assert numbers(shop, household=True) == [3, 4, 5]
    wish(shop.books, of(3), "post", allowed=False)
    chosen = selected(shop, Way.POST, household=True)
    assert [one.number for one in chosen.people] == [1, 4, 5]
    assert {one.number: one.left_out for one in chosen.left_out} == {2: "household", 3: "wish"}


def test_an_e_mail_goes_once_to_an_address_of_those_who_may_be_written_to_to_the_best_customer(shop: Counter):
    Customer.update(email="Family@example.jp").where(Customer.number == 1).execute()
    Customer.update(email="family@example.jp").where(Customer.number.in_((2, 3, 4))).execute()
    buy(shop, 3, 1)
    buy(shop, 4, 2)
    buy(shop, 4, 2)
    wish(shop.books, of(4), "mail", allowed=False)
    chosen = selected(shop, Way.MAIL)
    assert [one.number for one in chosen.people] == [3, 5]
    assert {one.number: (one.left_out, one.instead) for one in chosen.left_out} == {
        1: ("same_address", of(3)),
        2: ("same_address", of(3)),
        4: ("wish", None),
    }
    assert [one.number for one in selected(shop, Way.POST).people] == [1, 2, 3, 4, 5]
    household(shop.books, of(3), of(5))
    buy(shop, 5, 1)
    buy(shop, 5, 1)
    assert [one.number for one in selected(shop, Way.MAIL, household=True).people] == [1, 5]


def test_two_without_an_address_share_none(shop: Counter):
    Customer.update(email="").where(Customer.number.in_((1, 2))).execute()
    assert {one.left_out for one in selected(shop, Way.MAIL).left_out} == {"no_address"}


def test_what_is_offered_hides_nothing_that_is_hidden(shop: Counter):
    tag(shop.books, "裏口へ", customer=of(1))
    tag(shop.books, "通院中", sensitive=True, customer=of(1))
    fact(shop.books, "趣味", "太鼓", customer=of(1))
    buy(shop, 1, 2)
    with Store.open_reader(shop.folder) as reader:
        found = offers(shop.books.today())(reader, lambda done, total: None)
    assert found.tags == ("裏口へ",)
    assert [(one.heading, one.fact.text) for one in found.facts] == [("趣味", "太鼓")]
    assert [one.name for one in found.products] == ["電池", "洗濯機"]
    assert set(found.groups) == {"家電", "消耗品"}


def test_letters_are_contacts_that_a_rule_made(shop: Counter):
    """Of the ten questions the ninth."""
    letter = draft_letter(shop.books, "秋", Way.CSV, ContactKind.SELLING, Choice(lapsed=True), None)
    send_at_once(shop.books, letter, [of(1), of(2)])
    with shop.books.deed() as deed:
        Contact.insert(
            id=shop.books.store.new_id(), customer=of(3), channel="phone", text="", at=deed.at, bday=deed.bday
        ).execute()
    with Store.open_reader(shop.folder) as reader:
        months = Months(reader, shop.books.settings, shop.books.today())
        (now,) = question(months, Ask.CONTACTS, months.this_month).figures
        assert (now.answer, now.last_month) == (Share(2, 3), Share(0, 0))
        assert now.who is not None
        assert [one.customer for one in names_of(months, months.this_month, now.who).people] == [of(1), of(2)]
