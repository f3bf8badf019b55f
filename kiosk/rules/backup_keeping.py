"""Which backups are kept when there are many: the newest of each of the last 7 days, 5 weeks and 12 months.

And when one is tried.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.rules.business_day import date_of, month_of
from kiosk.rules.units import BusinessDay

DAYS: Final = 7
WEEKS: Final = 5
MONTHS: Final = 12
ALWAYS: Final = 2
"""The newest ones are kept whatever day they are of."""


TRIAL_DAYS: Final = 7
"""So often a backup is brought back as a trial."""


def trial_due(last: BusinessDay | None, today: BusinessDay) -> bool:
    """`last`: when one was that went well."""
    return last is None or today - last >= TRIAL_DAYS


def superfluous(days: Sequence[BusinessDay]) -> tuple[int, ...]:
    """Of proved backups by their business day, the newest first: the places of those that may go.

    Days without a backup count for nothing: a shop that was closed for a year keeps what it has.
    """
    kept = set(range(min(ALWAYS, len(days))))
    kept |= _first_of_each(days, DAYS)
    kept |= _first_of_each([date_of(day).isocalendar()[:2] for day in days], WEEKS)
    kept |= _first_of_each([month_of(day) for day in days], MONTHS)
    return tuple(place for place in range(len(days)) if place not in kept)


def _first_of_each(periods: Iterable[object], most: int) -> set[int]:
    """The place of the first in each of the first `most` different periods."""
    seen: dict[object, int] = {}
    for place, period in enumerate(periods):
        if period not in seen and len(seen) < most:
            seen[period] = place
    return set(seen.values())
