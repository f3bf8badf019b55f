"""A card at the reader, as the staff live it."""

from hardware.events import CardRefusal, SlipOutcome
from hardware.ports import Cue
from kiosk.flow.intents import Pressed
from tests.flow.counter import Counter

SATO, TANAKA, NEW = "0101000000000001", "0101000000000002", "0101000000000003"


def enrol(counter, uid):
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.expect("customer")


def test_an_unknown_card_becomes_a_customer_with_one_touch(counter):
    counter.tap(SATO)
    counter.expect("unknown_card")
    assert counter.lamp.cues[-1] is Cue.UNKNOWN
    counter.press("はじめてのお客様")
    counter.expect("customer")
    counter.expect_text("お客様 1番", "はじめてのご来店", "ご来店を記録しました", "はじめまして")
    assert counter.lamp.cues[-1] is Cue.KNOWN


def test_the_slip_prints_by_itself_once_a_business_day(counter):
    counter.set("points.visit", 3)
    enrol(counter, SATO)
    assert len(counter.tray.slips) == 1
    assert "いまのポイント 3 P" in counter.slip_texts()
    counter.expect_text("印刷しています")
    counter.printer_says(SlipOutcome.PRINTED)
    counter.expect_text("印刷しました")
    counter.press("おわり")
    counter.tap(SATO)
    counter.expect_text("本日のご来店は記録ずみです")
    assert len(counter.tray.slips) == 1
    counter.press("おわり")
    counter.next_day()
    counter.tap(SATO)
    counter.expect_text("昨日もご来店・2回目", "＋3ポイント")
    assert len(counter.tray.slips) == 2
    assert "いまのポイント 6 P" in counter.slip_texts()


def test_never_mind_leaves_nothing_behind(counter):
    counter.tap(SATO)
    counter.press("やめる")
    counter.expect("idle")
    counter.tap(SATO)
    counter.expect("unknown_card")


def test_a_lost_card_is_replaced_and_the_old_one_says_so(counter):
    enrol(counter, SATO)
    counter.press("おわり")
    counter.tap(NEW)
    counter.press("カードの追加・交換")
    counter.expect("find")
    counter.type("1")
    counter.press("お客様 1番")
    counter.expect("attach")
    counter.press("前のカードをなくされた")
    counter.expect("customer")
    counter.expect_text("No.1")
    counter.press("おわり")
    counter.tap(SATO)
    counter.expect("lost_card")
    assert counter.lamp.cues[-1] is Cue.FAULT
    counter.expect_no_text("お客様 1番")
    counter.press("カードが見つかった")
    counter.expect("customer")
    counter.expect_text("No.1")
    counter.press("おわり")
    counter.tap(NEW)
    counter.expect("customer")


def test_a_replaced_card_says_that_there_is_a_newer_one(counter):
    enrol(counter, SATO)
    counter.tap(NEW)
    counter.press("カードの追加・交換")
    counter.type("1")
    counter.press("お客様 1番")
    counter.press("カードを交換する")
    counter.press("おわり")
    counter.tap(SATO)
    counter.expect("replaced_card")
    counter.press("やめる")
    counter.expect("idle")


def test_a_phones_changing_number_is_refused_with_the_reason(counter):
    counter.refuse(CardRefusal.RANDOM_UID)
    counter.expect("random_card")
    counter.expect_text("スマートフォン")
    counter.wait(9)
    counter.expect("idle")


def test_a_refusal_does_not_take_the_customer_away(counter):
    enrol(counter, SATO)
    counter.refuse(CardRefusal.SEVERAL)
    counter.expect("customer")
    counter.expect_text("カードは1枚ずつ")


def test_another_card_during_something_unfinished_asks(counter):
    enrol(counter, SATO)
    counter.tap(NEW)
    counter.press("カードの追加・交換")
    counter.type("1")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.expect("find")
    counter.expect_text("1")
    counter.tap(TANAKA)
    counter.press("新しいカードのお客様へ")
    counter.expect("unknown_card")


def test_the_card_that_is_being_attached_does_not_ask_about_itself(counter):
    counter.tap(NEW)
    counter.press("カードの追加・交換")
    counter.tap(NEW)
    counter.expect("find")
    counter.expect_text("そのカードを登録しているところです")


def test_another_card_on_a_customers_screen_simply_opens_the_next(counter):
    enrol(counter, SATO)
    enrol(counter, TANAKA)
    counter.expect_text("お客様 2番")
    counter.tap(SATO)
    counter.expect_text("お客様 1番")


def test_the_second_card_of_a_customer_is_the_same_visit(counter):
    enrol(counter, SATO)
    counter.tap(NEW)
    counter.press("カードの追加・交換")
    counter.type("1")
    counter.press("お客様 1番")
    counter.press("カードを追加する")
    counter.expect_text("本日のご来店は記録ずみです")
    for uid in (SATO, NEW):
        counter.tap(uid)
        counter.expect("customer")


def test_a_double_press_makes_one_customer(counter):
    counter.tap(SATO)
    enrol_intent = next(button.intent for button in counter.view.body.choices if button.label == "はじめてのお客様")
    counter.send(enrol_intent)
    counter.send(enrol_intent)
    counter.expect("customer")
    counter.press("おわり")
    counter.tap(TANAKA)
    counter.press("はじめてのお客様")
    counter.expect_text("お客様 2番")


def test_a_forgotten_screen_goes_back_to_idle_by_itself(counter):
    enrol(counter, SATO)
    counter.wait(59)
    counter.expect("customer")
    counter.wait(2)
    counter.expect("idle")
    counter.expect_no_text("お客様 1番")


def test_without_a_printer_no_slip_is_promised(tmp_path):
    counter = Counter(tmp_path, prints=False)
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.expect_no_text("スリップ")
    counter.press("おわり")
    counter.expect_no_text("スリップ")
    counter.close()


def test_english_is_complete(english):
    english.tap(SATO)
    english.expect_text("A card we don't know yet")
    english.press("New customer")
    english.expect_text("Customer 1", "First visit", "Visit recorded")


def test_the_clock_goes_on_and_a_new_day_begins_with_nobody_there(counter):
    counter.expect_text("10:00", "11月22日")
    counter.wait(61)
    counter.expect_text("10:01")
    counter.wait(18 * 3600)
    counter.expect_text("4:01", "11月23日")


def test_a_screen_that_can_not_be_shown_is_a_fault_and_not_the_end(counter, monkeypatch):
    enrol(counter, SATO)
    monkeypatch.setattr("kiosk.flow.showing.customer.person", lambda scene, record: 1 // 0)
    counter.tap(SATO)
    counter.expect("fault")
    counter.wait(9)
    counter.expect("idle")


def test_the_customers_own_card_again_does_not_ask_in_the_middle_of_a_name(counter):
    enrol(counter, SATO)
    counter.press("お名前を入れる")
    counter.type("さ")
    counter.tap(SATO)
    counter.expect("naming")
    counter.tap(TANAKA)
    counter.expect("another_card")


def test_a_finger_that_was_too_late_does_not_touch_the_next_customer(counter):
    enrol(counter, SATO)
    counter.press("おわり")
    counter.tap(NEW)
    seen, enrol_it = counter.view.serial, counter.view.body.choices[-1].intent
    counter.tap(TANAKA)
    counter.happens(Pressed(enrol_it, seen))
    counter.expect("unknown_card")
    counter.press("はじめてのお客様")
    counter.expect_text("お客様 2番")
