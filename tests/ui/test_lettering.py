"""Where lines are broken, with a font in which every character is as wide as it is in print: full or half an em."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kiosk.fonts import FOLDER
from kiosk.ui.lettering import NEVER_FIRST, NEVER_LAST, atoms, balance, break_lines, clean, fit, phrases

JAPANESE = "あいうんアイーッャ山田花子配達時以降、。「」（）々…15:00,. Ab"
TEXTS = st.text(alphabet=JAPANESE, max_size=60).map(lambda text: " ".join(text.split()))
MANY = 999


def print_width(text: str, size: float) -> float:
    return sum(size if unicodedata.east_asian_width(char) in "WFA" else size / 2 for char in text)


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@given(TEXTS)
def test_phrases_and_atoms_are_the_text_in_pieces(text: str) -> None:
    assert "".join(phrases(text)) == text
    assert "".join(atoms(text)) == text


@given(TEXTS, st.integers(20, 400))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    setting = break_lines(text, width, 20, MANY, print_width)
    assert squeezed("".join(setting.lines)) == squeezed(text)
    assert not setting.cut
    assert all(print_width(line, 20) <= width for line in setting.lines)


@given(TEXTS, st.integers(20, 400))
def test_a_line_begins_and_ends_as_japanese_may(text: str, width: int) -> None:
    setting = break_lines(text, width, 20, MANY, print_width)
    if not setting.torn:
        assert all(line[0] not in NEVER_FIRST for line in setting.lines[1:] if line)
        assert all(line[-1] not in NEVER_LAST for line in setting.lines[:-1] if line)


@given(TEXTS, st.integers(60, 400), st.integers(20, 100))
def test_what_is_fitted_stays_in_its_box_or_says_that_it_was_cut(text: str, width: int, height: int) -> None:
    setting = fit(text, width, height, 20, 10, 0, print_width)
    assert 10 <= setting.size <= 20
    assert setting.height <= height + 1e-6
    assert all(print_width(line, setting.size) <= width for line in setting.lines)
    assert setting.cut == setting.lines[-1].endswith("…") or text.rstrip().endswith("…")


@given(TEXTS, st.integers(60, 400))
def test_balancing_keeps_the_number_of_lines(text: str, width: int) -> None:
    setting = break_lines(text, width, 20, MANY, print_width)
    even = balance(text, width, setting, print_width)
    assert len(even.lines) <= len(setting.lines)
    assert squeezed("".join(even.lines)) == squeezed("".join(setting.lines))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("配達は15時以降", 100, ("配達は", "15時以降")),
        ("お久しぶりです、3か月ぶりですね", 160, ("お久しぶりです、", "3か月ぶりですね")),
        ("お電話は午前中", 100, ("お電話は", "午前中")),
        ("Closed on Wednesdays", 120, ("Closed on", "Wednesdays")),
        ("一行目\n二行目", 400, ("一行目", "二行目")),
    ],
)
def test_lines_end_where_a_reader_breathes(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert break_lines(text, width, 20, MANY, print_width).lines == lines


def test_a_long_name_is_made_smaller_before_it_is_cut() -> None:
    assert fit("勅使河原左衛門太郎", 150, 30, 20, 10, 1, print_width).lines == ("勅使河原左衛門太郎",)
    assert fit("勅使河原左衛門太郎", 60, 30, 20, 10, 1, print_width).lines == ("勅使河原左…",)


def test_variation_selectors_are_not_for_the_eye() -> None:
    assert clean("葛\U000e0100城、辻\ufe00") == "葛城、辻"


@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_every_kanji_of_a_face_is_one_em_wide(face: str) -> None:
    font = TTFont(FOLDER / f"BIZUDPGothic-{face}.ttf")
    kanji = {name for code, name in font.getBestCmap().items() if 0x4E00 <= code <= 0x9FFF}
    assert {font["hmtx"][name][0] for name in kanji} == {font["head"].unitsPerEm}
    assert "kern" not in font
    assert "GPOS" not in font


@pytest.mark.parametrize("text", ["30日以内にまた来た方", "くり返し来てくださる方", "新しい方", "優良とコツコツの方"])
def test_a_person_stays_with_what_the_person_did(text: str) -> None:
    assert phrases(text)[-1].endswith("方")
    assert len(phrases(text)[-1]) > 1
