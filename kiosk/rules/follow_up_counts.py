"""What came of follow-ups: how many were made, done and let go, and after how many of those done the customer came."""

from collections.abc import Iterable

from kiosk.rules.follow_up_reason import FollowUpRule
from kiosk.rules.follow_ups import came_within
from kiosk.rules.units import BusinessDay
from kiosk.value import Value


class Outcome(Value):
    """One follow-up. `done`: on that day it was done; `visits`: the days after it on which the customer came."""

    rule: FollowUpRule
    done: BusinessDay | None
    let_go: bool
    visits: tuple[BusinessDay, ...] = ()


class Came(Value):
    """Of those done, so many were followed by a visit within so many days."""

    days: int
    number: int


class FollowUpCount(Value):
    """What is neither done nor let go is open, or was overtaken: the customer came first, or the moment passed."""

    made: int
    done: int
    let_go: int
    came: tuple[Came, ...]


def counted(outcomes: Iterable[Outcome], spans: tuple[int, ...]) -> FollowUpCount:
    """`spans`: within how many days a visit counts."""
    every = tuple(outcomes)
    done = [(one.done, one.visits) for one in every if one.done is not None]
    return FollowUpCount(
        made=len(every),
        done=len(done),
        let_go=sum(one.let_go for one in every),
        came=tuple(Came(days, sum(came_within(on, visits, days) for on, visits in done)) for days in spans),
    )
