"""A disclosure on paper: everything that was given stands in it, on as many pages as it takes."""

from functools import cache

import pytest

from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.paper.disclosure import disclosure
from kiosk.rules.disclosure import Column, Disclosure, Row, Section
from tests.paper.held import SHOP, regular, stranger
from tests.paper.pages import places, reader, sizes, texts

A4 = (210, 297)
JA = Words(Texts("ja"))


@cache
def printed(held: Disclosure) -> bytes:
    return disclosure(held, JA).pdf()


def pages(held: Disclosure) -> list[str]:
    return texts(printed(held))


def test_every_cell_of_every_section_stands_in_it() -> None:
    held = regular()
    whole = "".join(pages(held))
    for section in held.sections:
        assert "".join(section.title.split()) in whole
    for row in held.sections[0].rows + held.sections[3].rows:
        assert "".join("".join(row.cells).split()) in whole
    for text in ("洗濯機の下見。設置場所の幅は64cm。", "次は火曜日の15時以降。", "手書きのメモ"):
        assert text in whole


def test_it_says_whose_it_is_and_who_answers_for_it() -> None:
    first = pages(regular())[0]
    for words in (
        "お預かりしている個人情報",
        "𠮷野髙﨑様",
        "会員番号12",
        "2026年11月25日作成",
        "まるみ電器",
        "電話03-1234-5678",
    ):
        assert words in first


def test_a_long_list_goes_on_over_pages_with_its_heading_on_each() -> None:
    held = regular(sales=400)
    pdf = disclosure(held, JA).pdf()
    assert len(sizes(pdf)) > 5
    assert set(sizes(pdf)) == {A4}
    for number, page in enumerate(texts(pdf), start=1):
        assert f"{number}/{len(sizes(pdf))}" in page
        assert number == 1 or "日付品物金額ポイント" in page


def test_a_kind_of_which_nothing_is_held_says_so() -> None:
    assert "お預かりしている情報はありません。" in pages(regular())[0]
    (page,) = pages(stranger())
    assert page.count("お預かりしている情報はありません。") == 2


def test_what_no_font_has_is_spelled_and_explained() -> None:
    whole = "".join(pages(regular()))
    assert "見せてくださった〔U+1F600〕" in whole
    assert "印刷できない文字の番号" in whole
    assert "印刷できない文字の番号" not in pages(stranger())[0]


def test_a_note_drawn_by_hand_is_drawn_beneath_its_row() -> None:
    with_ink, without = (
        Disclosure("様", 1, SHOP, "", (Section("メモ", (Row(("a",), ink),), (Column("内容"),)),))
        for ink in (regular().sections[2].rows[1].ink, None)
    )
    plain, drawn = (reader(disclosure(held, JA).pdf()).pages[0] for held in (without, with_ink))
    assert b" c\n" not in plain.get_contents().get_data()  # curves: the round ends of a pen's line
    assert len(drawn.get_contents().get_data()) > len(plain.get_contents().get_data()) + 200


@pytest.mark.parametrize("held", [regular(), stranger()], ids=["regular", "stranger"])
def test_nothing_stands_outside_the_margins(held: Disclosure) -> None:
    pdf = printed(held)
    for page in range(len(sizes(pdf))):
        for text, x, y, _ in places(pdf, page):
            assert 15 <= x <= 195, text
            assert 8 <= y <= 290, text


def test_a_word_longer_than_its_column_is_broken_and_not_cut() -> None:
    word = "A" * 300
    held = Disclosure("様", 1, SHOP, "", (Section("メモ", (Row(("1月1日", word)),), (Column("日付"), Column("内容"))),))
    pdf = disclosure(held, JA).pdf()
    assert "".join(texts(pdf)).count("A") >= 300
    assert all(x < 195 for text, x, *_ in places(pdf) if "A" in text)


def test_nothing_personal_is_in_what_is_logged() -> None:
    shown = repr(regular())
    for secret in ("𠮷野", "090-1234-5678", "洗濯機"):
        assert secret not in shown
