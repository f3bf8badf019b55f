"""The till's screen: keys, lines, sums, and that all of it has its room on the three panels."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.flow.intents import AddAmount, ClearKeys, EraseKey, Intent, Key, PickLine, Settle
from kiosk.flow.views import SaleBody, SaleLineRow, View
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.room import drawn, faults
from tests.ui.views_sample import LANGUAGES, sample_views

ROOT = Path(__file__).parents[2]
NAMES = [name for name in sample_views("ja") if name.startswith("sale")]


def sale(name: str, **changes: Any) -> View:
    view = sample_views("ja")[name]
    assert isinstance(view.body, SaleBody)
    return replace(view, body=replace(view.body, **changes))


def lines(count: int, picked: int = -1) -> tuple[SaleLineRow, ...]:
    return tuple(SaleLineRow(f"{at}番の品", "10%", "¥100", PickLine(at), at == picked) for at in range(count))


def read(hand: Hand) -> list[str]:
    return hand.ask(lambda stage: stage.texts())


def widgets(hand: Hand, kind: str) -> list[Any]:
    return [one for one in hand.app.area.walk(restrict=True) if type(one).__name__ == kind]


def test_the_pad_sends_keys(hand: Hand) -> None:
    hand.show(sale("sale-empty"))
    for text in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "00"):
        assert hand.press(text) == [Key(text)]
    assert hand.press("⌫") == [EraseKey()]
    assert hand.press("C") == [ClearKeys()]


def test_a_key_sends_while_the_finger_is_still_down(hand: Hand) -> None:
    hand.show(sale("sale-empty"))
    hand.sent.clear()
    key = next(one for one in widgets(hand, "PadKey") if one.label == "7")
    while_down: list[list[Intent]] = []

    def look() -> None:
        if key.state == "down":
            while_down.append(list(hand.sent))

    hand.ask_while(lambda stage: stage.hold("7", 0.1), look)

    assert [Key("7")] in while_down
    assert hand.sent == [Key("7")]


def test_keys_are_large_enough_for_a_finger(hand: Hand) -> None:
    from kivy.metrics import mm

    hand.show(sale("sale-empty"))
    keys = widgets(hand, "PadKey")
    assert len(keys) == 13
    assert all(key.width >= mm(14) - 1 and key.height >= mm(11) - 1 for key in keys)


def test_a_line_and_the_total_are_picked_by_touch(hand: Hand) -> None:
    view = sale("sale")
    hand.show(view)
    assert hand.press("牛乳 1L") == [PickLine(1)]
    assert hand.press("合計") == [PickLine(None)]
    assert hand.press("＋8%") == [AddAmount(8)]
    assert hand.press("お会計") == [Settle()]


def test_with_nothing_rung_up_there_is_nothing_to_pay_or_to_add(hand: Hand) -> None:
    hand.show(sale("sale-empty"))
    present = hand.ask(lambda stage: stage.buttons())
    assert "やめる" in present
    assert not {"お会計", "＋10%", "＋8%", "数量", "消す"} & set(present)


def test_a_picked_line_differs_by_more_than_colour(hand: Hand) -> None:
    hand.show(sale("sale", lines=lines(2, picked=0)))
    read(hand)
    picked, other = sorted(widgets(hand, "SaleLinePlate"), key=lambda one: one.label)
    assert picked.edge_width > other.edge_width
    assert list(picked.fill) != list(other.fill)
    assert picked._tick.children
    assert not other._tick.children


def test_a_line_that_is_added_is_seen(hand: Hand) -> None:
    hand.show(sale("sale", lines=lines(12)))
    assert "11番の品" in read(hand)
    hand.app.area.shown.ids.lines.scroll_y = 1
    assert "0番の品" in read(hand)
    assert "11番の品" not in read(hand)

    hand.show(sale("sale", lines=lines(13)))

    assert "12番の品" in read(hand)


def test_picking_a_line_leaves_the_list_where_it_is(hand: Hand) -> None:
    hand.show(sale("sale", lines=lines(12)))
    hand.app.area.shown.ids.lines.scroll_y = 1
    hand.show(sale("sale", lines=lines(12, picked=0)))
    assert "0番の品" in read(hand)


def test_the_sale_that_is_come_back_to_shows_its_end(hand: Hand) -> None:
    hand.show(sale("sale", lines=lines(12)))
    hand.app.area.shown.ids.lines.scroll_y = 1
    hand.show(sample_views("ja")["another_card"])
    hand.show(sale("sale", lines=lines(12)))
    assert "11番の品" in read(hand)


def test_amounts_stand_under_each_other_digit_by_digit(hand: Hand) -> None:
    two = (SaleLineRow("一", "", "¥1,111", PickLine(0), False), SaleLineRow("二", "", "¥8,888", PickLine(1), False))
    hand.show(sale("sale", lines=two))
    read(hand)
    first, second = sorted(widgets(hand, "SaleLinePlate"), key=lambda one: one.label)
    assert first._amount.box[0] == second._amount.box[0]
    assert first._amount.box[2] == second._amount.box[2]


def test_the_total_is_the_largest_figure(hand: Hand) -> None:
    for name in NAMES:
        hand.show(sample_views("ja")[name])
        read(hand)
        heights = [
            (one.size[1], type(widget).__name__)
            for widget in hand.app.area.walk(restrict=True)
            for writing in getattr(widget, "writings", ())
            if any(char.isdigit() for char in writing.painted)
            for one in drawn(writing)
        ]
        assert max(heights)[1] == "TotalPlate"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_all_has_its_room(hand: Hand, language: str, name: str) -> None:
    assert faults(hand, sample_views(language)[name]) == []


@pytest.mark.parametrize("panel", ["1024x600", "1280x720", "1280x800"])
def test_all_has_its_room_on_the_other_panels(panel: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.room", panel, *NAMES],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout == f"{len(NAMES) * len(LANGUAGES)} screens\n", done.stdout + done.stderr
