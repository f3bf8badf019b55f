"""お会計: scanned, typed, discounted, paid with points; kept safe whatever comes in between."""

from pathlib import Path

import pytest

from db.models import OpenSale, PointEntry, Sale, SaleLine, Visit
from db.verify import verify
from hardware.events import SlipOutcome
from kiosk.flow.intents import (
    AddAmount,
    ClearKeys,
    DiscountPercent,
    DiscountYen,
    KeepGoing,
    Key,
    NameProduct,
    PickLine,
    RemoveLine,
    SetQuantity,
    Settle,
    SpendPoints,
    TakeNewCard,
    Undo,
)
from kiosk.flow.views import SaleBody
from kiosk.rules.search_words import search_text
from tests.flow.counter import Counter

MILK, TEA, BOOK = "4901234567894", "4902345678905", "9784003101018"
SATO, SUZUKI = "0101000000000001", "0101000000000002"
LOST = "0101000000000005"


@pytest.fixture
def till(tmp_path: Path):
    """A new shop with a scanner; two customers, milk known at ¥198 and 8 %."""
    counter = Counter(tmp_path, scans=True)
    for uid in (SATO, SUZUKI):
        counter.tap(uid)
        counter.press("はじめてのお客様")
        counter.press("おわり")
    scan_new(counter, MILK, "198", 8)
    counter.press("やめる")
    counter.wait(6)
    yield counter
    counter.close()
    assert verify(tmp_path, words=search_text) == []


def body(counter: Counter) -> SaleBody:
    assert isinstance(counter.view.body, SaleBody)
    return counter.view.body


def number(counter: Counter, text: str) -> None:
    for digit in text:
        counter.send(Key(digit))


def scan_new(counter: Counter, code: str, price: str, rate: int) -> None:
    """A code that nobody knows: priced, and named later."""
    counter.scan(code)
    counter.expect("pricing")
    number(counter, price)
    counter.press(f"{rate}% にする")
    counter.expect("naming_product")
    counter.send(NameProduct())
    counter.expect("sale")


def amount(counter: Counter, yen: str, rate: int = 10) -> None:
    number(counter, yen)
    counter.send(AddAmount(rate))


def test_an_amount_typed_and_paid_in_one_confirm(till: Counter):
    till.press("お会計")
    till.expect("sale")
    number(till, "1200")
    till.press("お会計")
    till.expect("sold")
    till.expect_text("合計 ¥1,200")
    sale = Sale.get()
    assert (sale.total, sale.gross_10, sale.tax_10, sale.customer_id, sale.earned) == (1200, 1200, 109, None, 0)
    assert "領収書ではありません" in till.slip_texts()
    assert "合計 ¥1,200" in till.slip_texts()


def test_a_scan_on_the_idle_screen_begins_a_sale_and_a_card_joins_it(till: Counter):
    till.scan(MILK)
    till.expect("sale")
    till.expect_text("商品 4901234567894", "¥198", "※8%")
    till.tap(SATO)
    till.expect("sale")
    till.expect_text("お客様 1番")
    amount(till, "1000")
    till.press("お会計")
    till.expect("sold")
    till.expect_text("合計 ¥1,198", "ポイント +11")
    assert PointEntry.get(PointEntry.kind == "earn").delta == 11
    assert Visit.select().where(Visit.customer == Sale.get().customer_id).count() == 1
    assert "今回のポイント +11 P" in till.slip_texts()


def test_the_same_goods_are_one_line_and_a_number_before_the_scan_is_how_many(till: Counter):
    till.scan(MILK)
    till.scan(MILK)
    number(till, "3")
    till.scan(MILK)
    assert len(body(till).lines) == 1
    till.expect_text("5 × ¥198", "¥990")


