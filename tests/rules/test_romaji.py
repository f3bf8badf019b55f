import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.kanji_variants import with_variants
from kiosk.rules.romaji import fed, finished, is_romaji


def typed(letters):
    kana, pending = "", ""
    for letter in letters:
        made, pending = fed(pending, letter)
        kana += made
    return kana + finished(pending)


@pytest.mark.parametrize(
    ("letters", "kana"),
    [
        ("takahashi", "たかはし"),
        ("shinjuku", "しんじゅく"),
        ("kokko", "こっこ"),
        ("matcha", "まっちゃ"),
        ("maccha", "まっちゃ"),
        ("konnichiha", "こんいちは"),
        ("konnnichiha", "こんにちは"),
        ("shin'ichi", "しんいち"),
        ("n", "ん"),
        ("xtu", "っ"),
        ("kyuukei.", "きゅうけい。"),
        ("TARO", "たろ"),
        ("q", "q"),
    ],
)
def test_letters_become_kana(letters, kana):
    assert typed(letters) == kana


@given(st.text("abcdefghijklmnopqrstuvwxyz'-,.", max_size=20))
def test_no_letters_raise(letters):
    assert isinstance(typed(letters), str)


@pytest.mark.parametrize(("letter", "is_it"), [("a", True), ("-", True), ("é", False), ("1", False), ("ab", False)])
def test_what_is_romaji(letter, is_it):
    assert is_romaji(letter) is is_it


def test_old_forms_follow_their_plain_form_once():
    assert with_variants(("高橋", "髙橋")) == ("高橋", "髙橋")
    assert with_variants(("山崎", "吉田")) == ("山崎", "山﨑", "吉田", "𠮷田")
    assert with_variants(("渡辺",)) == ("渡辺", "渡邊", "渡邉")
    assert with_variants(("高い買い物",)) == ("高い買い物",)
