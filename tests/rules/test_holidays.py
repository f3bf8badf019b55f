from datetime import date

import pytest

from kiosk.rules.holidays import holiday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "勤労感謝の日"),
        (date(2026, 11, 24), None),
        (date(2025, 11, 24), "勤労感謝の日 振替休日"),  # the 23rd was a Sunday
        (date(2026, 9, 22), "国民の休日"),  # between two others
        (date(2026, 5, 6), "憲法記念日 振替休日"),  # the 3rd was a Sunday, the 4th and 5th are holidays themselves
        (date(2024, 2, 29), None),
        (date(2021, 7, 23), "スポーツの日"),  # moved once, for the Olympic Games
        (date(2019, 5, 1), "天皇の即位の日"),
    ],
)
def test_public_holidays_by_name(day, name):
    assert holiday(day) == name