def test_quantity_and_discounts_are_about_the_picked_line_or_the_whole(till: Counter):
    till.scan(MILK)
    number(till, "3")
    till.send(SetQuantity())
    amount(till, "1000")
    number(till, "100")
    till.send(DiscountYen())
    till.expect_text("値引 −¥100", "¥900")
    till.send(PickLine(0))
    number(till, "50")
    till.send(DiscountPercent())
    till.expect_text("値引 −¥297", "¥297")
    till.send(PickLine(None))
    number(till, "10")
    till.send(DiscountPercent())
    assert body(till).total.detail == "¥1,078"
    till.send(Settle())
    sale = Sale.get()
    assert (sale.goods, sale.discount, sale.total) == (1197, 119, 1078)
    assert sale.gross_8 + sale.gross_10 == 1078


def test_points_are_spent_and_the_tax_is_of_what_is_left(till: Counter):
    earn(till, SATO, 20_000)
    till.tap(SATO)
    till.press("お会計")
    amount(till, "1000")
    number(till, "50")
    till.send(SpendPoints())
    till.expect_text("ポイント利用", "−¥50")
    till.send(Settle())
    till.expect_text("合計 ¥950")
    sale = Sale.select().order_by(Sale.id.desc()).get()
    assert (sale.points_used, sale.total, sale.tax_10, sale.earned) == (50, 950, 86, 9)
    assert "ポイントのご利用 -50 P" in till.slip_texts()
    till.press("お客様の画面へ")
    till.expect_text("159")


def test_more_points_than_there_are_are_refused_in_words(till: Counter):
    earn(till, SATO, 1000)
    till.tap(SATO)
    till.press("お会計")
    amount(till, "1000")
    number(till, "11")
    till.send(SpendPoints())
    till.expect_text("そのポイントは使えません")
    assert body(till).total.detail == "¥1,000"


def test_many_points_ask_for_the_name_first(till: Counter):
    till.set("points.check_above", 100)
    earn(till, SATO, 50_000)
    till.tap(SATO)
    till.press("お会計")
    amount(till, "1000")
    number(till, "200")
    till.send(SpendPoints())
    till.expect("check_name")
    till.press("使わない")
    till.expect("sale")
    number(till, "200")
    till.send(SpendPoints())
    till.press("お名前が合っています")
    assert body(till).total.detail == "¥800"


def test_an_unknown_barcode_is_named_and_priced_on_the_spot_and_remembered(till: Counter):
    till.scan(TEA)
    till.expect("pricing")
    till.expect_text("バーコード 4902345678905")
    number(till, "150")
    till.press("8% にする")
    till.type("おちゃ")
    till.press("この名前にする")
    till.expect("sale")
    till.expect_text("おちゃ", "¥150")
    till.send(Settle())
    till.press("おわり")
    till.scan(TEA)
    till.expect_text("おちゃ", "¥150")


def test_the_lower_row_of_a_book_is_its_price_when_that_is_asked_for(till: Counter):
    till.scan(BOOK)
    till.expect("pricing")
    till.scan("1920193006001")
    till.expect_text("¥660")


def test_a_wrong_code_changes_nothing(till: Counter):
    till.scan(MILK)
    before = body(till)
    till.scan("4901234567890")
    till.expect("sale")
    assert body(till) == before


def test_another_customers_card_asks_and_the_sale_is_never_mixed_up(till: Counter):
    till.tap(SATO)
    till.press("お会計")
    amount(till, "500")
    till.tap(SUZUKI)
    till.expect("another_card")
    till.send(KeepGoing())
    till.expect("sale")
    till.expect_text("お客様 1番", "¥500")
    till.tap(SUZUKI)
    till.send(TakeNewCard())
    till.expect("sale")
    till.expect_text("お客様 2番", "¥500")


def test_an_unknown_card_becomes_a_customer_of_this_very_sale(till: Counter):
    till.press("お会計")
    amount(till, "500")
    till.tap("01010000000000aa")
    till.expect("join_card")
    till.press("はじめてのお客様")
    till.expect("sale")
    till.send(Settle())
    till.expect_text("ポイント +5")
    assert len(till.tray.slips) == 3  # one for each enrolment, and one for this


