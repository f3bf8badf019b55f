"""Finding customers: exactly those that are meant, whatever the length, and in the right order."""

import random

import pytest

from db.connection import Store
from db.models import Customer, Note
from db.queries import search as queries
from db.verify import verify
from kiosk.actions.card import enrol_customer
from kiosk.actions.figures import count_again
from kiosk.actions.naming import name_customer
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.actions.search import MOST, find_customers
from kiosk.actions.undo import undo
from kiosk.actions.words import refresh_words
from kiosk.rules.card_number import card_number
from kiosk.rules.kana import reading_key
from kiosk.rules.search_words import normal, search_text
from kiosk.rules.units import CustomerId

FOUND = new_shop("オーナー", [])


@pytest.fixture
def books(tmp_path):
    store = Store.open(tmp_path)
    yield open_books(store, tmp_path, FOUND)
    store.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample shop, whose names and notes are searched for in every way; some are merged or erased."""
    folder = tmp_path_factory.mktemp("sample")
    store = Store.open(folder)
    books = open_books(store, folder, found_sample_shop)
    with books.deed() as deed:
        first, second, third = (Customer.get(Customer.number == n) for n in (11, 12, 13))
        Customer.update(merged_into=first).where(Customer.id == second).execute()
        Customer.update(erased_at=deed.at).where(Customer.id == third).execute()
        for row in (second, third):
            refresh_words(books, deed, CustomerId(row.id))
        count_again(books, CustomerId(first.id), CustomerId(second.id))
    yield books
    store.close()


def person(books, number, name="", reading="", phone="", seen=None, notes=(), sensitive=()):
    with books.deed() as deed:
        customer = CustomerId(books.store.new_id())
        Customer.insert(
            id=customer, number=number, name=name, reading=reading, reading_key=reading_key(reading), phone=phone,
            phone_tail=phone[::-1], last_seen=seen, at=deed.at, bday=deed.bday,
        ).execute()  # fmt: skip
        for text, hidden in (*((note, False) for note in notes), *((note, True) for note in sensitive)):
            Note.insert(
                id=books.store.new_id(), customer=customer, text=text, sensitive=hidden, at=deed.at, bday=deed.bday
            ).execute()
        refresh_words(books, deed, customer)
    return customer


def numbers(books, typed):
    return [found.number for found in find_customers(books, typed)]


class Roster:
    """What a search has to find, by looking at every customer."""

    def __init__(self):
        self.people = [
            (row, [note.text for note in Note.select().where((Note.customer == row) & ~Note.sensitive)])
            for row in Customer.select().where(Customer.merged_into.is_null() & Customer.erased_at.is_null())
        ]
        self.led = {
            str(row.number): str(Customer.get_by_id(row.merged_into_id).number)
            for row in Customer.select().where(Customer.merged_into.is_null(False))
        }

    def meant(self, typed):
        """Numbers by rank: the number itself (of one that was merged: the kept one's), those that begin so, hold it."""
        words = normal(typed)
        is_number = words.isascii() and words.isdigit()
        itself, begins, holds = set(), set(), set()
        for row, notes in self.people:
            if is_number and str(row.number) == self.led.get(words, words):
                itself.add(row.number)
            elif (
                normal(row.name).startswith(words)
                or normal(row.reading).startswith(words)
                or (is_number and (str(row.number).startswith(words) or row.phone.endswith(words)))
            ):
                begins.add(row.number)
            elif any(words in normal(text) for text in (row.name, row.reading, *notes)):
                holds.add(row.number)
        return itself, begins, holds


def searches(roster):
    """Pieces of every length of what there is, and what there is not."""
    chance = random.Random(7)
    texts = [text for row, notes in roster.people for text in (row.name, row.reading, row.phone, *notes) if text]
    for length in (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 8):
        for text in chance.choices(texts, k=60):
            begin = chance.randrange(max(1, len(text) - length + 1))
            yield text[begin : begin + length]
    yield from (
        "1",
        "12",
        "200",
        "0900",
        "鬱",
        "鬱々",
        "ぬぬぬ",
        "エアコン",
        "ｴｱｺﾝ",
        "高橋",
        "さいとう",
        "子",
        "の",
        "と",
    )


@pytest.mark.parametrize(
    ("few", "many"), [(250, 6000), (0, 10_000), (0, 1)], ids=["by lookup", "by last visit", "by the texts"]
)
def test_exactly_those_who_are_meant_and_in_order(sample, monkeypatch, few, many):
    monkeypatch.setattr(queries, "FEW", few)
    monkeypatch.setattr(queries, "MANY", many)
    roster = Roster()
    seen = {row.number: (row.last_seen or 0, row.id) for row, _ in roster.people}
    for typed in filter(normal, searches(roster)):
        ranks = roster.meant(typed)
        if not any(ranks):
            continue
        expected = [n for rank in ranks for n in sorted(rank, key=seen.__getitem__, reverse=True)][:MOST]
        assert numbers(sample, typed) == expected, repr(typed)


def test_the_sample_is_indexed_as_its_rows_say(sample):
    assert verify(sample.store.folder, words=search_text) == []


def test_the_number_comes_first_then_what_begins_so_then_the_last_to_come(books):
    person(books, 5, "佐藤", "さとう", seen=100)
    person(books, 57, "田中", "たなか", seen=90)
    person(books, 3, "林", "はやし", "0312340005", seen=95)
    person(books, 9, "森", "もり", seen=99, notes=["5日に電話"])
    assert numbers(books, "5") == [5, 3, 57, 9]


def test_who_never_came_comes_last(books):
    person(books, 1, "佐藤 一郎", "さとう いちろう")
    person(books, 2, "佐藤 二郎", "さとう じろう", seen=5)
    assert numbers(books, "佐藤") == [2, 1]


def test_names_are_found_however_their_kanji_are_written(books):
    person(books, 1, "髙橋", "たかはし")
    person(books, 2, "渡邊", "わたなべ")
    person(books, 3, "𠮷田", "よしだ")
    assert numbers(books, "高橋") == numbers(books, "タカハシ") == numbers(books, "橋") == [1]
    assert numbers(books, "渡辺") == numbers(books, "渡邉") == [2]
    assert numbers(books, "吉") == [3]


def test_a_note_is_found_and_says_why(books):
    person(books, 1, "佐藤", "さとう", notes=["冷蔵庫の下見", "お孫さんが太鼓を始めた。発表会は11月3日"])
    (found,) = find_customers(books, "太鼓")
    assert found.note.words == "お孫さんが太鼓を始めた。発表会は11月3日"[:23]
    (found,) = find_customers(books, "佐藤")
    assert found.note is None


def test_a_sensitive_note_is_never_searched(books):
    person(books, 1, "佐藤", "さとう", sensitive=["介護のご家族あり"])
    assert find_customers(books, "介護") == ()
    assert find_customers(books, "介") == ()


def test_a_reading_that_sounds_alike_when_nothing_else_is_found(books):
    person(books, 1, "山崎", "やまざき")
    person(books, 2, "庄司", "しょうじ")
    assert numbers(books, "やまさ") == [1]
    assert numbers(books, "しよ") == [2]
    person(books, 3, "山﨑", "やまさき")
    assert numbers(books, "やまさ") == [3]


def test_who_was_merged_or_erased_is_gone_and_back_when_taken_out_again(books):
    kept, gone = person(books, 1, "佐藤", "さとう"), person(books, 2, "佐藤", "さとう")
    with books.deed() as deed:
        Customer.update(merged_into=kept).where(Customer.id == gone).execute()
        refresh_words(books, deed, gone)
    assert numbers(books, "さ") == numbers(books, "佐藤") == [1]
    assert numbers(books, "2") == [1]  # its number leads to the record that was kept
    assert numbers(books, "ざ") == [1]  # alike
    with books.deed() as deed:
        Customer.update(merged_into=None).where(Customer.id == gone).execute()
        refresh_words(books, deed, gone)
    assert sorted(numbers(books, "佐藤")) == [1, 2]


def test_a_name_is_found_as_soon_as_it_is_given_and_not_when_it_is_taken_back(books):
    card = card_number("0101000000000001", "felica", books.card_key)
    customer = enrol_customer(books, card).record.id
    assert numbers(books, "1") == [1]
    before = name_customer(books, customer, "佐藤", "さとう")
    assert numbers(books, "さと") == numbers(books, "佐") == [1]
    undo(books, before)
    assert numbers(books, "さと") == []
    assert verify(books.store.folder, words=search_text) == []


def test_a_name_that_is_not_written_is_not_found(books):
    customer = person(books, 1, "佐藤", "さとう")

    def broken_off():
        with books.deed() as deed:
            Customer.update(name="加藤").where(Customer.id == customer).execute()
            refresh_words(books, deed, customer)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert numbers(books, "加藤") == []
    assert numbers(books, "佐藤") == [1]


def test_a_shop_without_an_index_gets_one_when_it_is_opened(tmp_path, caplog):
    store = Store.open(tmp_path)
    books = open_books(store, tmp_path, found_sample_shop)
    expected = numbers(books, "さとう")
    for change in (
        "DELETE FROM setting WHERE key = 'words_version'",
        "UPDATE setting SET value = '0' WHERE key = 'words_version'",
    ):
        connection = store.database.connection()
        connection.execute(f"DELETE FROM customer_words WHERE customer_id % 2; DELETE FROM customer_fts; {change}")
        caplog.clear()
        caplog.set_level("INFO")
        books = open_books(store, tmp_path, found_sample_shop)
        assert "indexed 200 of 200 customers" in caplog.text
        assert numbers(books, "さとう") == expected
        assert verify(tmp_path, words=search_text) == []
    caplog.clear()
    open_books(store, tmp_path, found_sample_shop)
    assert "indexed" not in caplog.text
    store.close()


@pytest.mark.parametrize(
    "typed", ["", " ", "「」", "゛", '"', "*", 'さ" OR "と', "NEAR(さ)", "\x00", "\ud800", "%", "-さ"]
)
def test_whatever_is_typed_is_only_text(books, typed):
    person(books, 1, "佐藤", "さとう")
    assert all(found.number == 1 for found in find_customers(books, typed))
