"""Coupons: on the next slip, used once by a scan, given back with the whole of the sale."""

import pytest

from db.models import Card, Contact, Coupon, Letter, Recipient, Sale
from hardware.events import SlipFinished, SlipOutcome, Trouble
from hardware.slip import Barcode
from kiosk.actions.merging import merge
from kiosk.actions.refund import read_sale, refund
from kiosk.actions.slip import drop_slip
from kiosk.flow.intents import AddAmount, Key
from kiosk.rules.units import JobId
from tests.flow.counter import Counter
from tests.letters.people import household

SATO, SUZUKI = "0101000000000001", "0101000000000003"


def enrol(counter: Counter, uid: str) -> int:
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.press("おわり")
    return int(Card.select(Card.customer).order_by(Card.at.desc()).first().customer_id)


@pytest.fixture
def shop(counter: Counter):
    """A coupon of ¥300 for 30 days waits for Sato and Suzuki, from tomorrow."""
    enrol(counter, SATO)
    enrol(counter, SUZUKI)
    counter.from_menu("おたより")
    counter.press("新しいおたより")
    counter.press("スリップのクーポン")
    counter.reads()
    counter.press("どなたに届くか見る")
    counter.reads()
    counter.press("次へ")
    counter.press("¥300")
    counter.press("確認へ")
    counter.expect_text("2名様の次のスリップに、¥300引きのクーポン（30日間）を付けます。")
    counter.press("クーポンを用意する")
    counter.expect_text("次のご来店を待っています")
    counter.next_day()
    return counter


def code_on_slip(counter: Counter) -> str:
    """The coupon's barcode on the newest slip."""
    codes = [line.code for line in counter.tray.slips[-1][1].lines if isinstance(line, Barcode)]
    return next(code for code in codes if code.startswith("KC"))


def given(counter: Counter, uid: str = SATO) -> str:
    """The customer comes, and takes a slip with a coupon home."""
    counter.tap(uid)
    code = code_on_slip(counter)
    counter.press("おわり")
    return code


def ring(counter: Counter, yen: str, uid: str | None = SATO) -> None:
    counter.press("お会計")
    if uid is not None:
        counter.tap(uid)
    for digit in yen:
        counter.send(Key(digit))
    counter.send(AddAmount(10))


def total(counter: Counter) -> str:
    return counter.view.body.total.detail


def test_it_comes_with_the_next_slip_and_no_other(shop: Counter):
    shop.tap(SATO)
    assert {"クーポン ¥300 引き", "12月23日まで・1回かぎり", "2025年11月のおたより"} <= set(shop.slip_texts())
    shop.press("おわり")
    shop.next_day()
    shop.tap(SATO)
    assert not any("クーポン" in text for text in shop.slip_texts())
    assert [(one.channel, one.kind) for one in Contact.select()] == [("slip", "selling")]
    shop.press("おわり")
    shop.tap(SUZUKI)
    assert Letter.get().state == "done"


def test_a_scan_takes_its_worth_off_and_the_next_one_takes_it_back(shop: Counter):
    code = given(shop)
    ring(shop, "1000")
    shop.scan(code)
    shop.expect_text("クーポン ¥300 引きます", "値引・クーポン")
    assert total(shop) == "¥700"
    shop.scan(code)
    assert total(shop) == "¥1,000"
    shop.scan(code)
    shop.press("お会計")
    shop.expect("sold")
    assert Sale.get().total == 700
    assert Sale.get().discount == 300
    assert "値引（クーポン含む） −¥300" in shop.slip_texts()
    assert Coupon.get().sale_id == Sale.get().id


def test_it_is_never_worth_more_than_the_goods(shop: Counter):
    code = given(shop)
    ring(shop, "200")
    shop.scan(code)
    shop.press("お会計")
    assert (Sale.get().total, Sale.get().discount) == (0, 200)


def test_scanned_at_the_customers_screen_it_begins_their_sale(shop: Counter):
    code = given(shop)
    shop.tap(SATO)
    shop.scan(code)
    shop.expect("sale")
    for digit in "500":
        shop.send(Key(digit))
    shop.send(AddAmount(10))
    assert total(shop) == "¥200"


def test_what_stands_against_it_is_said(shop: Counter):
    code = given(shop)
    shop.scan(code)
    shop.expect_text("クーポンは、先に会員カードをタッチしてから読み取ってください")
    ring(shop, "1000", uid=None)
    shop.scan(code)
    shop.expect_text("クーポンは、先に会員カードをタッチしてから読み取ってください")
    shop.tap(SUZUKI)
    shop.scan(code)
    shop.expect_text("ほかのお客様にお渡ししたクーポンです")
    shop.scan("KC0000000000000000")
    shop.expect_text("このお店のクーポンではありません")
    shop.scan(code[:-1] + str((int(code[-1]) + 1) % 10))
    shop.expect_text("正しく読めませんでした")
    assert total(shop) == "¥1,000"


def test_it_is_used_once(shop: Counter):
    code = given(shop)
    ring(shop, "1000")
    shop.scan(code)
    shop.press("お会計")
    shop.press("おわり")
    ring(shop, "1000")
    shop.scan(code)
    shop.expect_text("このクーポンは使用ずみです")
    assert total(shop) == "¥1,000"


