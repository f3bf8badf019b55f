from datetime import date

import pytest

from kiosk.rules.business_day import date_of, day_of
from kiosk.rules.tags import Review, Until, asks_hour, filled_in, holds, is_due, last_day, review_day

TODAY = day_of(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("until", "last"),
    [
        (Until.WEEK, date(2026, 12, 7)),
        (Until.MONTH, date(2026, 12, 30)),
        (Until.QUARTER, date(2027, 2, 28)),
        (Until.YEAR_END, date(2026, 12, 31)),
    ],
)
def test_until_when(until, last):
    assert date_of(last_day(until, TODAY)) == last


def test_always_has_no_last_day():
    assert last_day(Until.ALWAYS, TODAY) is None
    assert holds(None, TODAY)


def test_a_tag_holds_on_its_last_day_and_not_after():
    assert holds(TODAY, TODAY)
    assert not holds(TODAY - 1, TODAY)


def test_when_to_ask():
    assert review_day(Review.PRESET, 6, TODAY) == day_of(date(2027, 5, 30))
    assert review_day(Review.PRESET, None, TODAY) is None
    assert review_day(Review.NEVER, 6, TODAY) is None
    assert review_day(Review.MONTH, 6, TODAY) == day_of(date(2026, 12, 30))
    assert is_due(TODAY, TODAY)
    assert not is_due(TODAY + 1, TODAY)
    assert not is_due(None, TODAY)


def test_the_hour_goes_into_the_text():
    assert asks_hour("配達は{hour}時以降")
    assert filled_in("配達は{hour}時以降", 15) == "配達は15時以降"
    assert not asks_hour("袋いらない")
