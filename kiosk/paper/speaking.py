"""Words and figures as papers need them. The words come from whoever prints: paper knows no language."""

from datetime import date
from typing import Protocol

from kiosk.rules.classes import CustomerClass, Limits
from kiosk.rules.numerals import tenths, yen
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay

NONE = "—"


class Say(Protocol):
    def __call__(self, key: str, **figures: object) -> str:
        """The text of a key with its figures put in."""


class Words(Protocol):
    """What kiosk.flow.words.Words is."""

    @property
    def texts(self) -> Say: ...

    def month(self, day: BusinessDay) -> str: ...

    def weekday(self, weekday: int) -> str: ...

    def full_day(self, when: date) -> str: ...


def meaning(say: Say, one: CustomerClass, limits: Limits) -> str:
    """Who is in a class, in words."""
    return say(
        f"month_paper.means_{one}", toddler=limits.toddler_days, loyal=limits.loyal_days, yen=yen(limits.loyal_yen)
    )


def percent(share: Share) -> str:
    """48.9%, half rounded up; a dash when there is no whole."""
    if not share.whole:
        return NONE
    return f"{tenths((share.part * 2000 + share.whole) // (2 * share.whole))}%"


def fraction(share: Share) -> float:
    """For bars: 0 to 1."""
    return share.part / share.whole if share.whole else 0.0
