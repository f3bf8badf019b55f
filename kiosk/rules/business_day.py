"""Business days: a date in the shop's zone that begins at the cut-off hour (default 04:00), not at midnight."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from kiosk.rules.units import BusinessDay, Instant, Month

_EPOCH = date(1970, 1, 1)


def business_day(at: Instant, zone: tzinfo, cutoff_hour: int) -> BusinessDay:
    """The business day to which an instant belongs. 03:59 with a cut-off at 4 is still yesterday."""
    local = local_time(at, zone)
    return day_of(local.date() - timedelta(days=local.hour < cutoff_hour))


def beginning(day: BusinessDay, zone: tzinfo, cutoff_hour: int) -> Instant:
    """The instant at which a business day begins."""
    local = datetime.combine(date_of(day), time(cutoff_hour), zone)
    return Instant(int(local.timestamp()) * 1000)


def local_time(at: Instant, zone: tzinfo) -> datetime:
    """The shop's wall clock at an instant."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)


def day_of(day: date) -> BusinessDay:
    return BusinessDay((day - _EPOCH).days)


def date_of(day: BusinessDay) -> date:
    return _EPOCH + timedelta(days=day)


def months_later(day: BusinessDay, months: int) -> BusinessDay:
    """The same day of a later month, or that month's last day (31 January + 1 month = 28 or 29 February)."""
    start = date_of(day)
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return day_of(date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1])))


def end_of_month(day: BusinessDay) -> BusinessDay:
    start = date_of(day)
    return day_of(start.replace(day=monthrange(start.year, start.month)[1]))


def end_of_year(day: BusinessDay) -> BusinessDay:
    return day_of(date(date_of(day).year, 12, 31))


def month_of(day: BusinessDay) -> Month:
    """The month to which a business day belongs."""
    start = date_of(day)
    return Month((start.year - 1970) * 12 + start.month - 1)


def first_of(month: Month) -> BusinessDay:
    """A month's first business day."""
    year, month0 = divmod(month, 12)
    return day_of(date(1970 + year, month0 + 1, 1))


def last_of(month: Month) -> BusinessDay:
    """A month's last business day."""
    return BusinessDay(first_of(Month(month + 1)) - 1)


def days_to_birthday(month: int, day: int, today: BusinessDay) -> int:
    """Days from today to the next birthday, 0 on the day. 29 February is kept on 28 February in common years."""
    now = date_of(today)
    for year in (now.year, now.year + 1):
        born = date(year, month, min(day, monthrange(year, month)[1]))
        if born >= now:
            return (born - now).days
    raise AssertionError("a year always brings a birthday")
