"""話題: what the counter may talk about with this customer. At most three, in the order of the list below."""

from dataclasses import dataclass, field

from kiosk.rules.business_day import days_to_birthday
from kiosk.rules.units import BusinessDay

MOST = 3
BIRTHDAY_AHEAD_DAYS = 7
LONG_ABSENCE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """The last thing that was said or done, and when."""

    text: str = field(repr=False)
    on: BusinessDay


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What the rules look at. `last_visit` is the one before today's; `visits` counts today's."""

    today: BusinessDay
    visits: int
    last_visit: BusinessDay | None
    birthday: tuple[int, int] | None = field(repr=False)  # month, day
    note: Told | None


@dataclass(frozen=True, slots=True)
class BirthdaySoon:
    days: int  # 0: today


@dataclass(frozen=True, slots=True)
class LastNote:
    note: Told


@dataclass(frozen=True, slots=True)
class LastVisit:
    days: int


Topic = BirthdaySoon | LastNote | LastVisit


def topics(who: Acquaintance) -> tuple[Topic, ...]:
    """The topics that hold today, best first."""
    found: list[Topic] = []
    if who.birthday is not None and (days := days_to_birthday(*who.birthday, who.today)) <= BIRTHDAY_AHEAD_DAYS:
        found.append(BirthdaySoon(days))
    if who.note is not None:
        found.append(LastNote(who.note))
    if who.last_visit is not None:
        found.append(LastVisit(who.today - who.last_visit))
    return tuple(found[:MOST])


@dataclass(frozen=True, slots=True)
class FirstVisit:
    pass


@dataclass(frozen=True, slots=True)
class LongTimeNoSee:
    days: int


@dataclass(frozen=True, slots=True)
class HappyBirthday:
    pass


@dataclass(frozen=True, slots=True)
class Usual:
    pass


Greeting = FirstVisit | LongTimeNoSee | HappyBirthday | Usual


def greeting(who: Acquaintance) -> Greeting:
    """The one line that the staff can say aloud."""
    if who.birthday is not None and days_to_birthday(*who.birthday, who.today) == 0:
        return HappyBirthday()
    if who.visits <= 1 and who.last_visit is None:
        return FirstVisit()
    if who.last_visit is not None and (days := who.today - who.last_visit) >= LONG_ABSENCE_DAYS:
        return LongTimeNoSee(days)
    return Usual()
