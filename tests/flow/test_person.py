"""くわしく: what is known of a person, each change undone for five seconds."""

import pytest

from db.models import AccessLog, Card, Consent, Customer, Fact, Wish
from hardware.events import SlipOutcome
from kiosk.flow.intents import ClearKeys, Key, OpenCustomer, SaveText

SATO, TANAKA, SUZUKI = "0101000000000001", "0101000000000002", "0101000000000003"


def enrol(counter, uid, name=""):
    counter.tap(uid)
    counter.press("はじめてのお客様")
    if name:
        counter.press("お名前を入れる")
        counter.type(name)
        counter.press("この名前にする")


def at_sheet(counter, section=None, uid=SATO):
    counter.tap(uid)
    if counter.view.screen == "unknown_card":
        counter.press("はじめてのお客様")
    counter.press("くわしく")
    if section:
        counter.press(section)


def known(counter, title):
    return next(entry.text for entry in counter.view.body.entries if entry.title == title)


def fill(counter, title, text):
    counter.press(title)
    counter.send(ClearKeys())
    for key in text:
        counter.send(Key(key))
    counter.press("登録")


@pytest.mark.parametrize(
    ("title", "typed", "shown"),
    [
        ("お名前", "さとう", "さとう"),
        ("電話", "09012345678", "090-1234-5678"),
        ("郵便番号", "1234567", "123-4567"),
        ("お誕生日", "0303", "3月3日"),
        ("メール", "a@mail.example", "a@mail.example"),
        ("ご住所", "ほんちょう", "ほんちょう"),
    ],
)
def test_a_detail_is_typed_undone_and_forgotten(counter, title, typed, shown):
    at_sheet(counter)
    before = known(counter, title)
    fill(counter, title, typed)
    counter.expect("person_basics")
    assert known(counter, title) == shown
    counter.press("取り消す")
    assert known(counter, title) == before
    fill(counter, title, typed)
    fill(counter, title, "")
    assert known(counter, title) == ""


def test_with_a_new_name_comes_its_reading(counter):
    at_sheet(counter)
    fill(counter, "お名前", "さとう")
    assert known(counter, "よみ") == "さとう"
    fill(counter, "お名前", "すずき")
    assert known(counter, "よみ") == "すずき"
    counter.press("取り消す")
    assert (known(counter, "お名前"), known(counter, "よみ")) == ("さとう", "さとう")
    fill(counter, "お名前", "すずき")
    counter.press("もどる")
    counter.expect_text("すずき 様")


