"""The months of a shop, looked at from a day: what every report works with. One object on one reader, in its thread."""

from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

from db.connection import Reader
from db.queries.classes import ClassQueries
from db.queries.report import ReportQueries, YearRow
from kiosk.actions.class_sign import class_limits
from kiosk.actions.shop_settings import settings_of
from kiosk.rules.business_day import beginning, business_day, first_of, last_of, month_of
from kiosk.rules.classes import Limits
from kiosk.rules.report import YEAR_MONTHS
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay, Instant, Month


class Months:
    """All its figures are of one moment when the reader stands in a transaction (kiosk.actions.long_reads)."""

    def __init__(self, reader: Reader, settings: Settings, today: BusinessDay) -> None:
        self.reader = reader
        self.report = ReportQueries(reader)
        self.classes = ClassQueries(reader)
        self.settings = settings
        self.today = today
        self.limits = cache(self._limits)
        self.year = cache(self._year)

    @classmethod
    def of_shop(cls, reader: Reader, wall_ms: int) -> "Months":
        """With the shop's own settings, as of now. Raises kiosk.schema.BadKey / BadValue."""
        report = ReportQueries(reader)
        settings = settings_of(report.shop.only(), report.settings.all())
        now = Instant(max(wall_ms, report.moment.only().at))
        return cls(reader, settings, business_day(now, ZoneInfo(settings.shop.zone), settings.shop.cutoff_hour))

    @property
    def this_month(self) -> Month:
        return month_of(self.today)

    def day(self, month: Month) -> BusinessDay:
        """As of which a month is looked at: its last day, or today while it runs."""
        return min(last_of(month), self.today)

    def begin_at(self, month: Month) -> Instant:
        """When a month's first business day begins."""
        shop = self.settings.shop
        return beginning(first_of(month), ZoneInfo(shop.zone), shop.cutoff_hour)

    def is_over(self, month: Month) -> bool:
        return month < self.this_month

    def backwards(self, month: Month) -> bool:
        """Whether from today's figures is the shorter way to the end of a month than from the first month on."""
        row = self.classes.months.only()
        return row.first is None or row.last is None or row.last - month <= month - row.first

    def _year(self, month: Month) -> Sequence[YearRow]:
        """What each bought in the twelve months that end with this one, the most first."""
        return self.report.year.all(since=month - YEAR_MONTHS + 1, month=month)

    def _limits(self, day: BusinessDay) -> Limits:
        """Of the classes, as they count on a day."""
        return class_limits(self.classes, self.settings.classes, day)


def span(month: Month, day: BusinessDay) -> dict[str, int]:
    """A month up to a day of it, as the queries want it."""
    return {"begin": first_of(month), "day": day}


def since_of(day: BusinessDay, days: int) -> Month:
    """The month in which so many days before a day lie."""
    return month_of(BusinessDay(day - days))
