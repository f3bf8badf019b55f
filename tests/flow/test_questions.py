"""The ten questions at the counter: an answer each, and the names behind a number one touch away."""

import pytest

from db.models import Customer
from kiosk.flow.charts import Nothing, Progress
from kiosk.flow.intents import OpenCustomer, OpenQuestion, ShowNames
from kiosk.flow.views import ShadeBody
from kiosk.rules.questions import Ask, Who
from kiosk.rules.units import CustomerId
from tests.flow.counter import OWNER_PIN, Counter
from tests.flow.test_report import SATO, SUZUKI, sell

REGULARS, UNSEEN, TASTE, WELCOME = (
    "1　売上のうち、くり返し来る方の分は？",
    "3　このごろお見えでない方は？",
    "8　上位の方は、何が好きか？",
    "10　はじめての方へのフォローは？",
)


@pytest.fixture
def shop(counter: Counter):
    """November: one who came twice, one who came once, and one without a card. It is now the 7th of December."""
    sell(counter, SATO, 3000)
    counter.next_day()
    sell(counter, SATO, 2000)
    sell(counter, SUZUKI, 4000)
    sell(counter, None, 1000)
    Customer.update(name="佐藤 和子").where(Customer.number == 1).execute()
    counter.next_day(14)
    counter.reads()  # the morning's follow-ups
    return counter


def open_questions(counter):
    counter.from_menu("10の質問")
    counter.expect("questions")
    counter.reads()


def card(counter, title):
    return next(one for one in counter.view.body.cards if one.title == title)


def ask(counter, title):
    counter.send(card(counter, title).intent)
    counter.expect("question")


def names(counter):
    return [(row.title, row.end) for row in counter.view.body.rows]


def test_ten_answers_with_last_month_and_last_year_beside(shop):
    open_questions(shop)
    assert [one.title.partition("　")[0] for one in shop.view.body.cards] == [str(n) for n in range(1, 11)]
    first = card(shop, REGULARS)
    assert (first.figure, first.says, first.before) == ("50.0%", "2日以上お買い物の方", ("先月 なし", "去年 なし"))
    assert card(shop, UNSEEN).figure == "0人"
    assert card(shop, TASTE).figure == "—"
    assert card(shop, WELCOME).figure == "0件"


def test_an_answer_is_shown_as_soon_as_it_is_there(shop):
    shop.from_menu("10の質問")
    shop.reads_up_to(9)
    assert (card(shop, REGULARS).figure, card(shop, TASTE).figure) == ("50.0%", "…")
    assert card(shop, WELCOME).figure == "0件"
    assert {one.intent for one in shop.view.body.cards} == {None}
    shop.send(OpenQuestion(Ask.REGULARS))
    shop.expect("questions")
    shop.reads()
    ask(shop, REGULARS)


def test_one_touch_to_its_parts_and_to_the_names(shop):
    open_questions(shop)
    ask(shop, REGULARS)
    assert isinstance(shop.view.body.waiting, Progress)
    shop.expect_text("¥5,000 ÷ ¥10,000", "もと：この月の売上")
    shop.reads()
    shop.expect_text("1人")
    assert names(shop) == [("佐藤 和子 様", "¥5,000")]
    shop.press("佐藤 和子 様")
    shop.expect("customer")
    shop.expect_text("佐藤 和子 様")


def test_another_figure_brings_its_own_names(shop):
    open_questions(shop)
    ask(shop, "6　上位のお客様はどなたか？")
    shop.reads()
    figures = shop.view.body.figures
    assert [one.picked for one in figures[:2]] == [True, False]
    shop.send(figures[2].intent)
    shop.reads()
    assert names(shop) == [("お客様 2番", "¥4,000")]
    assert [one.picked for one in shop.view.body.figures[:3]] == [False, False, True]
    shop.press("もどる")
    shop.expect("questions")


def test_who_was_not_seen_by_days(shop):
    shop.next_day(80)
    open_questions(shop)
    while "2026年1月" not in shop.view.body.title:
        shop.press("◀ 1月")
        shop.reads()
    assert card(shop, UNSEEN).figure == "2人"
    ask(shop, UNSEEN)
    shop.reads()
    shop.expect_text("61〜90日ぶり", "211〜239日ぶり")
    assert names(shop) == [("佐藤 和子 様", "69日"), ("お客様 2番", "69日")]


def test_figures_without_names_say_so(shop):
    open_questions(shop)
    ask(shop, WELCOME)
    assert not shop.archive.asked
    assert isinstance(shop.view.body.waiting, Nothing)
    assert all(one.intent is None for one in shop.view.body.figures)


def test_nobody_behind_a_figure(shop):
    open_questions(shop)
    ask(shop, UNSEEN)
    shop.reads()
    shop.expect_text("どなたもいません")


def test_only_those_on_the_list_open_from_it(shop):
    open_questions(shop)
    ask(shop, REGULARS)
    shop.reads()
    other = Customer.get(Customer.number == 2).id
    shop.send(OpenCustomer(CustomerId(other)))
    shop.expect("question")
    shop.send(ShowNames(Who(Ask.TASTE, "product", 7)))
    assert not shop.archive.asked


def test_who_was_erased_is_counted_and_not_named(shop):
    Customer.update(erased_at=1, name="", reading="").where(Customer.number == 1).execute()
    open_questions(shop)
    ask(shop, REGULARS)
    shop.reads()
    assert names(shop) == []
    shop.expect_text("0人（ほかに情報を消去した方 1人）")


def test_names_that_can_not_be_read_are_tried_again(shop):
    open_questions(shop)
    ask(shop, REGULARS)
    shop.reading_fails()
    shop.expect_text("数えられませんでした")
    shop.press("もう一度")
    shop.reads()
    assert names(shop) == [("佐藤 和子 様", "¥5,000")]


def test_answers_that_can_not_be_read_are_tried_again(shop):
    shop.from_menu("10の質問")
    shop.reading_fails()
    shop.expect_text("数えられませんでした")
    shop.press("もう一度")
    shop.reads()
    assert card(shop, REGULARS).figure == "50.0%"


def test_a_card_is_served_meanwhile(shop):
    open_questions(shop)
    ask(shop, REGULARS)
    shop.tap(SUZUKI)
    shop.expect("customer")
    assert not shop.archive.asked


def test_the_names_take_an_owner_and_a_shade_lies_over_them(shop):
    shop.from_menu("スタッフ")
    shop.press("席を外す")
    shop.press("どなたがいますか？")
    shop.pin(OWNER_PIN)
    open_questions(shop)
    ask(shop, REGULARS)
    shop.reads()
    shop.wait(25)
    assert isinstance(shop.view.body, ShadeBody)
    shop.expect_no_text("佐藤")


def test_in_english(english):
    english.from_menu("Ten questions")
    english.reads()
    english.expect_text("Ten questions, Oct 2025", "1  How much do repeaters buy?")
