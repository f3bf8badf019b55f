"""毎月の顧客分析: a month's report, from the figures and from the rows of that month."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from db.queries.report import YearRow
from kiosk.actions.classes import given, moves_of
from kiosk.actions.months import Months, span
from kiosk.rules.business_day import date_of, last_of, local_time, month_of
from kiosk.rules.report import (
    BACK_WITHIN,
    FAVOURITES,
    LEAST_BUYERS,
    LIFT_MONTHS,
    YEAR_MONTHS,
    Cohort,
    Favourite,
    Hours,
    MonthReport,
    Sums,
    class_rows,
    movement,
    pareto,
    tenths,
)
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, Instant, Month, ProductId, Yen
from kiosk.value import replace

PARTS = ("classes", "pareto", "cohorts", "hours", "favourites")
"""Of a report, in the order in which they are counted; sums and movement come with the classes."""
QUARTER_MS = 900_000


def month_report(months: Months, month: Month) -> MonthReport:
    """Of a month that is over, or of the running one up to today."""
    *_, whole = growing_report(months, month)
    return whole


def growing_report(months: Months, month: Month) -> Iterator[MonthReport]:
    """The same as it grows, by one of PARTS each time: parts to come are empty."""
    moves, sums, day = moves_of(months, month), sums_of(months, month), months.day(month)
    report = MonthReport(
        month=month,
        as_of=day,
        limits=months.limits(day),
        cycle_days=months.settings.classes.cycle_days,
        sums=sums,
        sums_before=sums_of(months, Month(month - 1)),
        sums_year_ago=sums_of(months, Month(month - YEAR_MONTHS)),
        classes=class_rows(moves, sums),
        movement=movement(moves),
        pareto=pareto(()),
        cohorts=(),
        favourites=(),
        hours=Hours(((0,) * 24,) * 7),
    )
    yield report
    bought = months.year(month)
    report = replace(report, pareto=pareto([row.total for row in bought]))
    yield report
    report = replace(report, cohorts=cohorts_of(months, month))
    yield report
    report = replace(report, hours=hours_of(months, month))
    yield report
    yield replace(report, favourites=favourites_of(months, month, bought))


def sums_of(months: Months, month: Month) -> Sums:
    row = months.report.sums.only(**span(month, months.day(month)))
    return Sums(row.sales, Yen(row.total), row.cardless_sales, Yen(row.cardless_total))


def best_tenth(bought: Sequence[YearRow]) -> Sequence[YearRow]:
    """The first decile; nobody when nobody bought."""
    return tenths(bought)[0] if bought else ()


def cohorts_of(months: Months, month: Month, before: int = YEAR_MONTHS) -> tuple[Cohort, ...]:
    """The new customers of this month and of those before it, the oldest first."""
    since, day = Month(month - before), months.day(month)
    people: dict[Month, list[int]] = defaultdict(lambda: [0] * 5)
    days = {f"within_{index}": within for index, within in enumerate(BACK_WITHIN)}
    for row in months.report.firsts.all(**span(since, day), **days):
        sums = people[month_of(BusinessDay(row.first))]
        for index, figure in enumerate((row.people, row.within_0, row.within_1, row.within_2, row.back)):
            sums[index] += figure
    loyal: dict[Month, int] = defaultdict(int)
    for found in months.report.firsts_loyal.all(
        **span(since, day),
        since=since,
        month=month,
        **given(months.limits(day)),
    ):
        loyal[month_of(BusinessDay(found.first))] += found.people
    return tuple(
        Cohort(
            month=one,
            people=people[one][0],
            within=tuple(
                Share(people[one][1 + index], people[one][0]) if last_of(one) + within <= day else None
                for index, within in enumerate(BACK_WITHIN)
            ),
            back=Share(people[one][4], people[one][0]),
            loyal=Share(loyal[one], people[one][0]),
        )
        for one in map(Month, range(since, month + 1))
    )


def favourites_of(months: Months, month: Month, bought: Sequence[YearRow]) -> tuple[Favourite, ...]:
    """What the best tenth of the twelve months bought in the last three more often than everybody, by how much more."""
    best = {row.customer for row in best_tenth(bought)}
    of = months.report.taste_buyers.only(best=json.dumps(list(best)), since=month - LIFT_MONTHS + 1, month=month)
    everybody, of_best = {}, {}
    for product, people in tastes_of(months, month).items():
        if (count := len(people & best)) >= LEAST_BUYERS:
            everybody[product], of_best[product] = len(people), count
    liked = sorted(of_best, key=lambda product: (-of_best[product] / everybody[product], -of_best[product], product))
    names = months.report.products.all(products=json.dumps(liked[:FAVOURITES]))
    name_of = {row.product: row.name for row in names}
    return tuple(
        Favourite(
            ProductId(product),
            name_of[product],
            Share(of_best[product], of.best),
            Share(everybody[product], of.everybody),
        )
        for product in liked[:FAVOURITES]
    )


def tastes_of(months: Months, month: Month) -> dict[int, set[int]]:
    """Of each product, which people bought it in the three months that end with this one and did not bring it all
    back."""
    return months.report.tastes.fold(partial(_by_product, months), **_taste_span(months, month))


def taste_for(months: Months, month: Month, product: int) -> set[int]:
    """The same of one product."""
    rows = partial(_by_product, months)
    return months.report.taste.fold(rows, **_taste_span(months, month), product=product).get(product, set())


def _taste_span(months: Months, month: Month) -> dict[str, int]:
    return span(Month(month - LIFT_MONTHS + 1), months.day(month))


def _by_product(months: Months, rows: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """A set for each product: one of all pairs, or a DISTINCT by SQLite, takes twice the time."""
    tastes: dict[int, set[int]] = defaultdict(set)
    for customer, product in rows:
        tastes[product].add(customer)
    kept = {row.customer: row.kept for row in months.report.merged.all()}
    merged = set(kept)
    for people in tastes.values():
        for customer in people & merged:
            people.remove(customer)
            people.add(kept[customer])
    return tastes


def hours_of(months: Months, month: Month) -> Hours:
    """Counted by quarters of an hour, because some time zones are not whole hours apart."""
    zone = ZoneInfo(months.settings.shop.zone)
    visits = [[0] * 24 for _ in range(7)]
    for row in months.report.quarters.all(**span(month, months.day(month))):
        hour = local_time(Instant(row.quarter * QUARTER_MS), zone).hour
        visits[date_of(BusinessDay(row.bday)).weekday()][hour] += row.visits
    return Hours(tuple(map(tuple, visits)))
