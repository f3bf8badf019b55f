"""The month's report on paper: its figures, its pages, in both languages, and of a shop to which nobody came."""

from functools import cache

import pytest

from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.paper.report import month_report
from kiosk.rules.report import MonthReport
from kiosk.value import replace
from tests.paper.months import MOVES, PRODUCTS, busy_month, empty_month
from tests.paper.pages import places, sizes, texts

A4 = (210, 297)
SMALLEST = 6.5  # pt; the small print
JA = Words(Texts("ja"))
both_languages = pytest.mark.parametrize("language", ["ja", "en"])
both_months = pytest.mark.parametrize("month", [busy_month(), empty_month()], ids=["busy", "empty"])


@cache
def printed(report: MonthReport, language: str = "ja") -> bytes:
    return month_report(report, "まるみ電器", Words(Texts(language))).pdf()


@both_languages
@both_months
def test_three_pages_of_a4(month: MonthReport, language: str) -> None:
    assert sizes(printed(month, language)) == [A4] * 3


@both_languages
@both_months
def test_nothing_stands_outside_the_margins_or_too_small_to_read(month: MonthReport, language: str) -> None:
    pdf = printed(month, language)
    for page in range(3):
        for text, x, y, size in places(pdf, page):
            assert 12 <= x <= 198, text
            assert 10 <= y <= 290, text
            assert size >= SMALLEST, text


def test_the_first_page_says_how_the_shop_stands() -> None:
    first, _, _ = texts(printed(busy_month()))
    for words in (
        "まるみ電器",
        "2026年10月",
        "毎月の顧客分析",
        "¥2,988,400",
        "お会計1,204件",
        "400人",
        "48.0%",
        "12.9%",
    ):
        assert words in first


@pytest.mark.parametrize(("name", "people", "change"), [("よちよち", "57人", "8人増"), ("流行", "13人", "同じ")])
def test_each_class_stands_with_last_month_beside_it(name: str, people: str, change: str) -> None:
    first, _, _ = texts(printed(busy_month()))
    row = first[first.index(name) : first.index(name) + 60]
    assert people in row
    assert change in row


def test_every_move_stands_in_the_matrix() -> None:
    first, _, _ = texts(printed(busy_month()))
    matrix = first[first.index("先月の末から今月の末への動き") :]
    for move in MOVES:
        if not move.now.lapsed:
            assert str(move.people) in matrix
    assert "234" in matrix  # 離脱 stayed 離脱: the five together


def test_a_rate_stands_with_its_denominator() -> None:
    first, _, _ = texts(printed(busy_month()))
    assert "11.0%12/109" in first  # of 109 初回 of last month 12 went up
    assert "6.2%4/65" in first  # of 65 コツコツ that had lapsed 4 came back


def test_the_second_page_says_who_carries_the_sales_and_who_came_back() -> None:
    _, second, _ = texts(printed(busy_month()))
    best = busy_month().pareto
    assert f"上位20%の83人で、売上の{best.best.percent:.1f}%" in second
    assert second.count("割目") == 10
    assert "まだ" in second


def test_the_third_page_says_what_the_best_like_when_people_come_and_what_it_all_means() -> None:
    _, _, third = texts(printed(busy_month()))
    for name in PRODUCTS:
        assert "".join(name.split()) in third
    assert "3.7倍" in third
    assert "今月のご来店580回" in third
    assert "返品は売った日から引きます" in third


def test_the_small_print_names_the_shop_s_own_limits() -> None:
    month = busy_month()
    own = replace(month, limits=replace(month.limits, lapsed_days=300), cycle_days=30)
    first, _, third = texts(printed(own))
    assert "300日以上お買い物なし" in first
    assert "周期30日" in third
    assert "周期" not in texts(printed(month))[2]


def test_a_month_that_is_not_over_says_so() -> None:
    assert "途中経過" in texts(printed(busy_month(over=False)))[0]
    assert "途中経過" not in texts(printed(busy_month()))[0]


def test_a_product_whose_name_no_font_has_is_spelled_and_stops_nothing() -> None:
    month = busy_month()
    odd = replace(month, favourites=(replace(month.favourites[0], name="電池😀"),))
    assert "電池〔U+1F600〕" in texts(printed(odd))[2]


def test_a_visit_late_at_night_has_its_hour() -> None:
    month = busy_month()
    late = tuple((*day[:23], 1) for day in month.hours.visits)
    assert "23時" in texts(printed(replace(month, hours=replace(month.hours, visits=late))))[2]
