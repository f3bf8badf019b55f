import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.kana import digits, hiragana, reading_key, typed

KANA = "".join(chr(c) for c in range(0x3041, 0x3097)) + "ー"
kana = st.text(KANA, max_size=12)


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ("ワタナベ　じゅんこ", "わたなへしゆんこ"),
        ("ﾊﾞﾊﾞ ｷｮｳｺ", "ははきようこ"),
        ("おーた", "おた"),
        ("ぱぴぷ・ぺぽ", "はひふへほ"),
        ("", ""),
    ],
)
def test_readings_are_folded_for_sorting_and_searching(reading, key):
    assert reading_key(reading) == key


@given(kana)
def test_katakana_and_hiragana_have_the_same_key(text):
    katakana = "".join(chr(ord(c) + 0x60) if c != "ー" else c for c in text)
    assert reading_key(katakana) == reading_key(text)
    assert reading_key(reading_key(text)) == reading_key(text)


@given(kana, kana)
def test_what_begins_a_reading_begins_its_key(begin, rest):
    assert reading_key(begin + rest).startswith(reading_key(begin))


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("は", "゛", "ば"),
        ("ば", "゛", "は"),
        ("は", "゜", "ぱ"),
        ("ば", "゜", "ぱ"),
        ("ぱ", "゛", "ば"),
        ("つ", "小", "っ"),
        ("っ", "小", "つ"),
        ("あ", "゛", "あ"),
        ("う", "゛", "ゔ"),
        ("", "゛", ""),
        ("", "小", ""),
        ("か", "き", "かき"),
    ],
)
def test_keys_of_the_pad(before, key, after):
    assert typed(before, key) == after


@given(kana, st.sampled_from("゛゜小"))
def test_a_modifier_pressed_twice_is_as_if_never_or_settles(text, key):
    once = typed(text, key)
    assert len(once) == len(text)
    assert typed(typed(once, key), key) == once


def test_digits_of_any_width():
    assert digits("０９０-1234 5678") == "09012345678"
    assert digits("abc") == ""


def test_half_width_kana_become_hiragana():
    assert hiragana("ｶﾞｰﾃﾞﾝ") == "がーでん"
