"""Whom a letter is for: conditions that all have to hold. Days are counted back from today, so that a choice that was
saved means the same again next month.

What is sensitive is no condition: a letter must not tell by coming.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct

from kiosk.rules.classes import CustomerClass, Limits, Purchases, standing_of
from kiosk.rules.units import BusinessDay, CustomerId, HeadingId, HouseholdId, ProductId
from kiosk.value import Hidden, Value, replace

Shared = TypeVar("Shared", bound=Hashable)

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
    SAME_ADDRESS = "same_address"  # an e-mail goes once to an address, to another one who has it
    WRITTEN = "written"  # this letter went to the person already, under another record


class Candidate(Value):
    """Somebody who fits as far as the database can tell. `bought` None: nothing was."""

    id: CustomerId
    number: int
    name: Hidden[str]
    household: HouseholdId | None
    bought: Purchases | None


class Chosen(Value):
    """`left_out` None: gets the letter. `instead`: who gets it, where that is another one of an address."""

    id: CustomerId
    number: int
    name: Hidden[str]
    left_out: LeftOut | None
    instead: CustomerId | None = None


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
    homes = {one.id: home for one in known.values() if (home := one.household) is not None}
    best = _best(chosen, known, homes)
    return tuple(
        one
        if one.left_out is not None or one.id not in homes or best[homes[one.id]] == one.id
        else replace(one, left_out=LeftOut.HOUSEHOLD)
        for one in chosen
    )


def one_for_each_address(
    chosen: Sequence[Chosen], candidates: Iterable[Candidate], emails: Mapping[CustomerId, str]
) -> tuple[Chosen, ...]:
    """As of a household, of those who read their e-mails at one address."""
    known = {candidate.id: candidate for candidate in candidates}
    boxes = {one: email.casefold() for one, email in emails.items() if email}
    best = _best(chosen, known, boxes)
    return tuple(
        one
        if one.left_out is not None or one.id not in boxes or best[boxes[one.id]] == one.id
        else replace(one, left_out=LeftOut.SAME_ADDRESS, instead=best[boxes[one.id]])
        for one in chosen
    )


def _best(
    chosen: Sequence[Chosen], known: Mapping[CustomerId, Candidate], shared: Mapping[CustomerId, Shared]
) -> dict[Shared, CustomerId]:
    """Of those who share something the one who gets it."""
    best: dict[Shared, Chosen] = {}
    for one in chosen:
        if one.left_out is None and one.id in shared:
            now = best.setdefault(shared[one.id], one)
            best[shared[one.id]] = max(now, one, key=lambda each: (_worth(known[each.id]), -each.number))
    return {what: one.id for what, one in best.items()}


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
