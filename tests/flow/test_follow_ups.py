"""フォロー: what the day brings, from the number on the idle screen to the contact that is written down."""

import pytest

from db.models import Contact, Customer, FollowUp
from kiosk.actions.duty import sign_out
from kiosk.actions.erasing import erase_person
from kiosk.actions.wishes import say_wish
from kiosk.flow.intents import OpenFollowUps
from kiosk.flow.views import Level
from kiosk.rules.wishes import Channel

CARD = "0101000000000001"


@pytest.fixture
def counter(counter):
    """Somebody with a telephone came yesterday, and has a birthday in two days."""
    counter.tap(CARD)
    counter.press("はじめてのお客様")
    counter.press("おわり")
    customer(phone="09012345678", birth_month=11, birth_day=25)
    counter.next_day()
    counter.reads()
    return counter


def customer(**columns):
    Customer.update(columns).execute()


def idle_button(counter):
    return next(button for button in counter.view.body.actions if button.label == "フォロー")


def test_the_idle_screen_says_how_many_and_nobodys_name(counter):
    counter.expect("idle")
    assert idle_button(counter).detail == "今日 1件"
    customer(name="佐藤")
    counter.press("フォロー")
    counter.expect_text("フォロー　1件", "佐藤 様", "11月25日がお誕生日です", "11月25日まで")
    counter.press("もどる")
    counter.expect_no_text("佐藤")


def test_a_day_that_brings_nothing_says_so(counter):
    FollowUp.delete().execute()
    counter.press("フォロー")
    counter.expect_text("今日のフォローはありません")
    counter.press("もどる")
    assert idle_button(counter).detail == ""


def test_called_it_is_done_and_written_down(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.expect("follow_up")
    counter.expect_text("「お誕生日おめでとうございます。すてきな一年になりますように」", "090-1234-5678")
    counter.press("電話した")
    counter.expect("follow_ups")
    counter.expect_text("フォローずみにしました", "今日のフォローはありません")
    row = Contact.get()
    assert (row.channel, row.kind, row.follow_up_id) == ("phone", "exchange", FollowUp.get().id)
    assert row.by_id == FollowUp.get().settled_by_id == counter.books.staff
    counter.press("もどる")
    counter.tap(CARD)
    counter.press("これまで")
    counter.expect_text("お電話", "フォロー：11月25日がお誕生日です")


def test_taken_back_it_is_open_again(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.press("電話した")
    counter.press("取り消す")
    counter.expect("follow_ups")
    counter.expect_text("取り消しました", "お客様 1番")
    assert Contact.select().count() == 0


def test_what_the_customer_does_not_wish_can_not_be_pressed_and_says_why(counter):
    say_wish(counter.books, Customer.get().id, Channel.PHONE, False)
    customer(address="本町1", post_trouble="returned")
    counter.press("フォロー")
    counter.press("お客様 1番")
    greyed = {button.label: button.detail for button in counter.view.body.choices if button.intent is None}
    assert greyed == {
        "電話した": "ご希望でしません",
        "手紙を出した": "戻ってきました",
        "メールした": "連絡先なし",
        "訪問した": "戻ってきました",
    }
    counter.press("お話しした")
    assert Contact.get().channel == "talk"


def test_not_more_often_than_wished_says_until_when(counter):
    say_wish(counter.books, Customer.get().id, Channel.PHONE, True, 30)
    with counter.books.deed() as deed:
        Contact.insert(id=1, customer=Customer.get().id, channel="phone", text="", at=1, bday=deed.bday - 10).execute()
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.expect_text("12月13日まで控えます")


def test_let_go_it_never_comes_again(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.press("しない")
    counter.expect_text("フォローしないことにしました", "今日のフォローはありません")
    counter.next_day()
    counter.reads()
    assert idle_button(counter).detail == ""


def test_later_it_comes_again_on_that_day(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.press("あとで")
    counter.expect("put_off")
    counter.press("もどる")
    counter.press("あとで")
    counter.press("1日後")
    counter.expect_text("11月24日にまたお知らせします", "今日のフォローはありません")
    counter.press("取り消す")
    counter.expect_text("お客様 1番")
    counter.press("お客様 1番")
    counter.press("あとで")
    counter.press("1日後")
    counter.press("もどる")
    assert idle_button(counter).detail == ""
    counter.next_day()
    assert idle_button(counter).detail == "今日 1件"


def test_when_the_customer_comes_it_is_something_to_talk_about(counter):
    counter.tap(CARD)
    counter.expect("customer")
    assert (counter.view.body.prompts[0].lead, counter.view.body.prompts[0].text) == (
        "フォロー",
        "11月25日がお誕生日です",
    )
    assert sum("誕生日" in prompt.text for prompt in counter.view.body.prompts) == 1  # once is enough


def test_the_customer_can_be_opened_from_it(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.press("お客様を開く")
    counter.expect("customer")
    counter.expect_text("本日のご来店は記録していません")


def test_the_shop_s_own_words(counter):
    counter.set("follow_up.birthday_words", "「おめでとうございます。小さなお花をご用意しています」")
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.expect_text("小さなお花")


def test_what_is_late_is_marked_and_what_is_past_goes(counter):
    FollowUp.update(rule="thanks", due=FollowUp.bday).execute()
    counter.next_day()
    counter.press("フォロー")
    assert counter.view.body.rows[0].level is Level.WARN
    counter.next_day(14)
    assert idle_button(counter).detail == ""
    assert FollowUp.get().state == "past"


def test_the_foot_says_what_came_of_last_months(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    counter.press("電話した")
    counter.next_day(2)
    counter.tap(CARD)
    counter.next_day(10)
    counter.press("フォロー")
    counter.expect_text("先月のフォロー 1件のうち、1件でご来店がありました")


def test_settled_by_another_hand_the_list_is_as_it_is(counter):
    counter.press("フォロー")
    counter.press("お客様 1番")
    FollowUp.update(state="let_go", settled_at=1, settled_bday=1).execute()
    counter.press("電話した")
    counter.expect("follow_ups")
    counter.expect_text("今日のフォローはありません")
    assert Contact.select().count() == 0


def test_somebody_who_is_erased_is_followed_no_more(counter):
    erase_person(counter.books, Customer.get().id)
    row = FollowUp.get()
    assert (row.state, row.subject, row.since) == ("past", "", row.bday)
    counter.press("フォロー")
    counter.expect_text("今日のフォローはありません")


def test_when_nothing_can_be_read_the_day_goes_on_without(counter):
    counter.next_day()
    counter.reading_fails()
    counter.expect("idle")
    counter.press("フォロー")
    counter.expect_text("お客様 1番")


def test_nobody_on_duty_is_asked_first(counter):
    counter.next_day()
    sign_out(counter.books)
    counter.view = counter.session.tick()
    assert all(button.label != "フォロー" for button in counter.view.body.actions)
    counter.send(OpenFollowUps())
    counter.expect("pin")
