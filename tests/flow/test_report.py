"""The month's report at the counter: an owner reads it while customers are served, issues it, and takes it as a PDF."""

import pytest

from db.models import AccessLog, ClassMonth, Report, Sale
from hardware.ports import Cue
from kiosk.actions.duty import sign_in
from kiosk.actions.long_reads import ReadFailed, ReadMoved
from kiosk.actions.staff import add_member
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.charts import Bars, Columns, Grid, Nothing, Progress
from kiosk.flow.intents import IssueReport, LiftShade, TurnMonth
from kiosk.flow.views import ShadeBody
from tests.flow.counter import OWNER_PIN, Counter, buttons

SATO, SUZUKI = "0101000000000001", "0101000000000002"


def sell(counter, uid, yen):
    if uid is None:
        counter.press("お会計")
    else:
        counter.tap(uid)
        if counter.view.screen == "unknown_card":
            counter.press("はじめてのお客様")
        counter.press("お会計")
    counter.type(str(yen))
    counter.press("お会計")
    counter.press("おわり")


@pytest.fixture
def shop(counter: Counter):
    """November: two people and one without a card. It is now the 7th of December."""
    sell(counter, SATO, 3000)
    counter.next_day()
    sell(counter, SATO, 2000)
    sell(counter, SUZUKI, 4000)
    sell(counter, None, 1000)
    counter.next_day(14)
    counter.reads()  # the morning's follow-ups
    return counter


def open_report(counter):
    counter.from_menu("毎月の顧客分析")
    counter.expect("report_classes")
    assert isinstance(counter.view.body.chart, Progress)
    counter.reads()


def open_again(counter):
    counter.press("もどる")
    counter.press("毎月の顧客分析")
    counter.reads()


def row(counter, title):
    return next(one for one in counter.view.body.chart.rows if one.title == title)


def label(counter, word):
    return next(button for button in buttons(counter.view) if button.label == word)


def test_the_last_month_that_is_over_in_five_classes(shop):
    open_report(shop)
    shop.expect_text("2025年11月の顧客分析", "¥10,000", "11月30日まで・まだ発行していません")
    assert isinstance(shop.view.body.chart, Bars)
    assert row(shop, "初回").figures == ("1人", "0人", "50.0%")
    assert row(shop, "初回").text == "¥4,000　40.0%"
    assert row(shop, "よちよち").text == "¥5,000　50.0%"
    assert row(shop, "よちよち").fraction == 1.0
    assert row(shop, "カードなし").text == "¥1,000　10.0%"
    assert row(shop, "離脱").figures[0] == "0人"


def test_its_pages_are_one_touch_apart(shop):
    open_report(shop)
    shop.press("移り変わり")
    shop.expect("report_moves")
    assert isinstance(shop.view.body.chart, Grid)
    assert [cell.text for cell in row(shop, "新しい方").cells][1:7] == ["1", "1", "0", "0", "0", "0"]
    shop.press("上位の方")
    assert isinstance(shop.view.body.chart, Columns)
    shop.expect_text("55.6%", "上位20%の1人（2人のうち）")
    shop.press("初回の方")
    shop.expect_text("初回のお客様2人のうち、1人がまた来られ、0人が優良に")
    assert row(shop, "今までに").cells[-1].text == "50%"
    assert row(shop, "30日以内").cells[-1].text == "まだ"
    shop.press("好きな品")
    assert isinstance(shop.view.body.chart, Nothing)
    shop.press("曜日と時間")
    shop.expect_text("3回", "いちばん多いのは")
    assert [cell.text for cell in row(shop, "土").cells][1:3] == ["1", "0"]
    shop.press("カードなし")
    shop.expect_text("10.0%")
    assert row(shop, "この月").figures == ("¥10,000", "¥1,000", "1件")
    shop.press("もどる")
    shop.expect("menu")


def test_from_month_to_month_between_the_first_sale_and_today(shop):
    open_report(shop)
    assert label(shop, "◀ 10月").intent is None
    shop.press("移り変わり")
    shop.press("12月 ▶")
    shop.reads()
    shop.expect("report_moves")
    shop.expect_text("2025年12月の顧客分析", "12月7日までの途中経過")
    assert label(shop, "1月 ▶").intent is None
    assert label(shop, "発行する").intent is None
    shop.send(IssueReport())
    shop.expect_text("この月はまだ終わっていないので")
    assert not Report.select().exists()
    shop.send(TurnMonth(1))
    shop.expect_text("2025年12月の顧客分析")
    shop.press("◀ 11月")
    shop.reads()
    shop.expect_text("2025年11月の顧客分析")


def test_the_counter_goes_on_while_it_is_counted(shop):
    shop.from_menu("毎月の顧客分析")
    number = shop.archive.last
    shop.happens(ReadMoved(number, 2, 8))
    assert shop.view.body.chart.fraction == 0.25
    shop.press("曜日と時間")  # a page may be chosen before there is one
    shop.expect("report_hours")
    shop.tap(SATO)
    shop.expect("customer")
    assert not shop.archive.asked  # nobody waits for it any more
    shop.happens(ReadMoved(number, 8, 8))
    shop.happens(ReadFailed(number, BooksTrouble.OTHER))
    shop.expect("customer")