@pytest.mark.parametrize(
    ("title", "typed", "said"),
    [
        ("電話", "090123", "けたが足りません"),
        ("電話", "9012345678", "0から始まります"),
        ("郵便番号", "123", "7けた"),
        ("お誕生日", "0230", "その日付はありません"),
        ("お誕生日", "1", "4けた"),
        ("メール", "a", "形になっていません"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(counter, title, typed, said):
    at_sheet(counter)
    fill(counter, title, typed)
    counter.expect("filling")
    assert said in counter.view.body.message
    counter.expect_text(typed)
    counter.send(Key("1"))
    assert counter.view.body.message == ""
    counter.press("もどる")
    assert known(counter, title) == ""


def test_a_phone_number_that_was_typed_is_found(counter):
    at_sheet(counter)
    fill(counter, "電話", "09012345678")
    counter.press("もどる")
    counter.press("おわり")
    counter.press("さがす")
    counter.type("5678")
    counter.press("お客様 1番")
    counter.expect("customer")


def make_heading(counter, text):
    counter.press("見出しを整える")
    counter.press("新しい見出し")
    counter.type(text)
    counter.press("登録")
    counter.press("もどる")


def test_a_fact_is_written_under_the_shops_own_heading(counter):
    at_sheet(counter, "人となり")
    counter.expect_text("見出しがまだありません")
    make_heading(counter, "しゅみ")
    counter.press("しゅみ")
    counter.press("ことばで書く")
    counter.type("いご")
    counter.press("登録")
    counter.expect("facts")
    counter.expect_text("「いご」を書きとめました")
    counter.press("もどる")
    assert known(counter, "しゅみ") == "いご"
    counter.press("取り消す")
    assert known(counter, "しゅみ") == ""


def test_one_touch_takes_a_fact_off_and_what_several_like_is_offered(counter):
    at_sheet(counter, "人となり")
    make_heading(counter, "しゅみ")
    for uid in (SATO, TANAKA):
        at_sheet(counter, "人となり", uid)
        counter.press("しゅみ")
        counter.press("ことばで書く")
        counter.type("いご")
        counter.press("登録")
    at_sheet(counter, "人となり", SUZUKI)
    counter.press("しゅみ")
    counter.press("いご")
    counter.press("もどる")
    assert known(counter, "しゅみ") == "いご"
    counter.press("しゅみ")
    counter.press("いご")
    counter.expect_text("「いご」を外しました")
    counter.press("取り消す")
    counter.press("もどる")
    assert known(counter, "しゅみ") == "いご"


def test_what_is_known_of_one_alone_is_not_offered_to_others(counter):
    at_sheet(counter, "人となり")
    make_heading(counter, "しゅみ")
    counter.press("しゅみ")
    counter.press("ことばで書く")
    counter.type("ひみつ")
    counter.press("登録")
    at_sheet(counter, "人となり", TANAKA)
    counter.press("しゅみ")
    counter.expect_no_text("ひみつ")


def test_weekdays_are_buttons_and_a_households_fact_is_the_households(counter):
    at_sheet(counter, "人となり")
    counter.press("見出しを整える")
    counter.press("新しい見出し")
    for key in "休みの曜日":
        counter.send(Key(key))
    counter.press("登録")
    counter.press("もどる")
    counter.press("休みの曜日")
    counter.press("水曜")
    counter.press("ご家庭")
    counter.press("日曜")
    counter.press("もどる")
    assert known(counter, "休みの曜日") == "水曜、日曜（ご家庭）"
    assert Fact.select().where(Fact.household.is_null(False)).count() == 1


def two_in_a_household(counter):
    enrol(counter, SATO, "さとう")
    enrol(counter, TANAKA, "たなか")
    at_sheet(counter, "ご家庭", SATO)
    counter.expect_text("登録されていません")
    counter.press("ご家族をさがす")
    counter.type("たな")
    counter.press("たなか 様")
    counter.expect("person_household")


def test_a_household_is_joined_seen_left_and_each_undone(counter):
    two_in_a_household(counter)
    counter.expect_text("たなか 様", "ご家庭に加えました")
    counter.press("取り消す")
    counter.expect_no_text("たなか 様")
    counter.press("ご家族をさがす")
    counter.type("たな")
    counter.press("たなか 様")
    counter.press("たなか 様")
    counter.expect_text("No.2", "さとう 様")
    counter.press("ご家庭から外す")
    counter.expect_no_text("さとう 様")
    counter.press("取り消す")
    counter.expect_text("さとう 様")


def test_the_tags_of_a_household_come_along_when_nobody_is_left_in_it(counter):
    enrol(counter, SATO, "さとう")
    counter.press("タグ")
    counter.press("ご家庭")
    counter.press("水曜お休み")
    two = [("たなか", TANAKA), ("すずき", SUZUKI)]
    for name, uid in two:
        enrol(counter, uid, name)
    at_sheet(counter, "ご家庭", TANAKA)
    counter.press("ご家族をさがす")
    counter.type("すず")
    counter.press("すずき 様")
    at_sheet(counter, "ご家庭", SATO)
    counter.press("ご家族をさがす")
    counter.type("たな")
    counter.press("たなか 様")
    counter.press("取り消す")
    counter.press("もどる")
    counter.expect_text("水曜お休み")
    counter.press("くわしく")
    counter.press("ご家庭")
    counter.press("ご家族をさがす")
    counter.type("たな")
    counter.press("たなか 様")
    counter.tap(SUZUKI)
    counter.expect_text("水曜お休み")


def test_living_together_already_says_so(counter):
    two_in_a_household(counter)
    counter.press("ご家族をさがす")
    counter.type("たな")
    counter.press("たなか 様")
    counter.expect_text("すでに同じご家庭です")


def test_a_wish_holds_alone_and_the_one_before_is_kept(counter):
    at_sheet(counter, "連絡")
    counter.press("電話")
    counter.press("3か月に1回まで")
    assert known(counter, "電話") == "3か月に1回まで"
    counter.press("電話")
    counter.press("しないでほしい")
    assert known(counter, "電話") == "しないでほしい"
    assert Wish.select().count() == 2
    assert Wish.select().where(Wish.off_at.is_null()).count() == 1
    counter.press("取り消す")
    assert known(counter, "電話") == "3か月に1回まで"
    counter.press("電話")
    counter.press("うかがっていない")
    counter.expect_text("うかがっていません")
    assert known(counter, "電話") == ""
    counter.press("取り消す")
    assert known(counter, "電話") == "3か月に1回まで"


def test_consent_keeps_the_wording_as_it_was_shown_and_who_took_it(counter):
    counter.set("shop.name", "まるみ電器")
    at_sheet(counter, "連絡")
    counter.press("メールの同意")
    shown = counter.view.body.text
    assert "まるみ電器" in shown
    counter.press("用紙で")
    counter.expect_text("11月22日", "用紙で")
    row = Consent.get()
    assert (row.wording, row.how, row.channel, row.by_id) == (shown, "paper", "mail", counter.books.staff)
    counter.set("shop.name", "別の名前")
    counter.press("メールの同意")
    counter.expect_text(shown)
    counter.press("取り下げる")
    counter.expect_text("同意なし")
    assert Consent.get().off_at is not None
    counter.press("取り消す")
    counter.expect_text("用紙で")
    assert [log.what for log in AccessLog.select() if "consent" in log.what] == ["consent_given", "consent_withdrawn"]


def test_consent_given_is_undone(counter):
    at_sheet(counter, "連絡")
    counter.press("SMSの同意")
    counter.press("口頭で")
    counter.press("取り消す")
    assert Consent.select().count() == 0


def test_a_card_is_lost_works_again_and_the_log_knows(counter):
    at_sheet(counter, "カード")
    counter.press("紛失にする")
    counter.expect_text("紛失")
    counter.tap(SATO)
    counter.expect("lost_card")
    counter.press("カードが見つかった")
    counter.press("くわしく")
    counter.press("カード")
    counter.press("紛失にする")
    counter.press("取り消す")
    assert Card.get().state == "active"
    assert {"card_lost", "card_active"} <= {log.what for log in AccessLog.select()}


def test_who_introduced_whom(counter):
    for name, uid in (("さとう", SATO), ("たなか", TANAKA), ("すずき", SUZUKI)):
        enrol(counter, uid, name)
    for uid, introducer in ((TANAKA, "さとう"), (SUZUKI, "たなか")):
        at_sheet(counter, "紹介", uid)
        counter.press("紹介者をさがす")
        counter.type(introducer)
        counter.press(f"{introducer} 様")
    counter.press("たなか 様")
    counter.expect_text("No.2", "ご紹介くださった方", "さとう 様", "ご紹介した方", "すずき 様")
    at_sheet(counter, "紹介", SATO)
    counter.press("紹介者をさがす")
    counter.type("すず")
    counter.press("すずき 様")
    counter.expect_text("紹介者にできません")
    at_sheet(counter, "紹介", TANAKA)
    counter.press("紹介者を外す")
    counter.expect_no_text("さとう 様")
    counter.press("取り消す")
    counter.expect_text("さとう 様")


def test_another_card_while_something_is_typed_asks(counter):
    enrol(counter, TANAKA)
    at_sheet(counter)
    counter.press("電話")
    counter.type("090")
    counter.tap(SATO)  # the same person's card
    counter.expect("filling")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.expect_text("090")


def test_another_card_on_the_sheet_opens_the_next_customer(counter):
    enrol(counter, TANAKA, "たなか")
    at_sheet(counter)
    counter.tap(TANAKA)
    counter.expect("customer")
    counter.expect_text("たなか 様")


def test_the_slips_answer_reaches_the_customer_below(counter):
    at_sheet(counter)
    counter.press("電話")
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("もどる")
    counter.press("もどる")
    counter.expect_text("印刷しました")


def test_a_fault_while_saving_writes_nothing(counter, monkeypatch):
    at_sheet(counter)
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.actions.details.refresh_words", lambda *_: 1 // 0)
        fill(counter, "電話", "09012345678")
    counter.expect("fault")
    assert Customer.get().phone == ""


def test_a_stranger_chosen_by_a_stale_finger_is_ignored(counter):
    enrol(counter, TANAKA)
    at_sheet(counter, "ご家庭")
    counter.press("ご家族をさがす")
    counter.send(OpenCustomer(Customer.get(Customer.number == 1).id))
    counter.expect("seek")
    counter.send(SaveText())
    counter.expect("seek")


def test_english(english):
    english.tap(SATO)
    english.press("New customer")
    english.press("Details")
    english.press("Contact")
    english.press("Phone")
    english.press("once a month")
    english.expect_text("once a month")
