"""Japan's public holidays, by the law and the years' exceptions to it as jpholiday knows them."""

from datetime import date
from functools import lru_cache

import jpholiday


@lru_cache(maxsize=64)
def holiday(day: date) -> str | None:
    """勤労感謝の日; None on any other day."""
    name: str | None = jpholiday.is_holiday_name(day)
    return name
