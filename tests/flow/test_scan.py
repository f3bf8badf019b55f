"""A barcode at the counter, as the staff live it."""

import pytest

from hardware.events import CardKind, DeviceName, Trouble
from hardware.ports import Cue
from kiosk.flow.views import Level
from kiosk.rules.slip_code import slip_code
from tests.flow.counter import Counter

SATO, TANAKA = "0101000000000001", "0101000000000002"
GOODS, MEMBER, OTHER_MEMBER = "4901234567894", "2900000000421", "2900000000438"


def enrol(counter, uid):
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.expect("customer")


def test_goods_that_nobody_knows_are_asked_about(counter):
    counter.scan(GOODS)
    counter.expect("pricing")
    counter.expect_text(f"バーコード {GOODS}")
    assert counter.lamp.cues[-1] is Cue.UNKNOWN
    counter.press("やめる")
    counter.expect("sale")
    counter.press("やめる")
    counter.expect("idle")


def test_a_broken_scan_asks_for_another(counter):
    enrol(counter, SATO)
    before = counter.session.state
    counter.misread()
    counter.expect_text("もう一度 読み取ってください")
    assert counter.lamp.cues[-1] is Cue.FAULT
    assert counter.session.state is before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4901234567890", "正しく読めませんでした"),
        (slip_code(42)[:-1] + "9", "正しく読めませんでした"),
        ("https://shop.example/", "このお店では使えないバーコードです"),
        ("7" * 500, "バーコードが長すぎて使えません"),
    ],
)
def test_a_code_that_can_not_be_used_says_why_and_changes_nothing(counter, text, said):
    enrol(counter, SATO)
    before = counter.session.state
    counter.scan(text)
    counter.expect("customer")
    counter.expect_text(said)
    assert counter.lamp.cues[-1] is Cue.FAULT
    assert counter.session.state is before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1921195008574", "上の段（978）"),
        (slip_code(42), "このスリップのお会計は見つかりません"),
    ],
)
def test_a_books_lower_row_and_a_slip_are_told_apart_from_goods(counter, text, said):
    counter.scan(text)
    counter.expect("idle")
    counter.expect_text(said)


def test_a_books_upper_row_is_goods(counter):
    counter.scan("9784122037144")
    counter.expect("pricing")


def test_a_members_barcode_is_a_card(counter):
    counter.scan(MEMBER)
    counter.expect("unknown_card")
    assert counter.lamp.cues[-1] is Cue.UNKNOWN
    assert counter.session.state.card.kind == CardKind.BARCODE
    assert counter.session.state.card.last4 == MEMBER[-4:]
    counter.press("やめる")
    counter.expect("idle")


def test_a_members_barcode_as_the_shop_has_chosen_it(counter):
    counter.set("codes.member_prefix", "")
    counter.set("codes.member_text", "M-")
    counter.scan(MEMBER)
    counter.expect("pricing")
    counter.press("やめる")
    counter.press("やめる")
    counter.scan("M-004217")
    counter.expect("unknown_card")


def test_a_finger_that_comes_just_after_a_members_barcode_does_not_press_the_new_screen(counter):
    seen = counter.view
    counter.scan(MEMBER)
    counter.view = seen
    counter.press("さがす")
    counter.expect("unknown_card")


def test_a_members_barcode_on_the_search_screen_is_found_by_it(counter):
    counter.press("さがす")
    counter.scan(MEMBER)
    counter.expect("unknown_card")


def test_goods_on_the_search_screen_begin_a_sale(counter):
    counter.press("さがす")
    counter.type("さ")
    counter.scan(GOODS)
    counter.expect("pricing")


def test_a_members_barcode_is_attached_and_scanned_again_meanwhile(counter):
    enrol(counter, SATO)
    counter.press("おわり")
    counter.scan(MEMBER)
    counter.press("カードの追加・交換")
    counter.expect("find")
    counter.scan(MEMBER)
    counter.expect("find")
    counter.expect_text("そのカードを登録しているところです")
    counter.scan(OTHER_MEMBER)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.expect("find")


def test_goods_never_drop_what_is_unfinished(counter):
    enrol(counter, SATO)
    counter.press("お名前を入れる")
    counter.type("さ")
    counter.scan(GOODS)
    counter.expect("naming")
    counter.expect_text("先に、いまの画面を終えてください")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.scan(GOODS)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.press("もどる")
    counter.press("おわり")
    counter.tap(TANAKA)
    counter.press("カードの追加・交換")
    counter.scan(GOODS)
    counter.expect("find")
    counter.expect_text("先に、いまの画面を終えてください")


def test_no_code_stands_in_the_log(counter, caplog):
    counter.scan(MEMBER)
    counter.scan(GOODS)
    assert MEMBER not in caplog.text
    assert GOODS not in caplog.text


# the signs


def test_the_scanner_has_its_sign_and_its_remedy(counter):
    counter.expect_text("バーコードリーダー", "準備中")
    counter.regain(DeviceName.SCANNER)
    counter.lose(DeviceName.SCANNER, Trouble.UNFIT)
    counter.expect_text("別の機器です")
    counter.from_menu("機器")
    counter.expect_text("kiosk.toml の [scanner] を直してください")
    for trouble in (Trouble.ABSENT, Trouble.TAKEN, Trouble.FORBIDDEN, Trouble.BROKEN, Trouble.NO_DRIVER):
        counter.lose(DeviceName.SCANNER, trouble)
        counter.expect_text(counter.words(f"remedy.scanner_{trouble}"))
    counter.regain(DeviceName.SCANNER)
    counter.expect_text("使えます")


def test_a_shop_without_a_scanner_sees_no_sign_of_one(tmp_path):
    counter = Counter(tmp_path, scans=False)
    try:
        counter.expect_no_text("バーコードリーダー")
        counter.from_menu("機器")
        row = next(row for row in counter.view.body.rows if row.title == "バーコードリーダー")
        assert (row.end, row.level) == ("ありません", Level.CALM)
        counter.press("バーコードリーダー")  # it may be looked for
        counter.expect("scanner")
    finally:
        counter.close()


def test_the_words_in_english(english):
    english.misread()
    english.expect_text("Please scan it again")
    english.scan(GOODS)
    english.expect("pricing")
    english.expect_text(f"Barcode {GOODS}")
