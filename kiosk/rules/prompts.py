"""話題: what the counter may talk about with this customer. At most three, in the order of `topics`."""

from collections.abc import Iterator
from itertools import islice

from kiosk.rules.business_day import days_to_birthday
from kiosk.rules.follow_up_reason import FollowUpRule, Reason
from kiosk.rules.ink import Ink
from kiosk.rules.units import BusinessDay, Points
from kiosk.value import Hidden, Value

MOST = 3
BIRTHDAY_AHEAD_DAYS = 7
LONG_ABSENCE_DAYS = 60
EXPIRY_AHEAD_DAYS = 30
WORTH_A_WORD = 100
"""Points: ¥100 that are about to be lost are worth a word, ¥5 are not."""
LIFE_AHEAD_DAYS = 60
"""Long enough before the end to compare and order; a year before it would be hawking."""
LIFE_PAST_DAYS = 90
FRESH_PURCHASE_DAYS = 90
"""After a season, asking how it serves sounds like a form."""


class Told(Value):
    """The last thing that was said or done, and when; `ink` when it was drawn."""

    text: Hidden[str]
    on: BusinessDay
    ink: Ink | None = None


class Bought(Value):
    """The most valuable item of a purchase that was kept."""

    name: Hidden[str]
    on: BusinessDay


class Life(Value):
    """A product that was sold here and has a usual length of life."""

    name: Hidden[str]
    sold: BusinessDay
    days: int

    @property
    def ends(self) -> BusinessDay:
        return BusinessDay(self.sold + self.days)


class Introducer(Value):
    name: Hidden[str]
    number: int


class Acquaintance(Value):
    """What the rules look at. `last_visit` is the one before today's; `visits` counts today's."""

    today: BusinessDay
    visits: int
    last_visit: BusinessDay | None
    birthday: Hidden[tuple[int, int] | None]  # month, day
    note: Told | None
    expiring: Points  # within EXPIRY_AHEAD_DAYS
    life: Life | None = None
    due: Hidden[str] = ""  # a tag to be reviewed, beyond the one that the screen asks about
    bought: Bought | None = None  # before today
    introducer: Introducer | None = None
    follow_up: Reason | None = None  # that is open


class FollowUpOpen(Value):
    why: Reason


class BirthdaySoon(Value):
    days: int  # 0: today


class PointsExpiring(Value):
    points: Points


class LastNote(Value):
    note: Told


class LifeEnding(Value):
    """`days` since it was sold."""

    life: Life
    days: int


class TagDue(Value):
    text: Hidden[str]


class LastPurchase(Value):
    bought: Bought
    days: int


class IntroducedBy(Value):
    introducer: Introducer


class LongAbsence(Value):
    days: int


class LastVisit(Value):
    days: int


Topic = (
    FollowUpOpen
    | BirthdaySoon
    | PointsExpiring
    | LastNote
    | LifeEnding
    | TagDue
    | LastPurchase
    | IntroducedBy
    | LongAbsence
    | LastVisit
)


_SAID_BY: dict[type, FollowUpRule] = {
    BirthdaySoon: FollowUpRule.BIRTHDAY,
    LifeEnding: FollowUpRule.LIFE,
    TagDue: FollowUpRule.TAG,
}
"""Where a follow-up says it, once is enough."""


def topics(who: Acquaintance) -> tuple[Topic, ...]:
    """The topics that hold today, best first."""
    said = None if who.follow_up is None else who.follow_up.rule
    return tuple(islice((topic for topic in _topics(who) if said is None or _SAID_BY.get(type(topic)) != said), MOST))


def _topics(who: Acquaintance) -> Iterator[Topic]:
    """First what the shop means to say anyway, then what passes and can't be made up for, then what the customer told
    us, then what we can do for them, then what has always been so; the last visit when there is nothing better to
    say."""
    if who.follow_up is not None:
        yield FollowUpOpen(who.follow_up)
    if who.birthday is not None and (days := days_to_birthday(*who.birthday, who.today)) <= BIRTHDAY_AHEAD_DAYS:
        yield BirthdaySoon(days)
    if who.expiring >= WORTH_A_WORD:
        yield PointsExpiring(who.expiring)
    if who.note is not None:
        yield LastNote(who.note)
    if who.life is not None and -LIFE_PAST_DAYS <= who.life.ends - who.today <= LIFE_AHEAD_DAYS:
        yield LifeEnding(who.life, who.today - who.life.sold)
    if who.due:
        yield TagDue(who.due)
    if who.bought is not None and (days := who.today - who.bought.on) <= FRESH_PURCHASE_DAYS:
        yield LastPurchase(who.bought, days)
    if who.introducer is not None:
        yield IntroducedBy(who.introducer)
    if who.last_visit is not None:
        days = who.today - who.last_visit
        yield LongAbsence(days) if days >= LONG_ABSENCE_DAYS else LastVisit(days)


class FirstVisit(Value):
    pass


class LongTimeNoSee(Value):
    days: int


class HappyBirthday(Value):
    pass


class Usual(Value):
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
