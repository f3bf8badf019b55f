from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.business_day import (
    business_day,
    date_of,
    day_of,
    days_to_birthday,
    end_of_month,
    end_of_year,
    first_of,
    month_of,
    months_later,
)
from kiosk.rules.units import BusinessDay, Instant, Month

TOKYO = ZoneInfo("Asia/Tokyo")
instants = st.integers(0, 4_000_000_000_000).map(Instant)
days = st.dates(date(1990, 1, 1), date(2080, 12, 31)).map(day_of)


def instant(*when):
    return Instant(int(datetime(*when, tzinfo=TOKYO).timestamp() * 1000))


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ((2026, 11, 22, 3, 59, 59), date(2026, 11, 21)),
        ((2026, 11, 22, 4, 0), date(2026, 11, 22)),
        ((2024, 3, 1, 1, 0), date(2024, 2, 29)),
        ((2026, 1, 1, 3, 0), date(2025, 12, 31)),
    ],
)
def test_the_day_begins_at_the_cut_off_hour(when, day):
    assert date_of(business_day(instant(*when), TOKYO, 4)) == day


@given(instants, st.integers(0, 23))
def test_it_is_the_date_of_the_wall_clock_that_many_hours_earlier(at, cutoff):
    shifted = datetime.fromtimestamp(at / 1000, UTC).astimezone(TOKYO) - timedelta(hours=cutoff)
    assert date_of(business_day(at, TOKYO, cutoff)) == shifted.date()


@given(instants, instants)
def test_days_never_go_backwards(a, b):
    early, late = sorted((a, b))
    assert business_day(early, TOKYO, 4) <= business_day(late, TOKYO, 4)


@given(days, st.integers(0, 120))
def test_months_later_keeps_the_day_or_takes_the_months_last(day, months):
    before, after = date_of(day), date_of(months_later(day, months))
    assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == months
    assert after.day == before.day or day_of(after) == end_of_month(day_of(after))


def test_months_later_across_leap_february():
    assert date_of(months_later(day_of(date(2024, 1, 31)), 1)) == date(2024, 2, 29)
    assert date_of(months_later(day_of(date(2023, 1, 31)), 1)) == date(2023, 2, 28)
    assert date_of(end_of_year(day_of(date(2024, 2, 29)))) == date(2024, 12, 31)


@given(days, st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_a_birthday_is_never_more_than_a_year_away(today, born):
    ahead = days_to_birthday(born.month, born.day, today)
    assert 0 <= ahead <= 366
    there = date_of(BusinessDay(today + ahead))
    assert (there.month, there.day) in {(born.month, born.day), (2, 28)}


def test_a_leap_days_birthday_in_a_common_year():
    assert days_to_birthday(2, 29, day_of(date(2026, 2, 28))) == 0
    assert days_to_birthday(2, 29, day_of(date(2024, 2, 28))) == 1


@given(days)
def test_a_month_holds_the_days_from_its_first_to_the_next_ones(day):
    month = month_of(day)
    assert first_of(month) <= day < first_of(Month(month + 1))
    assert date_of(first_of(month)).day == 1


def test_months_are_counted_from_january_1970():
    assert month_of(day_of(date(1970, 1, 31))) == 0
    assert month_of(day_of(date(1969, 12, 1))) == -1
    assert month_of(day_of(date(2026, 11, 25))) == 56 * 12 + 10
