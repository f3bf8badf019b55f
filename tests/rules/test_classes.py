"""Where one class ends and the next begins, who has lapsed, and who came back."""

import msgspec
import pytest

from kiosk.rules.classes import (
    STANDINGS,
    ClassSign,
    CustomerClass,
    Purchases,
    Standing,
    came_back,
    class_of,
    limits_of,
    sign_of,
    standing_of,
)
from kiosk.rules.settings import ClassSettings
from kiosk.rules.units import BusinessDay, Yen

LIMITS = limits_of(ClassSettings())


def bought(days, tenure, total):
    return Purchases(days, BusinessDay(1000), BusinessDay(1000 + tenure), Yen(total))


@pytest.mark.parametrize(
    ("days", "tenure", "total", "expected"),
    [
        (1, 0, 500_000, CustomerClass.FIRST),
        (2, 1, 500_000, CustomerClass.TODDLER),
        (9, 89, 500_000, CustomerClass.TODDLER),
        (2, 90, 69_999, CustomerClass.STEADY),
        (9, 900, 69_999, CustomerClass.STEADY),
        (2, 90, 70_000, CustomerClass.TREND),
        (9, 209, 70_000, CustomerClass.TREND),
        (2, 210, 70_000, CustomerClass.LOYAL),
    ],
)
def test_where_a_class_begins(days, tenure, total, expected):
    assert class_of(bought(days, tenure, total), LIMITS) is expected


@pytest.mark.parametrize(("gap", "lapsed"), [(0, False), (239, False), (240, True)])
def test_after_240_days_somebody_has_lapsed(gap, lapsed):
    assert standing_of(bought(1, 0, 0), LIMITS, BusinessDay(1000 + gap)) == Standing(CustomerClass.FIRST, lapsed)


def test_by_cycle_all_follows_from_it_and_the_average_sale():
    rules = ClassSettings(cycle_days=14)
    limits = limits_of(rules, Yen(1_250))
    assert (limits.toddler_days, limits.loyal_days, limits.lapsed_days, limits.loyal_yen) == (42, 98, 112, 8_750)
    assert limits_of(rules).loyal_yen == rules.loyal_yen, "nothing was sold yet"
    assert limits_of(ClassSettings(cycle_days=2)).lapsed_days == 31, "no lapse is shorter than a month"


def days(*all_of_them):
    return tuple(map(BusinessDay, all_of_them))


@pytest.mark.parametrize(
    ("bought_on", "today", "expected"),
    [
        (days(1000), 1000, False),
        (days(1000, 1239), 1239, False),
        (days(1000, 1240), 1240, True),
        (days(1000, 1240, 1250), 1329, True),
        (days(1000, 1240, 1250), 1330, False),
        (days(1000, 1240, 1500), 1500, True),
    ],
)
def test_back_for_90_days_after_a_lapse(bought_on, today, expected):
    assert came_back(bought_on, LIMITS, BusinessDay(today)) is expected


def test_what_the_customer_may_read():
    assert sign_of(Standing(CustomerClass.LOYAL), False) is ClassSign.LOYAL
    assert sign_of(Standing(CustomerClass.LOYAL), True) is ClassSign.BACK
    assert sign_of(Standing(CustomerClass.LOYAL, lapsed=True), False) is ClassSign.AWAY


def test_the_key_of_a_standing_is_read_again():
    assert [Standing.of_key(one.key) for one in STANDINGS] == list(STANDINGS)
    assert STANDINGS[9].key == "loyal-lapsed"


def test_a_lapse_shorter_than_a_month_is_no_setting():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"lapsed_days": 30}, ClassSettings)
