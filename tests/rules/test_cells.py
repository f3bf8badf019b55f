"""Cells of somebody else's table: right, folded, or wrong with a reason; never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules import cells
from kiosk.rules.cells import Fault, Wrong

READERS = (
    cells.plain, cells.words, cells.kana, cells.note, cells.phone, cells.email, cells.postcode, cells.birthday,
    cells.number, cells.points, cells.days, cells.percent, cells.yen, cells.rate, cells.code, cells.card,
)  # fmt: skip

TYPICAL = st.text(
    st.sampled_from("0123456789０１２９-−ー/.,年月日昭和平成令元SHR+()=\"'%¥円税込 ポpt〒@aeE#N/A \n\t\ufffd\u0663²①")
)


@pytest.mark.parametrize("reader", READERS)
@given(text=st.one_of(st.text(), TYPICAL))
def test_a_reader_never_raises(reader, text):
    once = cells.plain(text)
    for cell in (text, once) if isinstance(once, str) else (text,):
        value = reader(cell)
        assert value is None or isinstance(value, str | int | tuple | Wrong)


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader is not cells.plain])
def test_an_empty_cell_is_right(reader):
    assert reader("") in ("", None)


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (cells.phone, "０９０−１２３４−５６７８", "09012345678"),
        (cells.phone, "(03) 1234-5678", "0312345678"),
        (cells.phone, "9012345678", "09012345678"),  # Excel dropped the 0
        (cells.phone, "312345678.0", "0312345678"),
        (cells.phone, "+81 90-1234-5678", "09012345678"),
        (cells.phone, "819012345678", "09012345678"),
        (cells.postcode, "〒１２３-４５６７", "1234567"),
        (cells.postcode, "600001", "0600001"),
        (cells.birthday, "1958/3/9", (3, 9)),
        (cells.birthday, "1958-03-09 00:00:00", (3, 9)),
        (cells.birthday, "19580309", (3, 9)),
        (cells.birthday, "３月９日", (3, 9)),
        (cells.birthday, "昭和33年3月9日", (3, 9)),
        (cells.birthday, "S33.3.9", (3, 9)),
        (cells.birthday, "平成元年1月8日", (1, 8)),
        (cells.birthday, "R2/2/29", (2, 29)),
        (cells.birthday, "2/29", (2, 29)),
        (cells.number, "００12", 12),
        (cells.number, "1,200", 1200),
        (cells.points, "1,240 ポイント", 1240),
        (cells.points, "350pt", 350),
        (cells.yen, "￥１，２８０", 1280),
        (cells.yen, "1,280円(税込)", 1280),
        (cells.yen, "1280.0", 1280),
        (cells.rate, "8%", 8),
        (cells.rate, "0.1", 10),
        (cells.rate, "軽減税率", 8),
        (cells.days, "3650日", 3650),
        (cells.percent, "50％", 50),
        (cells.code, "４９０１２３４５６７８９４", "4901234567894"),
        (cells.code, "036000291452", "0036000291452"),  # UPC
        (cells.code, "49123456", "49123456"),
        (cells.code, "A-100", "A100"),
        (cells.email, "ｓａｔｏ@example.jp", "sato@example.jp"),
        (cells.card, "Ａ1234 5678", "a12345678"),
        (cells.kana, "ｻﾄｳ　ｶｽﾞｺ", "さとう かずこ"),
    ],
)
def test_what_a_cell_says(reader, text, value):
    assert reader(text) == value


@pytest.mark.parametrize(
    ("reader", "text", "fault"),
    [
        (cells.plain, "佐\ufffd", Fault.ENCODING),
        (cells.plain, "=A1+B1", Fault.FORMULA),
        (cells.plain, "#N/A", Fault.ERROR),
        (cells.phone, "1234", Fault.PHONE),
        (cells.phone, "なし", Fault.PHONE),
        (cells.phone, "9.01E+10", Fault.EXPONENT),
        (cells.birthday, "2001/2/29", Fault.DATE),
        (cells.birthday, "1980/13/1", Fault.DATE),
        (cells.birthday, "6月31日", Fault.DATE),
        (cells.birthday, "昭和33年", Fault.DATE),
        (cells.number, "0", Fault.NUMBER),
        (cells.number, "A12", Fault.NUMBER),
        (cells.points, "-5", Fault.POINTS),
        (cells.points, "1.5", Fault.POINTS),
        (cells.yen, "時価", Fault.PRICE),
        (cells.yen, "-100", Fault.PRICE),
        (cells.yen, "99.5", Fault.PRICE),
        (cells.rate, "5%", Fault.RATE),
        (cells.days, "0", Fault.DAYS),
        (cells.percent, "2000", Fault.PERCENT),
        (cells.code, "4901234567890", Fault.JAN),
        (cells.code, "4.90123E+12", Fault.EXPONENT),
        (cells.email, "sato@", Fault.EMAIL),
        (cells.postcode, "12-34", Fault.POSTCODE),
        (cells.card, "12", Fault.CARD),
    ],
)
def test_what_is_wrong_with_a_cell(reader, text, fault):
    assert reader(text) == Wrong(fault)


def test_a_number_that_excel_was_kept_from_is_itself():
    assert cells.plain('="09012345678"') == "09012345678"


@given(st.integers(0, 10**12 - 1))
def test_one_check_digit_in_ten_is_right(number):
    digits = f"{number:012}"
    assert sum(cells.is_jan(f"{digits}{last}") for last in range(10)) == 1


@pytest.mark.parametrize(("net", "rate", "gross"), [(100, 10, 110), (99, 8, 106), (1, 10, 1), (0, 8, 0)])
def test_tax_is_added_and_a_fraction_cut(net, rate, gross):
    assert cells.with_tax(net, rate) == gross
