"""Every screen paints what its view says, and sends what its buttons hold. Touches are real touches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk.flow.intents import (
    ClearKeys,
    EnterPin,
    EraseKey,
    HoldSensitive,
    Intent,
    Key,
    LiftShade,
    PinKey,
    ReleaseSensitive,
    Undo,
)
from kiosk.flow.views import (
    Button,
    Chip,
    CustomerBody,
    Entry,
    FigureRow,
    IdleBody,
    InkBody,
    ListBody,
    NoteBody,
    PickBody,
    QuestionCard,
    Row,
    SaleBody,
    SaleLineRow,
    SheetBody,
    Sign,
    TagsBody,
    TimelineBody,
    TypeBody,
    View,
)
from kiosk.ui.stage import NoSuchButton
from kiosk.value import Value, replace
from tests.ui.hand import Hand
from tests.ui.views_sample import LANGUAGES, sample_views

SAMPLES = [(language, name) for language in LANGUAGES for name in sample_views(language)]
# what scrolls is in sight in part alone; a crowded customer scrolls too
SCROLLING = {
    "today",
    "find-results",
    "customer-question",
    "customer-long",
    "sale-long",
    "sale-twelve",
    "timeline",
    "timeline-many",
    "person_introduction",
    "question",
}


def strings(part: Any) -> Iterator[str]:
    """Every word that a view holds, wherever it lies."""
    if isinstance(part, tuple):
        for piece in part:
            yield from strings(piece)
    elif isinstance(part, str):
        if part and type(part) is str:
            yield part
    elif isinstance(part, Value) and not isinstance(part, Intent):
        for name in part.__struct_fields__:
            if name != "screen":
                yield from strings(getattr(part, name))


def pressables(part: Any) -> Iterator[tuple[str, Intent]]:
    if isinstance(part, tuple):
        for piece in part:
            yield from pressables(piece)
    elif isinstance(part, Button | Sign) and part.intent is not None:
        yield part.label, part.intent
    elif isinstance(part, Value) and not isinstance(part, Intent):
        if isinstance(part, Row | SaleLineRow | Entry | QuestionCard | FigureRow) and part.intent is not None:
            yield part.title, part.intent
        for name in part.__struct_fields__:
            yield from pressables(getattr(part, name))


def unseen(view: View) -> set[str]:
    """What a view holds for another case, or what a low head has no room for."""
    body = view.body
    words: set[str] = set()
    if isinstance(body, TypeBody):
        words |= {body.hint} if body.typed else set()
        for line in body.writing.lines if body.writing else ():
            # read as one text, with the composition in its place
            words |= {line.before, line.after, *(piece.text for piece in line.pieces)}
            words |= {line.hint} if words - {""} else set()
    if isinstance(body, ListBody):
        words |= {body.empty} if body.rows else set()
    if isinstance(body, SheetBody):
        words |= {body.empty} if body.entries else set()
    if isinstance(body, TagsBody | PickBody | TypeBody | TimelineBody | NoteBody | InkBody | SheetBody) and body.person:
        words |= {body.person.expiry}
    if isinstance(body, SaleBody) and body.person:
        # the number stands in for a reading
        words |= {body.person.expiry, body.person.visits} | ({body.person.number} if body.person.reading else set())
    return words


def in_the_scroll(view: View) -> Any:
    """What may be out of sight, below or beside; the first of it must be seen. A sale shows its end."""
    body = view.body
    if isinstance(body, SaleBody):
        return body.lines[:-2]
    return (
        body.prompts[1:] if isinstance(body, CustomerBody) else getattr(body, "rows", getattr(body, "entries", ()))[2:]
    )


@pytest.mark.parametrize(("language", "name"), SAMPLES)
def test_every_word_of_the_view_can_be_read(hand: Hand, language: str, name: str) -> None:
    view = sample_views(language)[name]
    hand.show(view)

    read = hand.ask(lambda stage: stage.texts())

    missing = set(strings((view.body, view.toast))) - set(read) - unseen(view)
    if name in SCROLLING:
        missing -= set(strings(in_the_scroll(view)))
    assert not missing


@pytest.mark.parametrize("name", list(sample_views("ja")))
def test_every_button_sends_its_intent(hand: Hand, name: str) -> None:
    view = sample_views("ja")[name]
    in_sight = set(_shown(hand, view).ask(lambda stage: stage.buttons()))
    expected: dict[str, Intent] = {}
    for label, intent in pressables((view.body, view.toast)):
        expected.setdefault(label, intent)

    for label, intent in expected.items():
        if label in in_sight:
            assert hand.show(view)
            assert hand.press(label) == [intent]
    assert name in SCROLLING or set(expected) <= in_sight


def _shown(hand: Hand, view: View) -> Hand:
    hand.show(view)
    return hand


def test_a_press_of_nothing_names_what_is_there(hand: Hand) -> None:
    hand.show(sample_views("ja")["idle"])
    with pytest.raises(NoSuchButton, match="さがす"):
        hand.press("お会計")


def test_a_button_without_intent_cannot_be_pressed(hand: Hand) -> None:
    hand.show(sample_views("ja")["tags"])
    assert "前" not in hand.ask(lambda stage: stage.buttons())
    with pytest.raises(NoSuchButton):
        hand.press("前")


def test_the_kana_pad_sends_keys(hand: Hand) -> None:
    hand.show(sample_views("ja")["find"])
    assert hand.press("か") == [Key("か")]
    assert hand.press("゛") == [Key("゛")]
    assert hand.press("7") == [Key("7")]
    assert hand.press("⌫") == [EraseKey()]
    assert hand.press("C") == [ClearKeys()]


def test_the_number_pad_sends_digits_and_takes_none_while_it_is_closed(hand: Hand) -> None:
    hand.show(sample_views("ja")["pin"])
    assert [hand.press(digit) for digit in "7700"] == [[PinKey(digit)] for digit in "7700"]
    assert hand.press("⌫") == [EraseKey()]
    assert hand.press("決定") == [EnterPin()]
    hand.show(sample_views("ja")["pin-locked"])
    assert hand.ask(lambda stage: stage.buttons()) == ["もどる"]


def test_what_is_typed_of_a_pin_can_not_be_read(hand: Hand) -> None:
    hand.show(sample_views("ja")["pin"])
    before = hand.ask(lambda stage: stage.texts())
    body = sample_views("ja")["pin"].body
    hand.show(replace(sample_views("ja")["pin"], body=replace(body, typed=8)))
    assert hand.ask(lambda stage: stage.texts()) == before


def test_the_shade_is_one_button_all_over(hand: Hand) -> None:
    hand.show(sample_views("ja")["shade"])
    assert hand.ask(lambda stage: stage.texts()) == ["タッチで表示", "いま隠しています"]
    assert hand.press("タッチで表示") == [LiftShade()]


def test_a_hidden_tag_is_shown_only_while_it_is_held(hand: Hand) -> None:
    hand.show(sample_views("ja")["customer"])
    assert hand.press("●●●") == []

    hand.sent.clear()
    hand.ask(lambda stage: stage.hold("●●●", 0.6))

    assert hand.sent == [HoldSensitive(5), ReleaseSensitive()]


def test_the_release_comes_even_when_the_screen_has_changed_under_the_finger(hand: Hand) -> None:
    view = sample_views("ja")["customer"]
    hand.show(view)
    hand.sent.clear()
    revealed = replace(view.body, chips=(Chip("介護中", hold=None, release=ReleaseSensitive()),))

    def hold(stage: Any) -> None:
        stage.hold("●●●", 1.0)

    shown: list[int] = []

    def reveal_when_held() -> None:
        if hand.sent and not shown:
            shown.append(hand.show(replace(view, body=revealed)))

    hand.ask_while(hold, reveal_when_held)

    assert shown
    assert hand.sent == [HoldSensitive(5), ReleaseSensitive()]


def test_a_double_press_is_one(hand: Hand) -> None:
    hand.show(sample_views("ja")["idle"])
    first = hand.press("さがす")
    second = hand.press("さがす")
    assert len(first) == 1
    assert second == []


def test_the_same_press_on_the_next_view_counts(hand: Hand) -> None:
    view = sample_views("ja")["idle"]
    hand.show(view)
    assert len(hand.press("さがす")) == 1
    hand.show(view)
    assert len(hand.press("さがす")) == 1


def test_keys_may_be_pressed_as_fast_as_a_finger_can(hand: Hand) -> None:
    hand.show(sample_views("ja")["find"])
    assert hand.press("か") + hand.press("か") == [Key("か"), Key("か")]


def test_the_toast_undoes_and_lets_other_touches_through(hand: Hand) -> None:
    view = sample_views("ja")["customer-new"]
    hand.show(view)
    assert hand.press("取り消す") == [Undo(41)]
    assert len(hand.press("タグ")) == 1
    hand.show(replace(view, toast=None))
    assert "取り消す" not in hand.ask(lambda stage: stage.texts())


def test_only_the_latest_view_is_painted(hand: Hand) -> None:
    views = sample_views("ja")
    hand.show(views["idle"])
    hand.flips.clear()
    serial = hand.show_all(views["unknown_card"], views["fault"], views["today"])
    assert [painted for painted, _ in hand.flips] == [serial]
    assert "今日のお客様　24名" in hand.ask(lambda stage: stage.texts())


def test_a_fault_in_a_callback_is_survived_and_counted(hand: Hand) -> None:
    before = hand.app.faults
    body = sample_views("ja")["idle"].body
    assert isinstance(body, IdleBody)

    def broken() -> None:
        raise ValueError("山田")

    hand.app.call_soon(broken)
    hand.until(lambda: hand.app.faults == before + 1)
    hand.show(sample_views("ja")["idle"])
    assert body.shop in hand.ask(lambda stage: stage.texts())


def test_a_shot_is_a_picture_of_the_panel(hand: Hand, tmp_path: Path) -> None:
    hand.show(sample_views("ja")["customer"])
    hand.ask(lambda stage: stage.shot(tmp_path / "customer.png"))
    with Image.open(tmp_path / "customer.png") as picture:
        assert picture.size == (800, 480)
        assert picture.getpixel((4, 4)) == (0x12, 0x35, 0x5B)
    assert [path.name for path in tmp_path.iterdir()] == ["customer.png"]
