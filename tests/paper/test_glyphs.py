"""Which characters can be printed: what the lists say is what the fonts hold."""

import pytest
from fontTools.ttLib import TTFont

from kiosk.fonts import FOLDER
from kiosk.paper.glyphs import clean, missing, spelled


def held(name: str) -> set[int]:
    return set(TTFont(FOLDER / name, lazy=True).getBestCmap())


def test_the_lists_are_those_of_the_fonts() -> None:
    fonts = held("BIZUDPGothic-Regular.ttf") | held("KokyakuFallback.otf")
    assert held("BIZUDPGothic-Bold.ttf") == held("BIZUDPGothic-Regular.ttf")
    assert all(missing(chr(point)) == "" for point in fonts)
    assert {point for point in range(0x21, 0x30000) if not missing(chr(point))} == {
        point for point in fonts if point > 0x20
    }


@pytest.mark.parametrize("text", ["𠮷野 髙﨑", "ヴィーナス〜①㈱", "塚\n", "〇ー々"])
def test_names_of_japan_can_be_printed(text: str) -> None:
    assert missing(text) == ""


def test_what_no_font_has_is_named_once() -> None:
    assert missing("กรุงเทพ กรุง😀") == "กรุงเทพ😀"


def test_marks_without_a_picture_are_left_out() -> None:
    assert clean("葛\U000e0100城\u200b") == "葛城"


def test_what_must_be_printed_is_spelled() -> None:
    assert spelled("お誕生日😀") == "お誕生日〔U+1F600〕"
    assert spelled("山田") == "山田"
