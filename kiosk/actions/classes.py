"""Who is in which class as of a day, and who went from one to another within a month."""

from db.queries.classes import PersonRow
from kiosk.actions.months import Months
from kiosk.rules.business_day import first_of, last_of, month_of
from kiosk.rules.classes import STANDINGS, Limits, Standing
from kiosk.rules.questions import Named, Names
from kiosk.rules.report import ClassCount, ClassTable, Move
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, CustomerId, Month, Yen


def class_table(months: Months, as_of: BusinessDay) -> ClassTable:
    """As of any day; of one that is still to come, as of today."""
    day = min(as_of, months.today)
    limits = months.limits(day)
    if day == months.today:
        rows = months.classes.today.all(**given(limits), day=day)
    else:
        backwards, where = _up_to(months, day)
        rows = months.classes.classes(backwards, **where, **given(limits))
    found = {row.now: row for row in rows}
    everybody = sum(row.people for row in rows)
    return ClassTable(
        day,
        limits,
        months.settings.classes.cycle_days,
        tuple(
            ClassCount(
                standing,
                found[code].people if code in found else 0,
                Share(found[code].people if code in found else 0, everybody),
                Yen(found[code].total if code in found else 0),
            )
            for code, standing in enumerate(STANDINGS)
        ),
    )


def people_of(months: Months, standing: Standing, as_of: BusinessDay) -> Names:
    """By name, who bought the most first."""
    day = min(as_of, months.today)
    backwards, where = _up_to(months, day)
    rows = months.classes.people(backwards, **where, **given(months.limits(day)), now=STANDINGS.index(standing))
    return named(rows)


def moves_of(months: Months, month: Month) -> tuple[Move, ...]:
    """From the end of the month before to the end of this one, or to today while it runs."""
    if months.is_over(month) and (kept := kept_moves(months, month)):
        return kept
    day, before = months.day(month), last_of(Month(month - 1))
    rows = months.classes.moves(
        months.backwards(month),
        month=month,
        day=day,
        since=first_of(month),
        after=first_of(Month(month + 1)),
        was_day=before,
        was_yen=months.limits(before).loyal_yen,
        **given(months.limits(day)),
    )
    return tuple(
        Move(None if row.was < 0 else STANDINGS[row.was], STANDINGS[row.now], row.people, Yen(row.total))
        for row in rows
    )


def kept_moves(months: Months, month: Month) -> tuple[Move, ...]:
    """Of a month that is over, as they were counted before; nothing when they have not been, or it changed since."""
    return tuple(
        Move(Standing.of_key(row.was) if row.was else None, Standing.of_key(row.now), row.people, Yen(row.total))
        for row in months.classes.kept.all(month=month)
    )


def bought_by(months: Months, month: Month, first: Standing, second: Standing) -> Yen:
    """What those in one of two classes at the end of a month bought in it."""
    return Yen(months.classes.bought_by.only(**_buying(months, month, first, second)).total)


def buyers_of(months: Months, month: Month, first: Standing, second: Standing) -> Names:
    """Who they are, the most first."""
    return named(months.classes.buyers.all(**_buying(months, month, first, second)))


def _buying(months: Months, month: Month, first: Standing, second: Standing) -> dict[str, int]:
    day = months.day(month)
    classes = {"now": STANDINGS.index(first), "or_now": STANDINGS.index(second)}
    return {"month": month, "day": day} | classes | given(months.limits(day))


def named(rows: list[PersonRow]) -> Names:
    """Those who were erased are counted and not named."""
    people = tuple(Named(CustomerId(row.customer), row.number, row.name, row.figure) for row in rows if not row.erased)
    return Names(people, len(rows) - len(people))


def given(limits: Limits) -> dict[str, int]:
    """As the queries want them."""
    return {
        "toddler_days": limits.toddler_days,
        "loyal_days": limits.loyal_days,
        "loyal_yen": limits.loyal_yen,
        "lapsed_days": limits.lapsed_days,
    }


def _up_to(months: Months, day: BusinessDay) -> tuple[bool, dict[str, int]]:
    """Whole months as they are counted already, backwards or forwards; of a month that the day cuts, its own sales."""
    month = month_of(day)
    whole = day in (last_of(month), months.today)
    last = month if whole else Month(month - 1)
    where: dict[str, int] = {"month": last, "day": day, "since": first_of(last), "after": first_of(Month(last + 1))}
    return months.backwards(last), where if whole else where | {"begin": first_of(month)}
