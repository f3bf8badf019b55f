"""The Japanese keyboard under a finger and under a real keyboard."""

from typing import Any

import pytest

from kiosk.flow import intents as i
from kiosk.flow.keys import Keys
from kiosk.flow.views import Button, TypeBody, View, WritingPart, WrittenLine
from kiosk.flow.writing import Piece
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.views_sample import sample_views

MM = 131 / 25.4  # px, on the panel of the tests


def naming(**changes: Any) -> View:
    view = sample_views("ja")["naming"]
    assert isinstance(view.body, TypeBody)
    assert view.body.writing is not None
    writing = replace(view.body.writing, **changes)
    return replace(view, body=replace(view.body, writing=writing))


def writing(view: View) -> WritingPart:
    assert isinstance(view.body, TypeBody)
    assert view.body.writing is not None
    return view.body.writing


def shown(hand: Hand, kind: str) -> list[Any]:
    return [widget for widget in hand.app.area.shown.walk() if type(widget).__name__ == kind]


def press_key(hand: Hand, key: int) -> list[i.Intent]:
    from kivy.core.window import Window

    hand.sent.clear()
    Window.dispatch("on_key_down", key, 0, None, [])
    return list(hand.sent)


def write(hand: Hand, text: str) -> list[i.Intent]:
    from kivy.core.window import Window

    hand.sent.clear()
    Window.dispatch("on_textinput", text)
    return list(hand.sent)


@pytest.mark.parametrize(
    ("keys", "shift", "label"),
    [
        (Keys.KANA, False, "か"),
        (Keys.KATAKANA, False, "ホ"),
        (Keys.LATIN, False, "q"),
        (Keys.LATIN, True, "Q"),
        (Keys.DIGITS, False, "月"),
    ],
)
def test_each_keyboard_sends_its_keys(hand: Hand, keys: Keys, shift: bool, label: str) -> None:
    hand.show(naming(keys=keys, shift=shift))
    assert hand.press(label) == [i.Key(label)]


def test_every_function_sends_its_intent(hand: Hand) -> None:
    view = naming()
    hand.show(view)
    part = writing(view)
    for button in (*part.functions, *part.candidates, *part.pages, part.convert, part.commit):
        assert hand.press(button.label) == [button.intent], button.label


@pytest.mark.parametrize("keys", list(Keys))
def test_keys_are_large_enough_and_apart(hand: Hand, keys: Keys) -> None:
    hand.show(naming(keys=keys))
    boxes = shown(hand, "PadKey")
    assert min(key.width for key in boxes) >= 12 * MM - 0.5
    assert min(key.height for key in boxes) >= 9 * MM - 0.5
    for one in boxes:
        for other in boxes:
            if one is not other:
                apart = max(one.x - other.right, other.x - one.right, one.y - other.top, other.y - one.top)
                assert apart >= 1.4 * MM
    assert min(word.height for word in shown(hand, "Candidate")) >= 9 * MM


def test_candidates_that_are_long_share_the_line(hand: Hand) -> None:
    words = ("配達は15時以降にお願いします", "ハイタツは15時以降にお願いします", "はいたつは")
    hand.show(naming(candidates=tuple(Button(word, i.ChooseCandidate(word)) for word in words)))
    read = hand.ask(lambda stage: stage.texts())
    assert set(words) <= set(read)
    assert all(word.x >= 0 and word.right <= 800 for word in shown(hand, "Candidate"))


def test_no_candidate_stays_on_the_next_screen(hand: Hand) -> None:
    hand.show(naming())
    assert shown(hand, "Candidate")
    hand.show(sample_views("ja")["find-results"])
    assert not shown(hand, "Candidate")


def test_the_notice_is_read_to_its_end(hand: Hand) -> None:
    notice = "いまは漢字にできません。かなで入れてください"
    for candidates in ((), writing(naming()).candidates[:2]):
        hand.show(naming(candidates=candidates, pages=(), notice=notice))
        assert notice in hand.ask(lambda stage: stage.texts())


def test_the_other_line_is_chosen_by_a_touch(hand: Hand) -> None:
    hand.show(naming())
    assert hand.press("ふりがな") == [i.ChooseLine(1)]


def test_a_line_too_long_shows_where_the_caret_is(hand: Hand) -> None:
    long = "".join(chr(0x4E00 + n) for n in range(120))
    line = WrittenLine("メモ", "", long[:100], (Piece("かな"),), long[100:], caret=102)
    hand.show(naming(lines=(line,)))
    (text,) = (seen for seen in hand.ask(lambda stage: stage.texts()) if long[99] in seen)
    assert "かな" in text
    assert long[0] not in text


def test_a_real_keyboard_sends_letters_and_what_its_keys_mean(hand: Hand) -> None:
    hand.show(naming())
    assert write(hand, "kA1") == [i.Letter("k"), i.Letter("A"), i.Letter("1")]
    assert write(hand, " ") == [i.SpaceKey(bar=True)]
    assert press_key(hand, 13) == [i.CommitKey()]
    assert press_key(hand, 8) == [i.EraseKey()]
    assert press_key(hand, 276) == [i.MoveCaret(-1)]
    assert press_key(hand, 275) == [i.MoveCaret(1)]
    assert press_key(hand, 27) == [i.CancelKey()]
    assert press_key(hand, 288) == [i.KatakanaKey()]


def test_a_real_keyboard_does_nothing_where_nothing_is_written(hand: Hand) -> None:
    hand.show(sample_views("ja")["idle"])
    assert write(hand, "a ") == []
    for key in (8, 13, 27, 275, 276, 288, 292, 293):
        assert press_key(hand, key) == []


def test_escape_does_not_end_the_program(hand: Hand) -> None:
    from kivy.core.window import Window

    closed: list[object] = []
    Window.bind(on_request_close=lambda *_, **__: closed.append(1) or True)
    press_key(hand, 27)
    assert closed == []


def test_letters_of_a_real_keyboard_come_at_all(hand: Hand) -> None:
    """SDL gives texts only while its text input is on."""
    from kivy.core.window import Window

    assert Window._win.is_keyboard_shown()
