"""What scanned texts mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from kiosk.rules.barcode import (
    LONGEST,
    BadCode,
    BadReason,
    Isbn,
    IsbnPrice,
    Jan,
    MemberCode,
    read_code,
)
from kiosk.rules.in_store import InStore, value_digit
from kiosk.rules.settings import CodeSettings
from kiosk.rules.slip_code import MOST, SlipCode, slip_code

USUAL = CodeSettings()
WRONG, RUBBISH = BadCode(BadReason.WRONG_CHECK_DIGIT), BadCode(BadReason.RUBBISH)


def whole(digits: str) -> str:
    """With its check digit."""
    return digits + ean.calc_check_digit(digits)


jan_numbers = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text("0123456789", min_size=length, max_size=length).map(whole)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4901234567894", Jan("4901234567894")),
        ("４９０１２３４５６７８９４", Jan("4901234567894")),
        (" 4901234567894\r", Jan("4901234567894")),
        ("]E04901234567894", Jan("4901234567894")),
        ("49123456", Jan("49123456")),
        ("]E449123456", Jan("49123456")),
        ("036000291452", Jan("0036000291452")),
        ("14901234567891", Jan("14901234567891")),
        ("]I114901234567891", Jan("14901234567891")),
        ("04901234567894", Jan("4901234567894")),
        (whole("977208743200"), Jan(whole("977208743200"))),
        ("]E3" + whole("491004324032") + "00990", Jan(whole("491004324032"))),
        ("9790001064163", Jan("9790001064163")),
        ("9784122037144", Isbn("9784122037144")),
        ("1921195008574", IsbnPrice("1195", 857, taxed=False)),
        ("1910195004501", IsbnPrice("0195", 450, taxed=True)),
        (whole("192009500000"), IsbnPrice("0095", None, taxed=False)),
        ("]C1010490123456789417251231", Jan("4901234567894")),
        ("]Q3\x1d010490123456789417251231", Jan("4901234567894")),
        ("]d20100000049123456", Jan("49123456")),
        ("0104901234567894", Jan("4901234567894")),
        (whole("290000000042"), MemberCode(whole("290000000042"))),
        (whole("200000000123"), InStore(whole("200000000123"))),
        (whole("2000012"), InStore(whole("2000012"))),
        ("]C0" + slip_code(42), SlipCode(42)),
    ],
)
def test_what_is_what(text, code):
    assert read_code(text, USUAL) == code


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("4901234567890", WRONG),
        ("49123457", WRONG),
        ("036000291453", WRONG),
        ("14901234567892", WRONG),
        ("1921195008570", WRONG),
        ("]C10104901234567890", WRONG),
        (slip_code(42)[:-1] + "9", WRONG),
        ("", RUBBISH),
        ("]E0", RUBBISH),
        ("12345", RUBBISH),
        ("https://shop.example/", RUBBISH),
        ("٤٩٠١٢٣٤٥٦٧٨٩٤", RUBBISH),
        ("]I1036000291452", RUBBISH),  # an ITF read in part, whose end agrees by chance
        ("]C11725123110ABC", RUBBISH),
        ("KS42", RUBBISH),
        ("M-004217", RUBBISH),
        ("4" * (LONGEST + 1), BadCode(BadReason.TOO_LONG)),
    ],
)
def test_what_can_not_be_used_says_why(text, bad):
    assert read_code(text, USUAL) == bad


@given(st.text() | st.text("0123456789]ECIKSQd\x1d", max_size=24))
def test_no_text_raises(text):
    for settings in (USUAL, CodeSettings(member_text="M", member_prefix="", in_store=("2IIIIIIIIIIIC",))):
        read_code(text, settings)


@given(jan_numbers)
def test_every_number_that_agrees_is_read_with_an_aim_id_and_without(number):
    bare = read_code(number, USUAL)
    if not number.startswith("02") and len(number) == 13:
        assert not isinstance(bare, BadCode)
        assert read_code(f"]E0{number}", USUAL) == bare
    if len(number) == 14:
        assert read_code(f"]I1{number}", USUAL) == bare == read_code(f"]C101{number}", USUAL)


@given(jan_numbers, st.data())
def test_one_wrong_digit_is_always_found(number, data):
    at = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[at]]))
    assert read_code(number[:at] + digit + number[at + 1 :], USUAL) == WRONG


# the shop's own labels


@pytest.mark.parametrize(
    ("value", "digit"),
    # the specification's own examples, and labels from real scales
    [
        ("2875", "9"),
        ("14685", "6"),
        ("00502", "5"),
        ("00828", "4"),
        ("00782", "0"),
        ("00284", "2"),
        ("00190", "8"),
        ("00360", "5"),
    ],
)
def test_the_check_digit_of_a_price(value, digit):
    assert value_digit(value) == digit


@pytest.mark.parametrize("length", [4, 5])
@given(data=st.data())
def test_one_wrong_digit_of_a_price_is_always_found(length, data):
    value = data.draw(st.text("0123456789", min_size=length, max_size=length))
    at = data.draw(st.integers(0, length - 1))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != value[at]]))
    assert value_digit(value[:at] + digit + value[at + 1 :]) != value_digit(value)


def test_a_label_with_its_price():
    label = whole("02" + "12345" + value_digit("0398") + "0398")
    assert read_code(label, USUAL) == InStore("0212345", price=398)


def test_a_price_that_does_not_agree_is_a_misread_code():
    wrong = str((int(value_digit("0398")) + 1) % 10)
    assert read_code(whole("02" + "12345" + wrong + "0398"), USUAL) == WRONG


def test_the_longest_beginning_decides_what_a_label_holds():
    settings = CodeSettings(in_store=("20IIIIIPPPPPC", "2001IIIWWWWWC", "21IIIIIVWWWWC", "22IIIIIIIIIIC"))
    assert read_code(whole("200012300500"), settings) == InStore("2000123", price=500)
    assert read_code(whole("200112300500"), settings) == InStore("2001123", grams=500)
    weighed = whole("21" + "00042" + value_digit("1250") + "1250")
    assert read_code(weighed, settings) == InStore("2100042", grams=1250)
    assert read_code(whole("220000000042"), settings) == InStore(whole("220000000042"))
    assert read_code(whole("230000000042"), settings) == InStore(whole("230000000042"))


# members


def test_a_members_card_by_its_number():
    card = whole("291200000042")
    assert read_code(card, CodeSettings(member_prefix="2912")) == MemberCode(card)
    assert read_code(card, CodeSettings(member_prefix="2913")) == InStore(card)
    assert read_code(card, CodeSettings(member_prefix="")) == InStore(card)


def test_a_members_card_by_its_text():
    settings = CodeSettings(member_text="M-")
    for text in ("M-004217", "]A0M-004217", "]C0M-004217", "]Q0M-004217"):
        assert read_code(text, settings) == MemberCode("M-004217")
    assert read_code("4901234567894", CodeSettings(member_text="49")) == MemberCode("4901234567894")
    assert read_code("]E04901234567894", CodeSettings(member_text="49")) == Jan("4901234567894")


def test_a_members_card_stays_out_of_every_log():
    assert "291200000042" not in repr(MemberCode("291200000042"))


# our slips


@given(st.integers(0, MOST))
def test_a_slip_leads_back_to_its_sale(sale):
    assert read_code(slip_code(sale), USUAL) == SlipCode(sale)


@given(st.integers(0, MOST), st.data())
def test_a_misread_slip_is_no_other_sales(sale, data):
    code = slip_code(sale)
    at = data.draw(st.integers(2, len(code) - 1))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[at]]))
    assert read_code(code[:at] + digit + code[at + 1 :], USUAL) == WRONG


@pytest.mark.parametrize("sale", [-1, MOST + 1])
def test_a_number_that_no_sale_has(sale):
    with pytest.raises(ValueError):
        slip_code(sale)


def test_a_slips_code_fits_on_the_narrow_paper():
    from barcode.codex import Code128

    for sale in (0, 7, MOST, 1_234_567_890_123_456_789):
        (modules,) = Code128(slip_code(sale)).build()
        assert 2 * len(modules) <= 384
