"""Figures and dates as words of the shop's language."""

from datetime import date, datetime, tzinfo

from kiosk.actions.record import TagShown
from kiosk.actions.tags import TagDeed
from kiosk.flow.texts import Texts
from kiosk.rules.business_day import date_of, first_of, local_time
from kiosk.rules.holidays import holiday
from kiosk.rules.units import BusinessDay, Instant, Month


class Words:
    """Forms what needs more than a text: days, times, names."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    @property
    def _weekdays(self) -> list[str]:
        return self.texts.listed("weekdays")

    @property
    def _months(self) -> list[str]:
        return self.texts.listed("months")

    def day(self, day: BusinessDay, *, today: BusinessDay | None = None) -> str:
        """11月30日; with the year when it is not this year's."""
        when = date_of(day)
        key = "date.day" if today is None or when.year == date_of(today).year else "date.year_day"
        return self.texts(key, **self._parts(when))

    def birthday(self, month: int, day: int) -> str:
        """11月27日: the year is not asked."""
        return self.texts("date.day", month=month, month_name=self._months[month - 1], day=day)

    def weekdays(self) -> tuple[str, ...]:
        """月曜 … 日曜, as facts."""
        return tuple(self.texts("facts.weekday", weekday=weekday) for weekday in self._weekdays)

    def full_day(self, when: date) -> str:
        """2026年11月23日（月・祝）勤労感謝の日; 2026年11月24日（火）."""
        name = holiday(when)
        return self.texts("date.full" if name is None else "date.full_holiday", holiday=name, **self._parts(when))

    def time(self, at: Instant, zone: tzinfo) -> str:
        local = local_time(at, zone)
        return self.texts("date.time", hour=local.hour, minute=local.minute)

    def month(self, day: BusinessDay) -> str:
        """2026年11月."""
        return self.texts("date.month", **self._parts(date_of(day)))

    def short_month(self, month: Month) -> str:
        """11月, where the year is known."""
        return self.texts("date.short_month", **self._parts(date_of(first_of(month))))

    def month_day(self, day: BusinessDay) -> str:
        """22日（日）, where the month is known."""
        return self.texts("date.month_day", **self._parts(date_of(day)))

    def weekday(self, weekday: int) -> str:
        """0: Monday."""
        return str(self._weekdays[weekday])

    def moment(self, key: str, local: datetime) -> str:
        """A text that holds a date and a time."""
        return self.texts(key, hour=local.hour, minute=local.minute, **self._parts(local.date()))

    def name(self, name: str, number: int | None, *, room: str = "customer") -> str:
        """The name with 様, or the number of someone without a name, or that there was no card."""
        if number is None:
            return self.texts("customer.no_card")
        return self.texts(f"{room}.named", name=name) if name else self.texts(f"{room}.nameless", number=number)

    def tag(self, tag: TagShown | TagDeed) -> str:
        """A tag's text, or ●●● for a sensitive one."""
        return self.texts("customer.hidden") if tag.sensitive else tag.text

    def _parts(self, when: date) -> dict[str, object]:
        return {
            "year": when.year,
            "month": when.month,
            "month_name": self._months[when.month - 1],
            "day": when.day,
            "weekday": self._weekdays[when.weekday()],
        }
