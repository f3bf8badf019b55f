"""同じ方かもしれません: whom a join of two copies found alike is proposed on the roster, never merged by itself."""

import pytest

from db.backup_target import FolderTarget
from db.models import Customer, Lookalike
from db.verify import verify
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.erasing import erase_person
from kiosk.actions.lookalikes import lookalikes
from kiosk.actions.merging import merge
from kiosk.flow.intents import KeepRecord
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId
from tests.flow.test_joining import begun, chosen
from tests.flow.two_shops import JoiningCounter
from tests.flow.vault import Vault
from tests.joining.copies import HERE, Copy, card

ALIKE = "同じ方かもしれません"
PHONE = "0312345678"


def person(number):
    return CustomerId(Customer.get(Customer.number == number).id)


@pytest.fixture
def counter(tmp_path):
    """Both copies met somebody with the same telephone: number 2 here, number 3 after the join."""
    stick = tmp_path / "stick"
    stick.mkdir()
    FolderTarget.present(stick).choose()
    counter = JoiningCounter(tmp_path / "data", Vault(stick))
    keep_key(counter.books, new_key().public, KeyRole.FIRST)
    counter.tap(card(1))
    counter.press("はじめてのお客様")
    counter.press("おわり")
    counter.close()
    there = Copy(counter.folder, HERE, counter.clock.ms).copied(stick / "other")
    here = Copy(counter.folder, HERE, counter.clock.ms)
    for copy, uid, name in ((there, card(8), "佐藤 はな"), (here, card(9), "佐藤 花")):
        with copy.open() as till:
            met = till.enrol(uid)
            with till.books.deed():
                Customer.update(name=name, phone=PHONE).where(Customer.id == met).execute()
    counter.open()
    chosen(counter)
    begun(counter)
    counter.joins()
    yield counter
    counter.close()


def listed(counter):
    if counter.view.screen == "joined":
        counter.press("わかりました")
    counter.from_menu("名簿の手入れ")
    counter.press(ALIKE)
    counter.expect("lookalikes")


def test_they_are_proposed_where_the_join_is_said_and_on_the_roster(counter):
    counter.expect("joined")
    counter.press("よく似た方 1組")
    counter.expect_text("佐藤 花 様 と 佐藤 はな 様", "No.2 と No.3", "同じ電話番号")
    counter.press("もどる")
    counter.expect("joined")
    listed(counter)
    counter.expect_text("佐藤 花 様 と 佐藤 はな 様")
    assert Customer.select().where(Customer.merged_into.is_null(False)).count() == 0


def test_one_person_is_merged_and_can_be_two_again(counter):
    listed(counter)
    counter.press("同じ方")
    counter.expect("compare")
    counter.send(KeepRecord(person(2)))
    counter.expect("lookalikes")
    counter.expect_text("1つにまとめました", "同じ方かもしれない方はいません")
    assert Customer.get(Customer.number == 3).merged_into_id == person(2)
    counter.press("取り消す")
    counter.expect_text("佐藤 花 様 と 佐藤 はな 様")
    assert Customer.get(Customer.number == 3).merged_into_id is None
    assert verify(counter.folder, words=search_text) == []


def test_back_from_both_records_changes_nothing(counter):
    listed(counter)
    counter.press("同じ方")
    counter.press("もどる")
    counter.expect("lookalikes")
    counter.expect_text("佐藤 花 様 と 佐藤 はな 様")


def test_two_people_are_not_proposed_again_unless_it_is_taken_back(counter):
    listed(counter)
    counter.press("別の方")
    counter.expect_text("別の方としておぼえました", "同じ方かもしれない方はいません")
    counter.press("取り消す")
    counter.press("別の方")
    counter.press("もどる")
    counter.expect("roster_lists")
    counter.press("もどる")
    counter.press("もどる")
    chosen(counter)
    begun(counter)
    counter.joins()
    counter.expect_no_text("よく似た方")
    listed(counter)
    counter.expect_text("同じ方かもしれない方はいません")


def test_whoever_was_merged_meanwhile_stands_for_the_kept_record(counter):
    merge(counter.books, person(1), person(3))
    (pair,) = lookalikes(counter.books).pairs
    assert {pair.one, pair.other} == {person(1), person(2)}


def test_who_is_erased_is_proposed_no_more(counter):
    erase_person(counter.books, person(2))
    assert lookalikes(counter.books).total == 0
    assert Lookalike.select().count() == 0
