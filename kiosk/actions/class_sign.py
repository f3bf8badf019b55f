"""In which class a customer is now, for the sign on their screen and the points of a sale."""

from itertools import chain

from db.queries.classes import ClassQueries
from kiosk.actions.books import Books
from kiosk.rules.classes import (
    CYCLE_AVERAGE_DAYS,
    ClassSign,
    Limits,
    Purchases,
    came_back,
    limits_of,
    sign_of,
    standing_of,
)
from kiosk.rules.settings import ClassSettings
from kiosk.rules.units import BusinessDay, CustomerId, Yen


def class_limits(queries: ClassQueries, rules: ClassSettings, day: BusinessDay) -> Limits:
    """As they count on a day: by cycle they follow the average sale of the year before."""
    if not rules.cycle_days:
        return limits_of(rules)
    row = queries.average.only(begin=day - CYCLE_AVERAGE_DAYS + 1, day=day)
    return limits_of(rules, Yen(row.total // row.sales) if row.sales and row.total is not None else None)


def limits_on(books: Books, day: BusinessDay) -> Limits:
    return class_limits(books.classes, books.settings.classes, day)


def class_sign(books: Books, customer: CustomerId, today: BusinessDay) -> ClassSign | None:
    """None: nothing was bought yet."""
    row = books.figures.bought.one(customer=customer)
    if row is None:
        return None
    limits = limits_on(books, today)
    bought = Purchases(row.days, BusinessDay(row.first), BusinessDay(row.last), Yen(row.total))
    is_back = row.last - row.first >= limits.lapsed_days and _is_back(books, customer, limits, today)
    return sign_of(standing_of(bought, limits, today), is_back)


def _is_back(books: Books, customer: CustomerId, limits: Limits, today: BusinessDay) -> bool:
    months = books.classes.days_of.all(customer=customer)
    return came_back(tuple(map(BusinessDay, chain.from_iterable(months))), limits, today)
