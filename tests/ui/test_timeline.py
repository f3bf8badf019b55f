"""The timeline asks for more before its end, stays where it was when more has come, and shows what is held."""

from typing import Any

from kiosk.flow.intents import HoldEvent, MoreRows, ReleaseSensitive, ShowSale
from kiosk.flow.views import EventRow, EventSign, TimelineBody, View
from kiosk.rules.units import SaleId
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.views_sample import sample_views


def visits(count: int) -> tuple[EventRow, ...]:
    return tuple(
        EventRow(EventSign.VISIT, "", "", f"{number}番", month="月" if number % 7 == 0 else "")
        for number in range(count)
    )


def view(count: int, more: bool = True) -> View:
    body = sample_views("ja")["timeline-many"].body
    assert isinstance(body, TimelineBody)
    return View("timeline", replace(body, rows=visits(count), more=MoreRows(count) if more else None))


def rows(hand: Hand) -> Any:
    return hand.app.area.shown.ids.rows


def settled(hand: Hand) -> None:
    for _ in range(3):
        hand.frame()


def in_sight(hand: Hand) -> list[str]:
    return [text for text in hand.ask(lambda stage: stage.texts()) if text.endswith("番")]


def fresh(hand: Hand) -> None:
    hand.show(sample_views("ja")["idle"])
    hand.sent.clear()


def test_it_asks_when_the_end_comes_near_and_once(hand: Hand) -> None:
    fresh(hand)
    hand.show(view(60))
    settled(hand)
    assert hand.sent == []
    rows(hand).scroll_y = 0.1
    settled(hand)
    rows(hand).scroll_y = 0.05
    settled(hand)
    assert hand.sent == [MoreRows(60)]


def test_a_short_page_asks_at_once(hand: Hand) -> None:
    fresh(hand)
    hand.show(view(4))
    settled(hand)
    assert hand.sent == [MoreRows(4)]


def test_what_is_in_sight_stays_when_more_has_come(hand: Hand) -> None:
    fresh(hand)
    hand.show(view(60))
    rows(hand).scroll_y = 0.08
    settled(hand)
    before = in_sight(hand)
    assert "30番" not in before
    hand.show(view(90))
    settled(hand)
    assert in_sight(hand) == before


def test_the_end_is_the_end(hand: Hand) -> None:
    fresh(hand)
    hand.show(view(60, more=False))
    rows(hand).scroll_y = 0
    settled(hand)
    assert hand.sent == []
    assert "59番" in in_sight(hand)


def test_the_next_customers_begins_at_the_newest(hand: Hand) -> None:
    fresh(hand)
    hand.show(view(60))
    rows(hand).scroll_y = 0.2
    settled(hand)
    hand.show(sample_views("ja")["idle"])
    hand.show(view(60))
    settled(hand)
    assert in_sight(hand)[0] == "0番"


def test_a_hidden_note_sends_hold_and_release(hand: Hand) -> None:
    fresh(hand)
    hand.show(sample_views("ja")["timeline"])
    settled(hand)
    assert hand.press("●●●") == []
    hand.ask(lambda stage: stage.hold("●●●", 1.0))
    assert hand.sent == [HoldEvent(2), ReleaseSensitive()]


def test_a_sale_can_be_pressed(hand: Hand) -> None:
    fresh(hand)
    hand.show(sample_views("ja")["timeline"])
    settled(hand)
    assert hand.press("単3電池 ×3、LED電球") == [ShowSale(SaleId(1))]
