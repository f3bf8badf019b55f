"""お店の引っ越し: the card is put into another machine, which asks once what that means."""

import pytest

from db.models import AccessLog
from kiosk.actions.duty import sign_out
from kiosk.flow.intents import AskMoveLater, CommitKey, SaveText, WritePlace
from kiosk.rules.moving import PlaceLine
from tests.flow.counter import OWNER_PIN

SATO = "0101000000000001"


@pytest.fixture
def moved(counter):
    """A shop whose card is in its second machine."""
    for board in ("the old machine", "the new machine"):
        counter.board = board
        counter.reopen()
    return counter


def answers():
    return [row.what for row in AccessLog.select() if row.what in ("shop_moved", "machine_changed")]


def test_the_same_machine_asks_nothing(counter):
    counter.board = "the old machine"
    counter.reopen()
    counter.expect("idle")
    counter.reopen()
    counter.expect("idle")


def test_only_the_machine_was_changed(moved):
    moved.expect("move_asked")
    moved.press("機械だけ交換")
    moved.expect("idle")
    assert answers() == ["machine_changed"]
    moved.reopen()
    moved.expect("idle")


def test_the_shop_has_moved(moved):
    moved.set("slip.words", ["水曜定休", "駐車場あり"])
    moved.press("新しい場所へ引っ越し")
    moved.expect("place")
    moved.expect_text("住所", "登録番号", "水曜定休")
    moved.send(WritePlace(PlaceLine.WORDS))
    moved.type("かわべり")
    moved.send(CommitKey())
    moved.send(SaveText())
    moved.expect("place")
    assert moved.books.settings.slip.words == ("水曜定休かわべり", "駐車場あり")
    moved.press("これでよい")
    moved.expect("idle")
    assert answers() == ["shop_moved"]


def test_what_is_no_number_is_refused_and_nothing_changes(moved):
    moved.press("新しい場所へ引っ越し")
    moved.send(WritePlace(PlaceLine.INVOICE_NUMBER))
    moved.type("あ")
    moved.send(SaveText())
    moved.expect("place_line")
    moved.expect_text("Tと13けた")
    moved.press("もどる")
    moved.expect("place")
    assert moved.books.settings.sale.invoice_number == ""


def test_customers_are_served_meanwhile(moved):
    moved.tap(SATO)
    moved.press("はじめてのお客様")
    moved.wait(61)
    moved.expect("move_asked")


def test_later_is_the_next_day(moved):
    moved.send(AskMoveLater())
    moved.expect("idle")
    moved.reopen()
    moved.expect("idle")
    moved.next_day()
    moved.reopen()
    moved.expect("move_asked")


def test_it_is_the_owners_to_say(moved):
    sign_out(moved.books)
    moved.press("機械だけ交換")
    moved.expect("pin")
    moved.pin(OWNER_PIN)
    moved.expect("idle")
    assert answers() == ["machine_changed"]


def test_a_third_machine_asks_again(moved):
    moved.press("機械だけ交換")
    moved.board = "a third machine"
    moved.reopen()
    moved.expect("move_asked")
