"""The names behind a figure of the ten questions: who they are, in the order in which the owner wants to see them."""

import json
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from db.queries.report import YearRow
from kiosk.actions.classes import buyers_of, named
from kiosk.actions.months import Months, since_of, span
from kiosk.actions.questions import REGULAR
from kiosk.actions.report import best_tenth, taste_for
from kiosk.rules.business_day import first_of, last_of
from kiosk.rules.questions import COHORT_MONTHS, Names, Who, tenths_of_days, unseen_spans
from kiosk.rules.report import best_fifth, tenths
from kiosk.rules.units import Month


def names_of(months: Months, month: Month, who: Who) -> Names:
    """Raises KeyError for a figure behind which no names stand."""
    return _LISTS[who.ask, who.figure](months, month, who.number)


def _repeaters(months: Months, month: Month, number: int) -> Names:
    return named(months.report.repeaters.all(month=month, day=months.day(month)))


def _regular(months: Months, month: Month, number: int) -> Names:
    return buyers_of(months, month, *REGULAR)


def _new(months: Months, month: Month, number: int) -> Names:
    return named(months.report.newcomers.all(month=month, begin=first_of(month)))


def _unseen(months: Months, month: Month, number: int) -> Names:
    day = months.day(month)
    high = dict(unseen_spans(months.limits(day).lapsed_days))[number]
    return named(months.report.unseen.all(day=day, least=number, most=high, month=month, since=since_of(day, high)))


def _bought(months: Months, month: Month, number: int) -> Names:
    return named(months.report.everybody.all(month=month))


def _came_again(months: Months, month: Month, number: int) -> Names:
    cohort = Month(month - COHORT_MONTHS)
    return named(months.report.came_again.all(**span(cohort, last_of(cohort)), within=number))


def _fifth(months: Months, month: Month, number: int) -> Names:
    bought = months.year(month)
    return _totals(months, bought[: best_fifth(len(bought))])


def _decile(months: Months, month: Month, number: int) -> Names:
    return _totals(months, tenths(months.year(month))[number - 1])


def _totals(months: Months, bought: Iterable[YearRow]) -> Names:
    return _listed(months, ((row.customer, row.total) for row in bought))


def _rhythm(months: Months, month: Month, number: int) -> Names:
    """Days × 10 between two purchases of each."""
    return _listed(
        months,
        (
            (row.customer, tenths_of_days(Fraction(row.last - row.first, row.days - 1)))
            for row in best_tenth(months.year(month))
            if row.days > 1
        ),
    )


def _taste(months: Months, month: Month, number: int) -> Names:
    """Those of the best tenth who bought the product, with what they bought in twelve months."""
    like = taste_for(months, month, number)
    return _totals(months, (row for row in best_tenth(months.year(month)) if row.customer in like))


def _contacted(months: Months, month: Month, number: int) -> Names:
    return named(months.report.contacted.all(**span(month, months.day(month))))


def _listed(months: Months, pairs: Iterable[tuple[int, int]]) -> Names:
    return named(months.report.listed.all(pairs=json.dumps(list(pairs))))


_LISTS: Mapping[tuple[str, str], Callable[[Months, Month, int], Names]] = {
    ("regulars", "repeaters"): _repeaters,
    ("regulars", "loyal_steady"): _regular,
    ("newcomers", "new"): _new,
    ("unseen", "span"): _unseen,
    ("active", "bought"): _bought,
    ("returning", "within"): _came_again,
    ("best", "fifth"): _fifth,
    ("best", "decile"): _decile,
    ("rhythm", "best"): _rhythm,
    ("taste", "product"): _taste,
    ("contacts", "by_rule"): _contacted,
}
