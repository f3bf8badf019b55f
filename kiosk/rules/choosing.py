"""Whom a letter is for: conditions that all have to hold. Days are counted back from today, so that a choice that was
saved means the same again next month.

What is sensitive is no condition: a letter must not tell by coming.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from kiosk.rules.classes import CustomerClass, Limits, Purchases, standing_of
from kiosk.rules.units import BusinessDay, CustomerId, HeadingId, HouseholdId, ProductId
from kiosk.value import Hidden, Value, replace

Days = Annotated[int, Meta(ge=1, le=3650)]

SEEN_DAYS = (30, 60, 90, 120, 240, 365)
"""The choices of how long ago somebody was here last, or for the first time."""
BOUGHT_DAYS = (30, 90, 180, 365, 730)
BIRTHDAY_MONTHS = (0, 1, 2)
TOTAL_YEN = (10_000, 30_000, 70_000, 100_000, 300_000)


class FactIs(Struct, frozen=True, order=True):
    """休みの曜日 = 水曜."""

    heading: HeadingId
    text: str


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """Empty or None: that makes no difference. `lapsed`: those who come no more, False: those who do."""

    classes: tuple[CustomerClass, ...] = ()  # one of these
    lapsed: bool | None = None
    tags: tuple[str, ...] = ()  # one of these is on the person or the household
    facts: tuple[FactIs, ...] = ()  # of each heading one of these
    groups: tuple[str, ...] = ()  # something of one of these groups …
    products: tuple[ProductId, ...] = ()  # … or one of these products was bought and kept
    bought_days: Days | None = None  # no longer ago than this
    seen_days: Days | None = None  # here last no longer ago than this
    unseen_days: Days | None = None  # not here for so long
    new_days: Days | None = None  # here for the first time no longer ago than this
    total_yen: Annotated[int, Meta(ge=1)] | None = None  # bought at least so much, all in all
    birthday_in: Annotated[int, Meta(ge=0, le=11)] | None = (
        None  # born in the month that comes after so many; 0: in this
    )
    household: bool = False  # one letter for each household


class LeftOut(StrEnum):
    """Why somebody who was chosen gets no letter. The first ones are kiosk.rules.reach.Refusal's."""

    ERASED = "erased"
    WISH = "wish"
    NO_CONSENT = "no_consent"
    NO_ADDRESS = "no_address"
    RETURNED = "returned"
    MOVED = "moved"
    TOO_SOON = "too_soon"
    NO_NAME = "no_name"  # on paper there has to be one
    HOUSEHOLD = "household"  # another one of the household gets it
    WRITTEN = "written"  # this letter went to the person already, under another record


class Candidate(Value):
    """Somebody who fits as far as the database can tell. `bought` None: nothing was."""

    id: CustomerId
    number: int
    name: Hidden[str]
    household: HouseholdId | None
    bought: Purchases | None


class Chosen(Value):
    """`left_out` None: gets the letter."""

    id: CustomerId
    number: int
    name: Hidden[str]
    left_out: LeftOut | None


def of_class(candidate: Candidate, choice: Choice, limits: Limits, today: BusinessDay) -> bool:
    """Whether the class is one that is chosen. Who never bought has none."""
    if not choice.classes and choice.lapsed is None:
        return True
    if candidate.bought is None:
        return False
    standing = standing_of(candidate.bought, limits, today)
    return (not choice.classes or standing.customer_class in choice.classes) and (
        choice.lapsed is None or standing.lapsed is choice.lapsed
    )


def one_for_each_household(chosen: Sequence[Chosen], candidates: Iterable[Candidate]) -> tuple[Chosen, ...]:
    """Of those of one household who could get it, the one who bought most; of two alike the lower number."""
    known = {candidate.id: candidate for candidate in candidates}
    best: dict[HouseholdId, Chosen] = {}
    for one in chosen:
        home = known[one.id].household
        if one.left_out is None and home is not None:
            now = best.setdefault(home, one)
            best[home] = max(now, one, key=lambda each: (_worth(known[each.id]), -each.number))
    kept = {one.id for one in best.values()}
    return tuple(
        one
        if one.left_out is not None or known[one.id].household is None or one.id in kept
        else replace(one, left_out=LeftOut.HOUSEHOLD)
        for one in chosen
    )


def _worth(candidate: Candidate) -> int:
    return candidate.bought.total if candidate.bought is not None else 0


class Condition(StrEnum):
    """What can be asked for; in this order the screen asks."""

    CLASS = "class"
    LAPSED = "lapsed"
    TAG = "tag"
    FACT = "fact"
    GROUP = "group"
    PRODUCT = "product"
    BOUGHT = "bought"
    SEEN = "seen"
    UNSEEN = "unseen"
    NEW = "new"
    TOTAL = "total"
    BIRTHDAY = "birthday"
    HOUSEHOLD = "household"


Picked = CustomerClass | FactIs | str | int | bool

_SEVERAL = {
    Condition.CLASS: "classes",
    Condition.TAG: "tags",
    Condition.FACT: "facts",
    Condition.GROUP: "groups",
    Condition.PRODUCT: "products",
}
_ONE = {
    Condition.LAPSED: "lapsed",
    Condition.BOUGHT: "bought_days",
    Condition.SEEN: "seen_days",
    Condition.UNSEEN: "unseen_days",
    Condition.NEW: "new_days",
    Condition.TOTAL: "total_yen",
    Condition.BIRTHDAY: "birthday_in",
}


def picked(choice: Choice, condition: Condition) -> tuple[Picked, ...]:
    """What is asked for under this condition; nothing: it makes no difference."""
    if condition is Condition.HOUSEHOLD:
        return (True,) if choice.household else ()
    if condition in _SEVERAL:
        several: tuple[Picked, ...] = getattr(choice, _SEVERAL[condition])
        return several
    one: Picked | None = getattr(choice, _ONE[condition])
    return () if one is None else (one,)


def touched(choice: Choice, condition: Condition, value: Picked) -> Choice:
    """A touch asks for it, and the next one no longer."""
    now = picked(choice, condition)
    if condition is Condition.HOUSEHOLD:
        return replace(choice, household=not choice.household)
    if condition in _SEVERAL:
        after: Any = tuple(one for one in now if one != value) if value in now else (*now, value)
        return replace(choice, **{_SEVERAL[condition]: after})
    only: Any = None if now == (value,) else value
    return replace(choice, **{_ONE[condition]: only})
