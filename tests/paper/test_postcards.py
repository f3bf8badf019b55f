"""Postcards: the address downwards, the postcode in its boxes, the sender at the left, the shop's words on the back."""

from functools import cache

import pytest

from kiosk.paper.letters import Printed
from kiosk.paper.postcards import Message, Refused, address_sides, message_side
from kiosk.paper.typeset import Typeset
from kiosk.rules.addressing import Addressed, Fault, sender
from tests.paper.letters import LETTERS, NO_GLYPH, TOO_LONG, letter
from tests.paper.pages import places, sizes, texts

CARD = (100, 148)
SHOP = sender("まるみ電器", "〒145-0002 東京都大田区丸山町4-5-6 丸山商店街")
BOXES = (44.3, 51.3, 58.3, 65.9, 72.7, 79.5, 86.3)
BOX_WIDE, BOX_TOP, BOX_HIGH = 5.7, 12.0, 8.0
STAMP = (35.0, 70.0)  # where the post cancels the stamp: nothing may stand there
WORDS = Message(
    "秋の点検会",
    "涼しくなってまいりました。\n\nお電話ください。",
    SHOP,
    "電話 03-1234-5678",
    "ご不要な方はお知らせください。",
)


@cache
def cards(*letters: Addressed) -> bytes:
    printed = address_sides(letters, SHOP, boxes=False)
    assert isinstance(printed, Printed)
    assert printed.document is not None
    return printed.document.pdf()


def test_each_letter_is_a_card_of_its_own() -> None:
    pdf = cards(*LETTERS.values())
    assert sizes(pdf) == [CARD] * len(LETTERS)


@pytest.mark.parametrize("who", LETTERS)
def test_a_card_bears_the_whole_name_and_address(who: str) -> None:
    one = LETTERS[who]
    on_card = texts(cards(*LETTERS.values()))[list(LETTERS).index(who)]
    for name in one.names:
        for char in (name.family + name.given).replace(" ", ""):
            assert char in on_card
    assert all(name.title in on_card for name in one.names)
    assert "まるみ電器" in on_card
    assert "145-0002" in on_card


def test_figures_of_the_address_are_kanji() -> None:
    assert "東京都大田区丸山町一ー二ー三" in texts(cards(letter("山田 太郎")))[0]


@pytest.mark.parametrize("who", LETTERS)
def test_everything_lies_on_the_card_and_off_the_stamp(who: str) -> None:
    for text, x, y, size in places(cards(*LETTERS.values()), list(LETTERS).index(who)):
        assert 5 <= x <= CARD[0] - 5, text
        assert 10 <= y <= CARD[1] - 5, text
        assert x > STAMP[0] or y - size * 0.36 > STAMP[1], text


def test_each_digit_of_the_postcode_stands_in_its_box() -> None:
    digits = [
        place for place in places(cards(letter("山田", postcode="2345678"))) if place[0] in "2345678" and place[2] < 21
    ]
    assert "".join(text for text, *_ in digits) == "2345678"
    for (_, x, y, _), box in zip(digits, BOXES, strict=True):
        assert box < x < box + BOX_WIDE
        assert BOX_TOP < y < BOX_TOP + BOX_HIGH


def test_a_long_name_stays_large_enough_to_read() -> None:
    sized = [
        size for text, x, _, size in places(cards(LETTERS["longest name"])) if x > STAMP[0] and text in "クリストファ様"
    ]
    assert min(sized) >= 11


def test_a_letter_that_cannot_be_printed_is_left_out_and_said() -> None:
    printed = address_sides([NO_GLYPH, letter("山田 太郎"), TOO_LONG], SHOP, boxes=True)
    assert isinstance(printed, Printed)
    assert [(one.at, one.fault) for one in printed.unprinted] == [(0, Fault.NO_GLYPH), (2, Fault.TOO_LONG)]
    assert printed.document is not None
    assert len(sizes(printed.document.pdf())) == 1


def test_without_letters_there_is_no_document() -> None:
    assert address_sides([], SHOP, boxes=True) == Printed(None, ())


def test_a_sender_that_cannot_be_printed_refuses_all() -> None:
    one = [letter("山田 太郎")]
    assert address_sides(one, sender("まるみ😀", "東京都"), boxes=False) == Refused(Fault.NO_GLYPH, "😀")
    assert address_sides(one, sender("まるみ電器" * 40, "東京都"), boxes=False) == Refused(Fault.TOO_LONG)


def test_the_shop_s_words_with_its_address_and_the_way_out() -> None:
    made = message_side(WORDS)
    assert isinstance(made, Typeset)
    (page,) = texts(made.pdf())
    assert sizes(made.pdf()) == [CARD]
    for words in (
        "秋の点検会",
        "涼しくなってまいりました。",
        "お電話ください。",
        "まるみ電器",
        "145-0002",
        "電話03-1234-5678",
    ):
        assert words in page
    assert page.endswith("ご不要な方はお知らせください。")


def test_words_that_are_too_many_or_cannot_be_printed_are_refused() -> None:
    assert message_side(Message("", "あ" * 2000, SHOP)) == Refused(Fault.TOO_LONG)
    assert message_side(Message("秋😀", "", SHOP)) == Refused(Fault.NO_GLYPH, "😀")


def test_more_words_are_set_smaller_down_to_nine_points() -> None:
    few, many = (message_side(Message("題", "あいうえお、かきくけこ。" * count, SHOP)) for count in (3, 30))
    assert isinstance(few, Typeset)
    assert isinstance(many, Typeset)
    small, large = (max(size for _, y, size in _body(one.pdf())) for one in (many, few))
    assert 9 <= small < large


def _body(pdf: bytes) -> list[tuple[str, float, float]]:
    return [(text, y, size) for text, _, y, size in places(pdf) if "あ" in text or "か" in text]
