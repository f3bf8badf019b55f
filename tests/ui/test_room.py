"""What the words of the real shop need: nothing is cut, and nothing lies over its neighbour."""

import itertools
from typing import Any

import pytest

from kiosk.flow.views import Button, CustomerBody, IdleBody, Level, ListBody, Row, Sign, TypeBody, View
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.views_sample import sample_views

OUT_OF_PAPER = {"ja": "印刷できませんでした（紙がありません）", "en": "could not be printed (out of paper)"}
TAKEN = {"ja": "ほかのプログラムが使用中", "en": "in use by another program"}
REMEDY = {
    "ja": "USBを差し直してもだめなら、port100 という部品を止めます（kiosk check に手順が出ます）。",
    "en": "Plug the USB cable in again; if that doesn't help, stop the port100 module (“kiosk check” says how).",
}

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


def texts(hand: Hand, view: View) -> list[str]:
    hand.show(view)
    return hand.ask(lambda stage: stage.texts())


def written(hand: Hand, kinds: tuple[str, ...]) -> list[Any]:
    """The widgets of these classes on the screen that is shown."""
    return [widget for widget in hand.app.area.shown.walk() if type(widget).__name__ in kinds]


def overlap(one: Any, other: Any) -> bool:
    """Whether two widgets share more than an edge; both in no scroll."""
    return min(one.right, other.right) - max(one.x, other.x) > 1 and min(one.top, other.top) - max(one.y, other.y) > 1


def inside(one: Any, whole: Any) -> bool:
    return one.x >= whole.x and one.right <= whole.right and one.y >= whole.y and one.top <= whole.top


@LANGUAGES
def test_greeting_and_slip_share_the_line(hand: Hand, language: str) -> None:
    view = sample_views(language)["customer"]
    assert isinstance(view.body, CustomerBody)
    greeting = {"ja": "「お久しぶりです、4か月ぶりですね」", "en": "“Long time no see: 4 months!”"}[language]
    slip = Sign({"ja": "スリップ", "en": "Slip"}[language], OUT_OF_PAPER[language], Level.WARN)

    read = texts(hand, replace(view, body=replace(view.body, greeting=greeting, slip=slip)))

    assert {greeting, slip.label, slip.word, view.body.today} <= set(read)
    ids = hand.app.area.shown.ids
    parts = [ids.aloud, ids.today, *ids.slip.children]
    assert not any(overlap(one, other) for one, other in itertools.combinations(parts, 2))
    assert all(inside(part, ids.say) for part in parts)


@LANGUAGES
def test_every_sign_of_trouble_is_in_sight(hand: Hand, language: str) -> None:
    view = sample_views(language)["idle"]
    assert isinstance(view.body, IdleBody)
    names = ("カードリーダー", "プリンター", "スリップ", "データ")
    signs = tuple(Sign(name, TAKEN[language], Level.BAD) for name in names)

    read = texts(hand, replace(view, body=replace(view.body, signs=signs)))

    assert set(names) <= set(read)
    assert read.count(TAKEN[language]) == len(signs)
    shown = written(hand, ("StateSign",))
    assert len(shown) == len(signs)
    assert all(sign.x >= 0 and sign.right <= 800 for sign in shown)
    assert not any(overlap(one, other) for one, other in itertools.combinations(shown, 2))


@pytest.mark.parametrize("message", ["", "ほか12名"])
def test_what_is_found_comes_after_an_empty_line(hand: Hand, message: str) -> None:
    views = sample_views("ja")
    body = views["find-results"].body
    assert isinstance(body, TypeBody)
    hand.show(views["find"])

    found = replace(body, message=message, rows=body.rows[:2])
    read = texts(hand, replace(views["find-results"], body=found))

    assert {body.rows[0].title, body.rows[0].detail} <= set(read)


@LANGUAGES
def test_a_remedy_is_read_to_its_end(hand: Hand, language: str) -> None:
    buttons = (Button("やめる", None), Button("再発行", None))
    row = Row("カードリーダー", REMEDY[language], TAKEN[language], Level.BAD)
    crowded = Row("小林 美智子 様", "10:00　" + OUT_OF_PAPER[language], "", Level.WARN, None, buttons)
    short = Row("プリンター", "", "", Level.GOOD)

    read = texts(hand, View("devices", ListBody("", (row, crowded, short), "", ())))

    assert {REMEDY[language], TAKEN[language], crowded.detail} <= set(read)
    heights = {one.label: one.height for one in written(hand, ("ListRow",))}
    assert heights[row.title] > heights[short.title]


def test_another_list_begins_at_its_first_row(hand: Hand) -> None:
    rows = tuple(Row(f"{number}番", "", "") for number in range(30))
    hand.show(View("today", ListBody("", rows, "", ())))
    hand.app.area.shown.ids.rows.scroll_y = 0
    hand.show(sample_views("ja")["idle"])

    assert "0番" in texts(hand, View("slips", ListBody("", rows, "", ())))