def test_a_page_is_shown_as_soon_as_it_is_counted(shop):
    shop.from_menu("毎月の顧客分析")
    shop.reads_up_to(1)
    shop.expect_text("¥10,000", "できたところから")
    assert row(shop, "初回").figures == ("1人", "0人", "50.0%")
    assert "発行する" not in [button.label for button in buttons(shop.view)]
    shop.press("好きな品")
    assert isinstance(shop.view.body.chart, Progress)
    shop.press("上位の方")
    assert isinstance(shop.view.body.chart, Progress)
    shop.reads_up_to(2)
    assert isinstance(shop.view.body.chart, Columns)
    shop.happens(ReadMoved(shop.archive.last, 3, 5))  # a word without a page takes none away
    assert isinstance(shop.view.body.chart, Columns)
    assert not ClassMonth.select().exists()
    shop.reads()
    shop.expect_text("11月30日まで・まだ発行していません")
    assert label(shop, "発行する").intent is not None


def test_pages_in_sight_when_the_rest_can_not_be_read(shop):
    shop.from_menu("毎月の顧客分析")
    shop.reads_up_to(3)
    shop.reading_fails()
    shop.expect_text("データに傷が見つかり、数えられませんでした")


def test_one_that_is_left_alone_is_given_up(shop):
    shop.from_menu("毎月の顧客分析")
    shop.wait(61)
    shop.expect("idle")
    assert not shop.archive.asked


def test_another_month_gives_the_first_one_up(shop):
    shop.from_menu("毎月の顧客分析")
    shop.press("12月 ▶")
    assert len(shop.archive.asked) == 1
    shop.reads()
    shop.expect_text("2025年12月の顧客分析")


def test_what_can_not_be_read_says_so_and_is_tried_again(shop):
    shop.from_menu("毎月の顧客分析")
    shop.reading_fails()
    shop.expect_text("データに傷が見つかり、数えられませんでした")
    shop.press("もう一度")
    shop.reads()
    shop.expect_text("¥10,000")


def test_issued_once_and_kept(shop):
    open_report(shop)
    shop.press("発行する")
    shop.expect_text("発行しました", "12月7日に発行ずみ")
    assert shop.lamp.cues[-1] is Cue.DONE
    assert label(shop, "発行する").intent is None
    shop.send(IssueReport())
    assert Report.select().count() == 1
    assert AccessLog.select().where(AccessLog.what == "report_issued").count() == 1
    open_again(shop)
    shop.expect_text("12月7日に発行ずみ")


def test_changed_by_a_refund_both_are_shown(shop):
    open_report(shop)
    shop.press("発行する")
    shop.press("もどる")
    shop.press("お会計の一覧・返品")
    while not shop.sees("11月22日"):
        shop.press("前の日")
    shop.press("お客様 1番")
    shop.press("全部")
    shop.press("返品する")
    shop.press("おわり")
    open_report(shop)
    shop.expect_text("今の売上 ¥7,000（12月7日の発行時は ¥10,000）", "¥7,000")
    shop.press("発行時の数字を見る")
    shop.expect_text("12月7日の発行時の売上 ¥10,000（今は ¥7,000）")
    assert shop.view.body.figure == "¥10,000"
    assert label(shop, "発行する").intent is None  # not as it was
    shop.press("今の数字を見る")
    assert shop.view.body.figure == "¥7,000"
    shop.press("発行する")
    assert Report.select().count() == 2


def test_movements_of_a_month_that_is_over_are_counted_once(shop):
    open_report(shop)
    assert ClassMonth.select().where(ClassMonth.was == "").count() == 2
    before = list(ClassMonth.select().tuples())
    open_again(shop)
    assert list(ClassMonth.select().tuples()) == before


def test_the_pdf_lies_in_the_data_folder(shop):
    open_report(shop)
    shop.press("PDF保存")
    assert label(shop, "PDF保存").intent is None
    shop.expect_text("作っています")
    shop.reads()
    shop.expect_text("reports/2025-11.pdf に保存しました")
    assert (shop.folder / "reports" / "2025-11.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in (shop.folder / "reports").iterdir()] == ["2025-11.pdf"]
    assert label(shop, "PDF保存").intent is not None


def test_a_pdf_that_can_not_be_made_says_so(shop):
    open_report(shop)
    shop.press("PDF保存")
    shop.reading_fails()
    shop.expect_text("PDFを作れませんでした")
    assert label(shop, "PDF保存").intent is not None


def test_it_takes_an_owner(shop):
    sign_in(shop.books, add_member(shop.books, "よしだ"))
    shop.from_menu("毎月の顧客分析")
    shop.expect("pin")
    assert not shop.archive.asked
    shop.pin(OWNER_PIN)
    shop.expect("report_classes")
    shop.reads()
    shop.press("移り変わり")  # behind the door nothing more is asked
    shop.expect("report_moves")


def test_nobody_who_passes_sees_the_figures(shop):
    shop.from_menu("毎月の顧客分析")
    shop.wait(25)
    assert isinstance(shop.view.body, ShadeBody)
    shop.reads()
    assert isinstance(shop.view.body, ShadeBody)  # what arrives lifts no shade
    shop.send(LiftShade())
    shop.expect_text("¥10,000")


def test_a_month_without_a_sale(counter):
    counter.from_menu("毎月の顧客分析")
    counter.reads()
    counter.expect_text("2025年10月の顧客分析", "¥0", "先月 なし")
    assert not Sale.select().exists()
    for page in ("移り変わり", "上位の方", "初回の方", "好きな品", "曜日と時間", "カードなし"):
        counter.press(page)
        assert counter.view.screen.startswith("report_")
    counter.press("上位の方")
    counter.expect_text("12か月のあいだ、カードのあるお客様の売上がありません。")


def test_in_english(english):
    english.from_menu("Month's report")
    english.reads()
    english.expect_text("Report of Oct 2025", "Sales of the month")
