"""返品: a sale is found, goes back whole or in pieces, and the points with it, both ways."""

from pathlib import Path

import pytest

from db.models import Customer, PointEntry, PointLot, Sale
from db.verify import verify
from hardware.events import SlipOutcome
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.record import read_record
from kiosk.actions.sale import open_sale
from kiosk.rules.search_words import search_text
from kiosk.rules.slip_code import slip_code
from tests.flow.counter import Counter
from tests.flow.test_sale import MILK, SATO, amount, earn, number, scan_new


@pytest.fixture
def till(tmp_path: Path):
    """A shop with one customer who has 100 points, and milk at ¥198."""
    counter = Counter(tmp_path)
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("おわり")
    scan_new(counter, MILK, "198", 8)
    counter.press("やめる")
    counter.wait(6)
    earn(counter, SATO, 10_000)
    yield counter
    counter.close()
    assert verify(tmp_path, words=search_text) == []


AGAIN = "0101000000000009"


def sell(till: Counter) -> Sale:
    """Two bottles and ¥1,000, of which 60 points are spent."""
    till.tap(SATO)
    till.press("お会計")
    till.scan(MILK)
    till.scan(MILK)
    amount(till, "1000")
    number(till, "60")
    till.press("ポイント")
    till.press("お会計")
    till.expect("sold")
    till.printer_says(SlipOutcome.PRINTED)
    till.press("おわり")
    return Sale.select().order_by(Sale.id.desc()).get()


def balance() -> int:
    return sum(entry.delta for entry in PointEntry.select())


def test_the_slips_barcode_finds_the_sale_and_all_of_it_goes_back(till: Counter):
    before = balance()
    sale = sell(till)
    assert balance() == before - 60 + sale.earned
    till.scan(slip_code(sale.id))
    till.expect("refund")
    till.press("全部")
    till.expect_text("戻すポイント 60", f"引くポイント {sale.earned}")
    till.press("返品する")
    till.expect("refunded")
    till.expect_text("返品 ¥1,336")
    assert balance() == before
    assert "返品" in " ".join(till.slip_texts())


def test_a_bottle_goes_back_and_then_only_the_rest_can(till: Counter):
    sale = sell(till)
    for left in (1, 0):
        till.scan(slip_code(sale.id))
        if left:
            till.press("＋1")
        else:
            till.expect_text("1点は返品ずみ")
            till.press("全部")
        till.press("返品する")
        till.expect("refunded")
        till.press("おわり")
    till.scan(slip_code(sale.id))
    with pytest.raises(AssertionError, match="no button"):
        till.press("全部")
    assert sum(sold.total for sold in Sale.select().where((Sale.id == sale.id) | (Sale.of == sale.id))) == 0


def test_a_sale_is_found_by_its_day(till: Counter):
    sell(till)
    till.from_menu("お会計の一覧・返品")
    till.expect("sales")
    till.expect_text("商品 4901234567894 ほか1点", "¥1,336")
    till.press("前の日")
    till.expect_text("この日のお会計はありません")
    till.press("次の日")
    till.press("お客様 1番")
    till.expect("refund")
    till.press("もどる")
    till.expect("sales")


def test_leaving_takes_nothing_back(till: Counter):
    sale = sell(till)
    till.scan(slip_code(sale.id))
    till.press("全部")
    till.press("もどる")
    till.expect("idle")
    assert Sale.select().where(Sale.of.is_null(False)).count() == 0


def test_a_slip_of_another_shop_is_said_so(till: Counter):
    till.scan(slip_code(424242))
    till.expect("idle")
    till.expect_text("このスリップのお会計は見つかりません")


def test_a_sale_of_a_merged_record_goes_back_to_the_one_that_was_kept(till: Counter, tmp_path: Path):
    sale = sell(till)
    till.tap(AGAIN)
    till.press("はじめてのお客様")
    till.press("おわり")
    gone, kept = Customer.select().order_by(Customer.number)
    merge(till.books, kept.id, gone.id)
    before = read_record(till.books, kept.id, till.books.today()).points
    till.scan(slip_code(sale.id))
    till.press("＋1")
    till.press("返品する")
    till.expect("refunded")
    till.press("おわり")
    till.scan(slip_code(sale.id))
    till.press("全部")
    till.press("返品する")
    till.expect("refunded")
    assert read_record(till.books, kept.id, till.books.today()).points == before + 60 - sale.earned
    assert not PointLot.select().where((PointLot.customer == gone.id) & (PointLot.left > 0)).exists()
    assert verify(tmp_path) == []


def test_a_sale_of_somebody_who_was_erased_goes_back_and_the_books_add_up(till: Counter):
    sale = sell(till)
    erase_person(till.books, Customer.get().id)
    till.scan(slip_code(sale.id))
    till.press("全部")
    till.press("返品する")
    till.expect("refunded")
    till.expect_text("返品 ¥1,336")


def test_a_sale_left_open_is_nobodys_when_its_customer_is_erased(till: Counter):
    till.tap(SATO)
    till.press("お会計")
    till.scan(MILK)
    number(till, "60")
    till.press("ポイント")
    till.wait(70)
    erase_person(till.books, Customer.get().id)
    till.reopen()
    left = open_sale(till.books)
    assert left is not None
    assert (left.customer, left.points) == (None, 0)