def test_the_open_sale_is_kept_when_the_screen_falls_idle_and_over_a_restart(till: Counter):
    till.scan(MILK)
    amount(till, "300")
    till.wait(61)
    till.expect("idle")
    till.press("お会計のつづき")
    till.expect_text("¥198", "¥300")
    till.reopen()
    till.expect("idle")
    till.press("お会計のつづき")
    assert body(till).total.detail == "¥498"
    till.send(Settle())
    till.expect("sold")
    assert OpenSale.select().count() == 0


def test_a_scan_beside_a_sale_that_was_left_open_asks_which(till: Counter):
    amount_left = "700"
    till.press("お会計")
    amount(till, amount_left)
    till.wait(61)
    till.scan(MILK)
    till.expect("open_sale")
    till.press("消して、はじめから")
    till.expect("sale")
    assert body(till).total.detail == "¥198"


def test_what_was_dropped_or_removed_comes_back(till: Counter):
    till.scan(MILK)
    amount(till, "300")
    till.send(RemoveLine())
    assert body(till).total.detail == "¥198"
    undo(till)
    assert body(till).total.detail == "¥498"
    till.press("やめる")
    till.expect("idle")
    undo(till)
    till.press("お会計のつづき")
    assert body(till).total.detail == "¥498"


def test_paid_twice_is_one_sale(till: Counter):
    till.scan(MILK)
    state = till.session.state
    till.send(Settle())
    till.session._state = state  # as if the answer of the first had been lost
    till.send(Settle())
    till.expect_text("このお会計はすんでいます")
    assert Sale.select().count() == 1
    assert SaleLine.select().count() == 1


def test_nothing_is_sold_without_a_line(till: Counter):
    till.press("お会計")
    till.send(Settle())
    till.expect("sale")
    till.expect_text("まだ何も入っていません")
    number(till, "5")
    till.send(ClearKeys())
    assert body(till).typed == ""


def test_a_lost_card_does_not_join(till: Counter):
    till.tap(SATO)
    till.press("おわり")
    till.store.database.execute_sql("UPDATE card SET state = 'lost' WHERE customer_id = (SELECT min(id) FROM customer)")
    till.press("お会計")
    amount(till, "100")
    till.tap(SATO)
    till.expect_text("使えないカードです（紛失・交換ずみ）", "カードなしのお客様")


def test_a_simple_invoice_says_what_it_must(till: Counter):
    till.set("sale.invoice_number", "T1234567890123")
    till.set("sale.address", "東京都千代田区1-1")
    till.scan(MILK)
    amount(till, "1000")
    till.send(Settle())
    words = till.slip_texts()
    assert "登録番号 T1234567890123" in words
    assert "商品 4901234567894 ※ ¥198" in words
    assert "10%対象 ¥1,000" in words
    assert "8%対象 ※ ¥198" in words
    assert [word for word in words if "うち消費税" in word] == ["　うち消費税 ¥90", "　うち消費税 ¥14"]
    assert "領収書ではありません" not in words


def test_the_drawer_opens_with_the_first_copy_alone(till: Counter):
    till.set("sale.drawer", True)
    till.press("お会計")
    amount(till, "100")
    till.send(Settle())
    assert till.tray.slips[-1][1].opens_drawer
    till.printer_says(SlipOutcome.PRINTED)
    till.press("おわり")
    till.press("メニュー")
    till.press("スリップ")
    till.press("再発行")
    assert not till.tray.slips[-1][1].opens_drawer


def undo(counter: Counter) -> None:
    assert counter.view.toast is not None
    assert counter.view.toast.undo is not None
    intent = counter.view.toast.undo.intent
    assert isinstance(intent, Undo)
    counter.send(intent)


def earn(counter: Counter, uid: str, yen: int) -> None:
    counter.tap(uid)
    counter.press("お会計")
    amount(counter, str(yen))
    counter.send(Settle())
    counter.press("おわり")
