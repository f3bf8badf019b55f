"""これまで: everything with a customer, newest first, without an end."""

import pytest

from db.models import Contact, Customer, Note, Sale, TagOn, Visit
from db.sample import card_uid
from hardware.events import SlipOutcome
from kiosk.flow.intents import HoldEvent, LiftShade, MoreRows, Refund, TakeAll
from kiosk.flow.views import ShadeBody
from tests.flow.counter import Counter

SATO = "0101000000000001"


@pytest.fixture
def sample(tmp_path):
    """The sample shop's counter."""
    counter = Counter(tmp_path, sample=True)
    yield counter
    counter.close()


def at_timeline(counter, uid=SATO):
    counter.tap(uid)
    if counter.view.screen == "unknown_card":
        counter.press("はじめてのお客様")
    counter.press("これまで")
    counter.expect("timeline")


def titles(counter):
    return [row.title for row in counter.view.body.rows]


def test_newest_first_with_the_month_above(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.press("袋いらない")
    counter.press("袋いらない")
    counter.press("もどる")
    counter.next_day(20)
    at_timeline(counter)
    assert titles(counter) == ["ご来店", "タグを外した", "タグを付けた", "ご来店"]
    assert [row.month for row in counter.view.body.rows] == ["2025年12月", "2025年11月", "", ""]
    assert counter.view.body.rows[0].when == "12日（金）"
    counter.press("もどる")
    counter.expect("customer")


def test_a_households_tags_say_so(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.press("ご家庭")
    counter.press("水曜お休み")
    counter.press("もどる")
    counter.press("これまで")
    assert titles(counter)[0] == "ご家庭のタグを付けた"


def test_a_hidden_tag_is_held_in_the_timeline_too(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.press("段差に手を添える")
    counter.press("もどる")
    counter.press("これまで")
    counter.expect_no_text("段差")
    counter.send(HoldEvent(0))
    counter.expect_text("段差に手を添える")


def test_what_hides_nothing_is_not_revealed(counter):
    at_timeline(counter)
    counter.send(HoldEvent(0))
    counter.send(HoldEvent(99))
    assert counter.session.state.revealed is None


def test_purchases_show_items_and_total_and_what_came_back(sample):
    at_timeline(sample, card_uid(8))
    rows = sample.view.body.rows
    refund = next(row for row in rows if row.title == "返品")
    assert refund.end == "−¥4,980"
    assert "電気毛布" in refund.detail
    assert "のお買い上げから" in refund.detail
    sold = next(row for row in rows if row.title == "お買い上げ" and "人感センサーライト" in row.detail)
    assert sold.end == "¥3,980"


def test_a_purchase_opens_its_refund_and_back_is_the_timeline(sample):
    at_timeline(sample, card_uid(8))
    rows = sample.view.body.rows
    assert {row.title for row in rows if row.press} == {"お買い上げ"}
    sold = next(row for row in rows if row.press and "人感センサーライト" in row.detail)
    sample.send(sold.press)
    sample.expect("refund")
    sample.expect_text("人感センサーライト")
    sample.press("もどる")
    sample.expect("timeline")
    assert sample.view.body.rows == rows


def test_what_came_back_from_the_timeline_stands_in_it(sample):
    at_timeline(sample, card_uid(8))
    came_back = titles(sample).count("返品")
    sold = next(row for row in sample.view.body.rows if row.press and "人感センサーライト" in row.detail)
    sample.send(sold.press)
    sample.send(TakeAll())
    sample.send(Refund())
    sample.tap(card_uid(8))
    sample.press("これまで")
    assert titles(sample).count("返品") == came_back + 1
    assert sample.view.body.rows[0].end == "−¥3,980"


def test_a_slip_that_comes_out_during_a_refund_is_known_on_the_way_back(sample):
    at_timeline(sample, card_uid(8))
    sold = next(row for row in sample.view.body.rows if row.press)
    sample.send(sold.press)
    sample.printer_says(SlipOutcome.PRINTED)
    sample.press("もどる")
    sample.press("もどる")
    sample.expect("customer")
    sample.expect_text(sample.words("slipstate.printed"))


def test_what_was_held_open_is_hidden_below_the_shade(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.press("段差に手を添える")
    counter.press("もどる")
    counter.press("これまで")
    counter.send(HoldEvent(0))
    counter.expect_text("段差に手を添える")
    counter.wait(21)
    assert isinstance(counter.view.body, ShadeBody)
    counter.send(LiftShade())
    counter.expect("timeline")
    counter.expect_no_text("段差")


def test_the_list_has_no_end_until_all_is_there_and_a_repeat_comes_once(sample):
    at_timeline(sample, card_uid(1))
    everything = 0
    while (more := sample.view.body.more) is not None:
        before = len(sample.view.body.rows)
        sample.send(more)
        everything = len(sample.view.body.rows)
        assert everything > before
        sample.send(more)
        assert len(sample.view.body.rows) == everything
    sato = Customer.get(Customer.number == 1)
    tags = TagOn.select().where((TagOn.customer == sato) | (TagOn.household == sato.household))
    expected = tags.count() + tags.where(TagOn.off_at.is_null(False)).count()
    expected += sum(table.select().where(table.customer == sato).count() for table in (Sale, Visit, Note, Contact))
    assert everything == expected > 30
    sample.send(MoreRows(everything))
    assert len(sample.view.body.rows) == everything


def test_what_belongs_to_a_record_that_was_merged_into_this_one_is_there(sample):
    at_timeline(sample, card_uid(1))
    gone = Customer.get(Customer.number == 7)
    Customer.update(merged_into=Customer.get(Customer.number == 1)).where(Customer.id == gone.id).execute()
    sample.press("もどる")
    sample.press("これまで")
    while (more := sample.view.body.more) is not None:
        sample.send(more)
    sample.expect_text("太鼓の会の発表が近い。")


def test_the_sample_shop_has_something_to_talk_about(sample):
    sample.tap(card_uid(1))
    sample.expect_text("前回のお買い上げ", "炊飯器 3合を買われて")
    sample.tap(card_uid(4))
    sample.expect_text("買い替えの目安", "浄水カートリッジをお求めから11か月")
    sample.tap(card_uid(0))
    sample.expect_text("ご紹介", "佐藤 和子 様のご紹介")
    sample.tap(card_uid(2))
    sample.expect_text("お久しぶり", "4か月ぶり")
