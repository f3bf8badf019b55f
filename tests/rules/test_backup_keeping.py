"""Which backups go when there are many."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.backup_keeping import superfluous
from kiosk.rules.business_day import date_of, day_of, month_of
from kiosk.rules.units import BusinessDay

LAST = day_of(date(2026, 11, 20))


def kept(days: list[BusinessDay]) -> list[BusinessDay]:
    gone = set(superfluous(days))
    return [day for place, day in enumerate(days) if place not in gone]


def test_two_years_of_nights_leave_a_week_five_weeks_and_a_year():
    days = [BusinessDay(LAST - ago) for ago in range(730)]
    left = kept(days)
    assert left[:7] == days[:7]
    assert len(left) == 21  # 7 days; 3 more weeks; 11 more months: the others are among those already
    assert [date_of(day).isoformat() for day in left[-3:]] == ["2026-02-28", "2026-01-31", "2025-12-31"]


def test_several_of_one_day_leave_the_newest_two_only_while_they_are_the_newest():
    assert superfluous([LAST, LAST, LAST, LAST]) == (2, 3)
    assert superfluous([LAST, BusinessDay(LAST - 1), BusinessDay(LAST - 1)]) == (2,)


def test_after_a_long_pause_nothing_is_lost_at_once():
    long_ago = [BusinessDay(LAST - 400 - ago) for ago in range(5)]
    assert kept([LAST, *long_ago]) == [LAST, *long_ago]


@given(st.lists(st.integers(0, 1500), max_size=60))
def test_the_newest_two_and_the_newest_of_each_month_stay_and_twice_is_once(ages):
    days = [BusinessDay(LAST - ago) for ago in sorted(ages)]
    left = kept(days)
    assert left[:2] == days[:2]
    assert len(left) <= 7 + 5 + 12
    months = list(dict.fromkeys(map(month_of, days)))[:12]
    assert set(months) <= set(map(month_of, left))
    assert kept(left) == left