def test_after_its_last_day_it_takes_nothing_off(shop: Counter):
    code = given(shop)
    shop.next_day(30)
    ring(shop, "1000")
    shop.scan(code)
    assert total(shop) == "¥700"
    shop.wait(70)
    shop.next_day(1)
    shop.press("お会計のつづき")
    shop.press("お会計")
    shop.expect_text("このクーポンは期限が切れています")
    assert total(shop) == "¥1,000"
    assert Sale.select().count() == 0


def test_one_for_each_sale(shop: Counter):
    first, second = given(shop), given(shop, SUZUKI)
    ids = [card.customer_id for card in Card.select().order_by(Card.at)]
    household(shop.books, *ids)
    ring(shop, "1000")
    shop.scan(first)
    shop.scan(second)
    shop.expect_text("クーポンは1回のお会計に1枚です")
    assert total(shop) == "¥700"


def test_somebody_of_the_same_household_may_bring_it(shop: Counter):
    code = given(shop)
    household(shop.books, *(card.customer_id for card in Card.select()))
    ring(shop, "1000", SUZUKI)
    shop.scan(code)
    assert total(shop) == "¥700"


def test_another_customers_card_takes_it_off_the_sale(shop: Counter):
    code = given(shop)
    ring(shop, "1000")
    shop.scan(code)
    shop.tap(SUZUKI)
    shop.press("このお会計を新しいカードの方に")
    shop.expect_text("ほかのお客様にお渡ししたクーポンです")
    assert total(shop) == "¥1,000"


def test_the_whole_sale_back_gives_it_back_a_part_does_not(shop: Counter):
    code = given(shop)
    ring(shop, "1000")
    for digit in "500":
        shop.send(Key(digit))
    shop.send(AddAmount(10))
    shop.scan(code)
    shop.press("お会計")
    sale = Sale.get().id
    shop.press("おわり")
    lines = [line.id for line in read_sale(shop.books, sale).lines]
    refund(shop.books, sale, {lines[0]: 1}, "first")
    assert Coupon.get().sale_id == sale
    refund(shop.books, sale, {lines[1]: 1}, "second")
    assert Coupon.get().sale_id is None
    ring(shop, "1000")
    shop.scan(code)
    assert total(shop) == "¥700"


def test_it_belongs_to_the_record_that_is_kept(shop: Counter):
    """Two records of one person: what waited for the other one comes too, and what it got may be used."""
    code = given(shop, SUZUKI)
    sato, suzuki = (card.customer_id for card in Card.select().order_by(Card.at))
    merge(shop.books, sato, suzuki)
    ring(shop, "1000", SATO)
    shop.scan(code)
    assert total(shop) == "¥700"


def test_two_records_that_are_one_person_get_one(shop: Counter):
    sato, suzuki = (card.customer_id for card in Card.select().order_by(Card.at))
    merge(shop.books, sato, suzuki)
    given(shop)
    assert Coupon.select().count() == 1
    assert [one.customer_id for one in Contact.select()] == [sato]
    assert sorted((row.state, row.why) for row in Recipient.select()) == [("left_out", "written"), ("sent", None)]
    assert Letter.get().state == "done"


def test_who_had_it_under_another_record_gets_no_second(shop: Counter):
    given(shop, SUZUKI)
    sato, suzuki = (card.customer_id for card in Card.select().order_by(Card.at))
    merge(shop.books, sato, suzuki)
    shop.next_day()
    shop.tap(SATO)
    assert Coupon.select().count() == 1


def test_what_waited_for_the_record_that_is_gone_is_a_contact_of_the_one_that_is_kept(shop: Counter):
    sato, suzuki = (card.customer_id for card in Card.select().order_by(Card.at))
    Recipient.delete().where(Recipient.customer == sato).execute()
    merge(shop.books, sato, suzuki)
    given(shop)
    assert [one.customer_id for one in Contact.select()] == [sato]


def test_a_slip_that_never_came_out_and_was_let_go_leaves_its_coupon_to_the_next(shop: Counter):
    shop.tap(SATO)
    job = shop.tray.slips[-1][0]
    shop.happens(SlipFinished(job, SlipOutcome.NOT_SENT, Trouble.PAPER_OUT))
    drop_slip(shop.books, JobId(job))
    shop.press("おわり")
    shop.next_day()
    code = given(shop)
    assert Coupon.get().code == code
    assert (Coupon.select().count(), Contact.select().count()) == (1, 1)


def test_a_slip_of_which_nobody_knows_whether_it_came_out_keeps_its_coupon(shop: Counter):
    shop.tap(SATO)
    job = shop.tray.slips[-1][0]
    shop.happens(SlipFinished(job, SlipOutcome.UNKNOWN, Trouble.ABSENT))
    drop_slip(shop.books, JobId(job))
    shop.press("おわり")
    shop.next_day()
    shop.tap(SATO)
    assert not any("クーポン" in text for text in shop.slip_texts())


def test_the_open_sale_keeps_it_over_a_restart(shop: Counter):
    code = given(shop)
    ring(shop, "1000")
    shop.scan(code)
    shop.reopen()
    shop.press("お会計のつづき")
    assert total(shop) == "¥700"
