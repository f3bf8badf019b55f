"""What customers are searched by: one form for what is written in many ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.search_words import _VARIANTS, excerpt, normal, search_text, wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("タカハシ", "たかはし"),
        ("ﾀﾞｲｽｹ", "だいすけ"),
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("𠮷田", "吉田"),
        ("濱田", "浜田"),
        ("澤田", "沢田"),
        ("廣瀬", "広瀬"),
        ("佐藤　和子", "佐藤 和子"),
        ("佐藤・和子", "佐藤和子"),
        ("ＡＢＣ１２", "abc12"),
        ("０９０-1234-5678", "09012345678"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("㈱まるみ", "株まるみ"),
        ("葛\U000e0100飾", "葛飾"),
    ],
)
def test_ways_of_writing_are_one(one, other):
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("はし", "ばし"), ("びよういん", "びょういん"), ("佐藤", "加藤"), ("ハル", "ハール")]
)
def test_what_sounds_otherwise_is_another_word(one, other):
    assert normal(one) != normal(other)


def test_a_kanji_stands_in_one_family_alone():
    letters = "".join(_VARIANTS)
    assert len(letters) == len(set(letters))
    assert all(unicodedata.normalize("NFKC", family[0]) == family[0] for family in _VARIANTS)


@given(st.text())
def test_nothing_but_letters_and_digits_is_left(text):
    words = normal(text)
    assert all(c.isalnum() for c in words)
    assert normal(f" {text}。") == words


@given(st.text(), st.text(), st.integers(1, 10**9), st.text("0123456789", max_size=11), st.lists(st.text()), st.text())
def test_what_is_typed_is_in_the_text_when_it_is_in_a_field(name, reading, number, phone, notes, typed):
    query = wanted(typed)
    text = search_text(name, reading, number, phone, notes)
    if query is None:
        assert normal(typed) == ""
        return
    words = normal(typed)
    is_number = words.isascii() and words.isdigit()
    begins = normal(name).startswith(words) or normal(reading).startswith(words)
    begins |= is_number and (str(number).startswith(words) or phone.endswith(words))
    assert any(start in text for start in query.starts) == begins
    assert (query.anywhere in text) == any(words in normal(part) for part in (name, reading, *notes))


def test_digits_of_a_note_are_not_a_telephone_number():
    query = wanted("12")
    assert query.anywhere not in search_text("佐藤", "さとう", 312, "0312", [])
    assert query.anywhere in search_text("", "", 1, "", ["12時に電話"])


@given(st.text(max_size=60), st.text(min_size=1, max_size=6))
def test_an_excerpt_is_there_exactly_when_the_note_says_it(note, typed):
    words = normal(typed)
    if words:
        assert (excerpt(note, words) is not None) == (words in normal(note))


def test_an_excerpt_is_cut_around_the_words():
    note = "洗濯機の説明書をなくされたので印刷してお渡しした。エアコンの点検も来月ご案内する。"
    found = excerpt(note, normal("ｴｱｺﾝ"))
    assert found.words == "渡しした。エアコンの点検も来月ご案内する。"
    assert (found.cut_before, found.cut_after) == (True, False)
    whole = excerpt("エアコンの音", normal("エアコン"))
    assert (whole.words, whole.cut_before, whole.cut_after) == ("エアコンの音", False, False)


@pytest.mark.parametrize("typed", ["", " ", "。", "゛", "\ue100", "\ue100さ"])
def test_marks_can_not_be_typed(typed):
    query = wanted(typed)
    assert query is None or "\ue100" not in query.anywhere
