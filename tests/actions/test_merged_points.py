"""Points earned before two records became one: a refund afterwards takes what is still there, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.actions.books import Books
from kiosk.actions.card import enrol_customer, tap_card
from kiosk.actions.closing import begin_day
from kiosk.actions.ledger import read_account
from kiosk.actions.merging import Merged, merge
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.sale import Sold, settle_sale
from kiosk.actions.visit import Known
from kiosk.rules.card_number import card_number
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId, SaleId
from tests.flow.counter import DAY_MS, OPENING

CARDS = ("0101000000000001", "0101000000000002", "0101000000000003")


class Shop:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ms = OPENING
        self.store = Store.open(folder, now_ms=lambda: self.ms)
        self.books: Books = open_books(self.store, folder, new_shop("オーナー", []))
        for card in CARDS:
            enrol_customer(self.books, card_number(card, "felica", self.books.card_key))

    def customer(self, number: int) -> CustomerId:
        known = tap_card(self.books, CARDS[number], "felica")
        assert isinstance(known, Known)
        return known.record.id

    def sell(self, customer: CustomerId, yen: int) -> SaleId:
        lines = (OpenLine(yen, 10), OpenLine(yen, 10))
        done = settle_sale(self.books, OpenSale(key=f"sale:{self.store.new_id()}", lines=lines, customer=customer))
        assert isinstance(done, Sold)
        return done.sale

    def refund(self, sale: SaleId, *places: int) -> Refunded:
        shown = read_sale(self.books, sale)
        assert shown is not None
        pieces = {line.id: line.left for place, line in enumerate(shown.lines) if place in places}
        done = refund(self.books, sale, pieces, f"back:{self.store.new_id()}")
        assert isinstance(done, Refunded)
        return done

    def pass_days(self, days: int) -> None:
        self.ms += days * DAY_MS
        begin_day(self.books)

    def points(self, customer: CustomerId) -> int:
        return read_account(self.books, customer).balance


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.store.close()
    assert verify(tmp_path, words=search_text) == []


def test_points_that_expired_after_the_merge_are_no_debt(shop: Shop) -> None:
    kept, gone = shop.customer(0), shop.customer(1)
    sale = shop.sell(gone, 1000)
    assert shop.points(gone) == 20
    assert isinstance(merge(shop.books, kept, gone), Merged)
    assert shop.points(kept) == 20
    shop.pass_days(400)
    assert shop.points(kept) == 0
    shop.refund(sale, 0)
    assert shop.points(kept) == 0
    shop.refund(sale, 1)
    assert shop.points(kept) == 0


def test_nor_are_they_when_the_kept_record_was_merged_again(shop: Shop) -> None:
    first, second, third = (shop.customer(number) for number in range(3))
    sale = shop.sell(first, 1000)
    merge(shop.books, second, first)
    merge(shop.books, third, second)
    assert shop.points(third) == 20
    shop.pass_days(400)
    shop.refund(sale, 0, 1)
    assert shop.points(third) == 0


def test_they_come_out_of_the_lot_in_which_they_went_along(shop: Shop) -> None:
    kept, gone = shop.customer(0), shop.customer(1)
    sale = shop.sell(gone, 1000)
    shop.pass_days(40)
    later = shop.sell(kept, 500)
    merge(shop.books, kept, gone)
    shop.refund(sale, 0, 1)
    assert shop.points(kept) == 10
    (left,) = read_account(shop.books, kept).lots
    assert left.id == shop.books.till.earned_lot.only(sale=later).id
