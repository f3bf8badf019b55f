"""What is written by keys: nothing raises, the caret stays inside, and nothing that was typed is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.events import Segment
from kiosk.flow import writing as write
from kiosk.flow.keys import Keys
from kiosk.flow.writing import MOST, Writing, begun

KANA = "あいうかきくさしつはほやゆよわをんー"
keys_text = st.sampled_from([*KANA, "゛", "゜", "小", "、", "1", "5", "A", "z", "-", " "])

presses = st.one_of(
    st.builds(lambda text: lambda w: write.key(w, text), keys_text),
    st.builds(lambda char: lambda w: write.letter(w, char), st.sampled_from("aiueokstnhmyrwxn'-,.1Q")),
    st.builds(lambda by: lambda w: write.moved(w, by), st.sampled_from((-3, -1, 1, 5))),
    st.builds(lambda keys: lambda w: write.switched(w, keys), st.sampled_from(Keys)),
    st.builds(lambda by: lambda w: write.turned(w, by), st.sampled_from((-1, 1))),
    st.builds(lambda number: lambda w: write.chosen(w, number), st.integers(-1, 6)),
    st.builds(lambda cut: lambda w: answered(w, cut), st.integers(0, 5)),
    st.sampled_from(
        (
            write.erased, write.converted, write.committed, write.as_katakana, write.cancelled, write.space,
            write.shifted, write.cleared,
        )
    ),
)  # fmt: skip


def answered(writing, cut=0, known=()):
    """An engine that cuts the composition in two and writes each part in two ways."""
    if not writing.kana:
        return writing
    parts = [part for part in (writing.kana[:cut], writing.kana[cut:]) if part]
    segments = tuple(Segment(part, ("漢" * len(part), part[::-1])) for part in parts)
    return write.answered(write.asked(writing, 7), 7, segments, known)


def typed(text, writing=None):
    writing = writing or Writing()
    for key in text:
        writing = write.key(writing, key)
    return writing


def is_whole(writing):
    assert 0 <= writing.caret <= len(writing.text) <= MOST
    assert 0 <= writing.at <= len(writing.kana)
    assert 0 <= writing.shown_caret <= len(writing.whole)
    assert all(0 <= span.start < span.end <= len(writing.text) for span in writing.spans)
    assert all(a.end <= b.start for a, b in zip(writing.spans, writing.spans[1:], strict=False))
    assert len(writing.choices) in (0, len(writing.segments))
    assert not writing.converting or 0 <= writing.focus < len(writing.choices)
    assert [number for page in writing.pages for number in page] == list(range(len(writing.offers)))
    assert not writing.pages or 0 <= writing.page < len(writing.pages)
    assert isinstance(writing.reading, str)


@given(st.lists(presses, max_size=40), st.booleans(), st.booleans())
def test_no_key_raises_and_the_carets_stay_inside(steps, converts, names):
    writing = Writing(converts=converts, names=names)
    for step in steps:
        writing = step(writing)
        is_whole(writing)


@given(st.lists(presses, max_size=20), st.sampled_from([*KANA, "1", "A", "、"]))
def test_erase_undoes_a_key(steps, key):
    writing = Writing()
    for step in steps:
        writing = step(writing)
    writing = write.committed(writing)
    if len(writing.text) == MOST:
        return
    erased = write.erased(write.key(writing, key))
    assert erased.whole == writing.whole
    assert erased.shown_caret == writing.shown_caret


@given(st.text(KANA, min_size=1, max_size=30), st.integers(0, 30))
def test_whatever_the_engine_does_in_the_middle_the_kana_stay(kana, dies_after):
    writing = typed(kana[:dies_after])
    writing = write.asked(writing, 3)
    writing = write.converted(writing)  # and no answer ever comes
    writing = write.answered(writing, 3, (), ())
    writing = typed(kana[dies_after:], writing)
    assert write.committed(writing).text == kana
    assert writing.reading == kana


@given(st.text(KANA, min_size=1, max_size=12), st.integers(0, 12))
def test_the_reading_of_what_was_converted_is_what_was_typed(kana, cut):
    writing = answered(typed(kana), cut)
    assert write.committed(write.converted(writing)).reading == kana
    assert write.chosen(writing, 0).reading == kana


@given(st.text(KANA, min_size=1, max_size=12), st.text(KANA, max_size=3))
def test_an_answer_about_another_composition_changes_nothing(kana, more):
    writing = write.asked(typed(kana), 4)
    assert write.answered(writing, 3, (Segment(kana, ("漢",)),), ()) == writing
    other = write.answered(writing, 4, (Segment(kana + more + "あ", ("漢",)),), ())
    assert other.kana == kana
    assert not other.segments


def test_segments_are_chosen_one_after_the_other():
    writing = typed("はいたつは15じ")
    segments = (Segment("はいたつは", ("配達は", "ハイタツは")), Segment("15", ("15",)), Segment("じ", ("字", "時")))
    writing = write.answered(write.asked(writing, 1), 1, segments, ())
    assert "配達は15字" in writing.offers
    assert "配達は15時" in writing.offers
    writing = write.converted(writing)
    assert [piece.text for piece in writing.composition] == ["配達は", "15", "字"]
    writing = write.moved(writing, 2)
    writing = write.chosen(writing, 1)
    assert writing.text == "配達は15時"
    assert writing.reading == "はいたつは15じ"
    assert writing.decided == (("はいたつは", "配達は"), ("15", "15"), ("じ", "時"))


def test_convert_pressed_before_the_answer_converts_when_it_comes():
    writing = write.converted(write.asked(typed("かい"), 1))
    assert writing.waits
    writing = write.answered(writing, 1, (Segment("かい", ("貝", "会")),), ())
    assert writing.composed == "貝"
    assert write.converted(writing).composed == "会"
    assert write.erased(writing).composed == "かい"


def test_the_shops_own_word_comes_first_and_is_not_taught():
    writing = answered(typed("たかはし"), known=("髙𣘺",))
    assert writing.offers[0] == "髙𣘺"
    assert write.chosen(writing, 0).decided == ()


def test_old_forms_are_offered_for_names_alone():
    segments = (Segment("たかはし", ("高橋",)),)
    for names, expected in ((True, True), (False, False)):
        writing = write.asked(typed("たかはし", Writing(names=names)), 1)
        assert ("髙橋" in write.answered(writing, 1, segments, ()).offers) is expected


def test_a_word_that_is_cut_in_two_has_no_known_sound_and_the_rest_keeps_its_own():
    writing = begun("髙橋", "たかはし")
    assert writing.reading == "たかはし"
    writing = typed("はなこ", write.space(writing))
    writing = write.committed(writing)
    writing = write.moved(writing, -4)
    writing = write.erased(writing)
    assert writing.text == "髙 はなこ"
    assert writing.reading == " はなこ"


def test_katakana_digits_and_letters_go_straight_into_the_text():
    writing = typed("は゛", write.switched(Writing(), Keys.KATAKANA))
    writing = typed("A", write.switched(writing, Keys.LATIN))
    writing = typed("15", write.switched(writing, Keys.DIGITS))
    assert (writing.text, writing.composing) == ("バA15", False)
    assert writing.reading == "ばA15"


def test_a_digit_in_the_middle_of_kana_is_part_of_the_reading():
    assert typed("は15じ").kana == "は15じ"


def test_digits_of_their_own_keyboard_join_the_kana_and_units_do_not():
    writing = typed("15", write.switched(typed("は"), Keys.DIGITS))
    writing = typed("じ", write.switched(writing, Keys.KANA))
    assert writing.kana == "は15じ"
    writing = typed("月", write.switched(writing, Keys.DIGITS))
    assert (writing.text, writing.kana) == ("は15じ月", "")


@pytest.mark.parametrize(
    ("letters", "kana"),
    [("takahashi", "たかはし"), ("kippu", "きっぷ"), ("kin'en", "きんえん"), ("honn", "ほん"), ("ra-men", "らーめん")],
)
def test_a_real_keyboard_writes_romaji(letters, kana):
    writing = Writing()
    for letter in letters:
        writing = write.letter(writing, letter)
    assert write.committed(writing).text == kana


def test_romaji_that_waits_for_its_vowel_is_seen_and_erased():
    writing = write.letter(write.letter(Writing(), "k"), "y")
    assert writing.composed == "ky"
    assert write.erased(writing).composed == "k"


def test_a_text_that_is_full_takes_no_more_and_loses_nothing():
    writing = begun("あ" * (MOST - 1), "")
    writing = typed("いう", writing)
    assert writing.whole == "あ" * (MOST - 1) + "い"
    assert len(write.committed(writing).text) == MOST


def test_a_second_answer_leaves_a_conversion_that_is_looked_at_alone():
    converting = write.converted(answered(typed("あい"), cut=0))
    assert answered(converting, cut=1) == write.asked(converting, 7)
