"""名簿の手入れ: what came back, who moved, who was not seen for long, what is missing; one touch settles it."""

import pytest

from db.models import Customer, Wish
from kiosk.actions.reach import reachable
from kiosk.actions.wishes import give_consent, say_wish
from kiosk.flow.intents import ChooseRoster
from kiosk.rules.reach import Allowed, ContactKind, Refusal, Refused, reach
from kiosk.rules.roster import RosterList
from kiosk.rules.wishes import Channel, How

SATO, TANAKA, OKADA = "0101000000000001", "0101000000000002", "0101000000000003"


@pytest.fixture
def counter(counter):
    """Three customers with a postal and a mail address; the third one may be written to in every way."""
    for number, uid in enumerate((SATO, TANAKA, OKADA), 1):
        counter.tap(uid)
        counter.press("はじめてのお客様")
        counter.press("おわり")
        customer(number, address="本町1", email=f"{number}@mail.example")
    give_consent(counter.books, who(3), Channel.MAIL, How.PAPER, "")
    return counter


def customer(number, **columns):
    Customer.update(columns).where(Customer.number == number).execute()


def who(number):
    return Customer.get(Customer.number == number).id


def open_list(counter, label):
    counter.send(counter.view.body.actions[0].intent)  # the menu
    counter.press("名簿の手入れ")
    counter.expect("roster_lists")
    counter.press(label)
    counter.expect_text("読んでいます…")
    counter.reads()
    counter.expect("roster")


def names(counter):
    return [row.title for row in counter.view.body.rows]


def may_write(counter, number, channel=Channel.POST):
    known = reachable(counter.books.reach, [who(number)])[who(number)]
    return reach(channel, ContactKind.EXCHANGE, known, counter.books.today())


def test_a_letter_that_came_back_is_not_followed_by_another_until_the_address_changes(counter):
    counter.tap(SATO)
    counter.press("くわしく")
    counter.press("連絡")
    counter.press("郵便が戻った")
    counter.expect_text("戻ってきたと記録しました。あて先が変わるまで出しません", "戻ってきました")
    assert may_write(counter, 1) == Refused(Refusal.RETURNED)
    assert may_write(counter, 1, Channel.MAIL) == Allowed()
    counter.press("もどる")
    counter.press("おわり")
    open_list(counter, "戻ってきた郵便・メール")
    assert names(counter) == ["お客様 1番"]
    counter.expect_text("戻ってきた郵便・メール　1人", "11月22日に郵便が戻りました")
    counter.press("お客様 1番")
    counter.expect("person_basics")
    counter.press("ご住所")
    counter.type("はなまち")
    counter.press("登録")
    assert may_write(counter, 1) == Allowed()
    counter.press("取り消す")
    assert may_write(counter, 1) == Refused(Refusal.RETURNED)


def test_it_arrives_after_all(counter):
    customer(1, mail_trouble="returned", mail_trouble_on=20000)
    open_list(counter, "戻ってきた郵便・メール")
    counter.expect_text("メールが戻りました")
    counter.press("届く")
    counter.expect_text("届くと記録しました", "手入れのいる方はいません")
    assert may_write(counter, 1, Channel.MAIL) == Allowed()
    counter.press("取り消す")
    counter.reads()
    assert names(counter) == ["お客様 1番"]
    assert Customer.get(Customer.number == 1).mail_trouble_on == 20000


def test_who_moved_goes_to_another_list_and_from_there_to_none(counter):
    customer(1, post_trouble="returned", post_trouble_on=20000)
    open_list(counter, "戻ってきた郵便・メール")
    counter.press("転居された")
    counter.press("もどる")
    counter.press("転居された方")
    counter.reads()
    assert names(counter) == ["お客様 1番"]
    counter.press("もう出さない")
    counter.expect_text("郵便もメールも出さないことにしました")
    assert [may_write(counter, 1, channel) for channel in (Channel.POST, Channel.MAIL)] == [Refused(Refusal.WISH)] * 2
    counter.press("もどる")
    counter.press("転居された方")
    counter.reads()
    assert names(counter) == []


def test_to_stop_writing_can_be_taken_back_to_what_was_wished_before(counter):
    say_wish(counter.books, who(1), Channel.POST, True, 90)
    customer(1, post_trouble="moved", post_trouble_on=20000)
    open_list(counter, "転居された方")
    counter.press("もう出さない")
    counter.press("取り消す")
    counter.reads()
    assert names(counter) == ["お客様 1番"]
    (wish,) = Wish.select().where(Wish.off_at.is_null())
    assert (wish.allowed, wish.every_days) == (1, 90)


def test_who_was_not_seen_for_long_is_asked_about_once_and_again_after_as_long(counter):
    counter.set("roster.unseen_months", 6)
    open_list(counter, "長くお見えでない方")
    assert names(counter) == []
    counter.next_day(200)
    counter.tap(OKADA)
    counter.press("おわり")
    open_list(counter, "長くお見えでない方")
    assert sorted(names(counter)) == ["お客様 1番", "お客様 2番"]
    counter.expect_text("最後のご来店　2025年11月22日")
    counter.press("このままで")
    counter.expect_text("このままで良いことにしました", "長くお見えでない方　1人")
    counter.press("取り消す")
    counter.reads()
    assert len(names(counter)) == 2
    for _ in names(counter):
        counter.press("このままで")
    counter.press("もどる")
    counter.press("長くお見えでない方")
    counter.reads()
    assert names(counter) == []
    counter.next_day(190)
    open_list(counter, "長くお見えでない方")
    assert len(names(counter)) == 3


def test_no_consent_leads_to_where_it_is_taken(counter):
    say_wish(counter.books, who(2), Channel.MAIL, False)
    open_list(counter, "メールの同意がない方")
    assert names(counter) == ["お客様 1番"]
    counter.press("お客様 1番")
    counter.expect("person_contact")


def test_no_address_is_asked_of_those_who_may_want_letters(counter):
    for number in (1, 2):
        customer(number, address="")
    say_wish(counter.books, who(2), Channel.POST, False)
    open_list(counter, "ご住所のない方")
    assert names(counter) == ["お客様 1番"]


def test_merged_and_erased_records_are_in_no_list(counter):
    customer(1, address="", merged_into=who(3))
    customer(2, address="", erased_at=1)
    open_list(counter, "ご住所のない方")
    assert names(counter) == []


def test_what_can_not_be_read_says_so(counter):
    counter.from_menu("名簿の手入れ")
    counter.send(ChooseRoster(RosterList.MOVED))
    counter.reading_fails()
    counter.expect_text("いま読めません。少しあとで、もう一度どうぞ")
    counter.press("もどる")
    counter.press("転居された方")
    counter.reads()
    counter.expect_text("手入れのいる方はいません")


def test_an_answer_that_comes_too_late_is_for_nobody(counter):
    counter.from_menu("名簿の手入れ")
    counter.press("ご住所のない方")
    counter.press("もどる")
    counter.expect("roster_lists")
    counter.press("転居された方")
    counter.reads()
    counter.expect_text("転居された方　0人")
