"""What the cells of an old register's sales say."""

from datetime import date, time
from decimal import Decimal

import pytest

from kiosk.rules.cells import Fault, Wrong
from kiosk.rules.sale_cells import clock, moment, money, old_code, pieces


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024/5/1", (date(2024, 5, 1), None)),
        ("２０２４年５月１日（水）", (date(2024, 5, 1), None)),
        ("20240501", (date(2024, 5, 1), None)),
        ("令和元年5月1日", (date(2019, 5, 1), None)),
        ("H31.4.30", (date(2019, 4, 30), None)),
        ("2024-05-01T14:30:05Z", (date(2024, 5, 1), time(14, 30, 5))),
        ("2024/05/01 14:30:05.123+09:00", (date(2024, 5, 1), time(14, 30, 5))),
        ("2024年5月1日 14時30分", (date(2024, 5, 1), time(14, 30))),
        ("", None),
        ("2023/2/29", Wrong(Fault.DATE)),
        ("2024/5/1 25:00", Wrong(Fault.DATE)),
        ("5/1", Wrong(Fault.DATE)),
        ("1969/12/31", Wrong(Fault.DATE)),
        ("きのう", Wrong(Fault.DATE)),
    ],
)
def test_a_day_and_a_time(text, said):
    assert moment(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14:30", time(14, 30)),
        ("9時05分", time(9, 5)),
        ("143005", time(14, 30, 5)),
        ("", None),
        ("24:00", Wrong(Fault.TIME)),
        ("昼", Wrong(Fault.TIME)),
    ],
)
def test_a_time_of_the_day(text, said):
    assert clock(text) == said


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("￥1,280", "1", 1280),
        ("1280.0", "1", 1280),
        ("-500円", "1", -500),
        ("△500", "1", -500),
        ("¥-500", "1", -500),
        ("0", "1", 0),
        ("11.77", "0.01", 1177),
        ("$1,011.70", "0.01", 101170),
        ("", "1", None),
        ("11.77", "1", Wrong(Fault.UNIT)),
        ("11.777", "0.01", Wrong(Fault.UNIT)),
        ("100000000", "1", Wrong(Fault.AMOUNT)),
        ("1,28", "1", Wrong(Fault.AMOUNT)),
        ("時価", "1", Wrong(Fault.AMOUNT)),
    ],
)
def test_a_sum(text, unit, said):
    assert money(text, Decimal(unit)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("３個", 3),
        ("2.0", 2),
        ("-1", -1),
        ("−1", -1),
        ("", None),
        ("0", Wrong(Fault.PIECES)),
        ("1.5", Wrong(Fault.PIECES)),
    ],
)
def test_pieces(text, said):
    assert pieces(text) == said


def test_a_code_is_the_same_however_it_is_written():
    assert old_code("Ａ－３１ ") == old_code("A-31") == "A-31"
    assert old_code("31.0") == "31"
    assert old_code("あ" * 49) == Wrong(Fault.LONG)
