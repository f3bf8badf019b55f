"""Tags: until when they hold, when the counter asks whether they are still true, and what a preset's text becomes."""

from enum import StrEnum

from kiosk.rules.business_day import end_of_year, months_later
from kiosk.rules.units import BusinessDay

HOUR = "{hour}"
HOURS = tuple(range(8, 22))


class Scope(StrEnum):
    """Whom a tag is about."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Until(StrEnum):
    """Until when a new tag holds; in this order the counter's button goes round."""

    ALWAYS = "always"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR_END = "year_end"


class Review(StrEnum):
    """When to ask 今もそうですか？; the preset's own choice first."""

    PRESET = "preset"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    NEVER = "never"


_REVIEW_MONTHS = {Review.MONTH: 1, Review.QUARTER: 3, Review.HALF_YEAR: 6, Review.YEAR: 12}


def asks_hour(text: str) -> bool:
    return HOUR in text


def filled_in(text: str, hour: int) -> str:
    return text.replace(HOUR, str(hour))


def last_day(until: Until, today: BusinessDay) -> BusinessDay | None:
    """The last business day on which the tag holds; None: until it is taken off."""
    match until:
        case Until.ALWAYS:
            return None
        case Until.WEEK:
            return BusinessDay(today + 7)
        case Until.MONTH:
            return months_later(today, 1)
        case Until.QUARTER:
            return months_later(today, 3)
        case Until.YEAR_END:
            return end_of_year(today)


def review_day(review: Review, preset_months: int | None, today: BusinessDay) -> BusinessDay | None:
    """The business day from which the counter asks; None: never."""
    months = preset_months if review is Review.PRESET else _REVIEW_MONTHS.get(review)
    return None if months is None else months_later(today, months)


def holds(until: BusinessDay | None, today: BusinessDay) -> bool:
    return until is None or until >= today


def is_due(review_on: BusinessDay | None, today: BusinessDay) -> bool:
    return review_on is not None and review_on <= today
