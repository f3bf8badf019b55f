"""Where lines on paper may break."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.slip_text import break_lines, printable


def columns(character: str) -> int:
    return 1 if character.isascii() else 2


def width(line: str) -> int:
    return sum(map(columns, line))


JAPANESE = st.text(st.sampled_from("個客お店の今日は雨、。」「（）ーァっ々！？…123abc,.-%¥ \u3000様\n"), max_size=80)


@given(JAPANESE, st.integers(4, 40))
def test_nothing_is_lost_but_blanks_and_nothing_is_wider_than_the_paper(text: str, paper: int) -> None:
    lines = break_lines(text, paper, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= paper for line in lines)


@given(JAPANESE, st.integers(4, 40))
def test_no_line_begins_with_a_full_stop_nor_ends_with_an_opening_bracket_where_that_could_be_helped(
    text: str, paper: int
) -> None:
    for paragraph in text.split("\n"):
        lines = break_lines(paragraph, paper, columns)
        for line, following in pairwise(lines):
            if following[0] in "、。」）ーァっ々！？…,.%" or line.rstrip()[-1:] in ("「", "（"):
                # only an unbreakable run wider than the paper excuses it
                assert not any(
                    after not in "、。」）ーァっ々！？…,.%様)"
                    and before not in "「（¥"
                    and not (before + after).isascii()
                    for before, after in pairwise(line)
                    if not before.isspace() and not after.isspace()
                )


def test_a_full_stop_at_the_edge_takes_its_neighbour_along() -> None:
    assert break_lines("あいうえお。", 10, columns) == ["あいうえ", "お。"]


def test_a_bracket_opens_on_the_line_of_what_it_holds() -> None:
    assert break_lines("四名様（二名様", 8, columns) == ["四名様", "（二名様"]


def test_lines_break_between_phrases() -> None:
    assert break_lines("今日は天気がいいです", 14, columns) == ["今日は天気が", "いいです"]


def test_lines_break_at_blanks_before_anywhere_else() -> None:
    assert break_lines("吉祥寺本町 電話", 14, columns) == ["吉祥寺本町", "電話"]


def test_a_word_and_a_figure_stay_whole() -> None:
    assert break_lines("残り 1,240 point です", 12, columns) == ["残り 1,240", "point です"]


def test_a_word_wider_than_the_paper_is_cut() -> None:
    assert break_lines("abcdefghij", 4, columns) == ["abcd", "efgh", "ij"]


def test_sama_stays_beside_the_name() -> None:
    assert break_lines("長谷川 様", 8, columns) == ["長谷", "川 様"]


def test_written_lines_are_kept() -> None:
    assert break_lines("一\n\n二", 10, columns) == ["一", "", "二"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("葛\U000e0100城", "葛城"),
        ("か\u3099き", "がき"),
        ("神\ufa19", "神\ufa19"),
        ("髙﨑𠮷", "髙﨑𠮷"),
        ("一\x07\x1b@二", "一@二"),
        ("一\r\n二", "一\n二"),
    ],
)
def test_what_no_glyph_can_show_is_dropped_and_names_stay_themselves(written: str, printed: str) -> None:
    assert printable(written) == printed
