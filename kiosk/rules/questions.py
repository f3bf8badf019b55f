"""The ten questions that every owner should be able to answer, as frozen values (product.md).

A question has one figure or several; each figure knows of what it is a part, what it was a month and a year ago, and
whose names stand behind it. Their words stand in the texts: `questions.KEY.title`, `.definition`, and
`questions.KEY.FIGURE` for each figure.
"""

from enum import StrEnum
from fractions import Fraction

from kiosk.rules.report import Favourite
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, CustomerId, Month
from kiosk.value import Hidden, Value


class Ask(StrEnum):
    """The ten, in their order."""

    REGULARS = "regulars"  # 1 what share of the sales comes from repeaters, and from 優良 + コツコツ
    NEWCOMERS = "newcomers"  # 2 … from new customers, and without a card
    UNSEEN = "unseen"  # 3 who has not bought for 61-90, 91-120 … days
    ACTIVE = "active"  # 4 how many of all records bought in the month
    RETURNING = "returning"  # 5 how many of the new ones came back within 30, 60, 90 days
    BEST = "best"  # 6 who are the best customers, and what do they make
    RHYTHM = "rhythm"  # 7 how many days lie between their purchases
    TASTE = "taste"  # 8 what do they like
    CONTACTS = "contacts"  # 9 which rules choose whom we write to, and how many contacts do they make
    WELCOME = "welcome"  # 10 what came of the follow-ups of new customers


class Count(Value):
    """So many people, rules, follow-ups."""

    number: int


class Days(Value):
    """A number of days that need not be whole; None when there is nobody to ask."""

    exact: Fraction | None

    @property
    def tenths(self) -> int | None:
        """Days × 10, half rounded up."""
        return None if self.exact is None else tenths_of_days(self.exact)


Answer = Share | Count | Days | Favourite


class Who(Value):
    """Which list of names: its kind and, where the kind takes one, its number (of days, of a decile, of a product)."""

    ask: Ask
    figure: str
    number: int = 0


class Figure(Value):
    key: str  # of its words: `questions.ASK.KEY`
    answer: Answer
    last_month: Answer | None  # None: can't be said, such as of days that are not over
    last_year: Answer | None
    who: Who | None  # None: nobody's names stand behind it
    number: int = 0  # put into its words: days, a decile; of a product its id
    end: int = 0  # of a span of days, its last one
    subject: Hidden[str] = ""  # put into its words: a product's name


class Question(Value):
    ask: Ask
    month: Month
    as_of: BusinessDay
    figures: tuple[Figure, ...]

    @property
    def number(self) -> int:
        """1 to 10."""
        return list(Ask).index(self.ask) + 1


class Named(Value):
    """One person of a list. `figure` is what the list is ordered by: days unseen, yen, times."""

    customer: CustomerId
    number: int
    name: Hidden[str]
    figure: int


class Names(Value):
    """Who stands behind a figure. `unnamed`: counted in it, but erased, and so never in a list."""

    people: tuple[Named, ...]
    unnamed: int


COHORT_MONTHS = 4
"""So long ago came those for the first time of whom it is asked whether they came back: then the last of them too have
had 90 days."""
UNSEEN_FROM = 61
"""Days: below that nobody is missed yet."""
UNSEEN_STEP = 30


def tenths_of_days(days: Fraction) -> int:
    """Days × 10, half rounded up."""
    return int(days * 10 + Fraction(1, 2))


def unseen_spans(lapsed_days: int) -> tuple[tuple[int, int], ...]:
    """61-90, 91-120 … up to the day before somebody counts as lapsed. None when that is before the 61st."""
    starts = range(UNSEEN_FROM, lapsed_days, UNSEEN_STEP)
    return tuple((start, min(start + UNSEEN_STEP, lapsed_days) - 1) for start in starts)


def middle_gap(visits: list[tuple[int, int, int]]) -> Days:
    """The median of people's own days between purchases. Each comes as (first day, last day, days with a purchase);
    who bought on one day alone has no rhythm."""
    gaps = sorted(
        ((last - first, days - 1) for first, last, days in visits if days > 1), key=lambda gap: gap[0] / gap[1]
    )  # of so small figures the nearest float has the order of the fractions
    if not gaps:
        return Days(None)
    return Days((Fraction(*gaps[(len(gaps) - 1) // 2]) + Fraction(*gaps[len(gaps) // 2])) / 2)
