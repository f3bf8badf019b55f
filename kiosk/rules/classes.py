"""5分類: what a customer's purchases make of them. Computed as of a day, never stored as truth (product.md)."""

from enum import StrEnum
from itertools import pairwise

from kiosk.rules.settings import LEAST_LAPSE, ClassSettings
from kiosk.rules.units import BusinessDay, Yen
from kiosk.value import Value


class CustomerClass(StrEnum):
    FIRST = "first"  # 初回
    TODDLER = "toddler"  # よちよち
    STEADY = "steady"  # コツコツ
    TREND = "trend"  # 流行
    LOYAL = "loyal"  # 優良


STEPS = {
    CustomerClass.FIRST: 0,
    CustomerClass.TODDLER: 1,
    CustomerClass.STEADY: 2,
    CustomerClass.TREND: 2,
    CustomerClass.LOYAL: 3,
}
"""How far up a class stands. コツコツ and 流行 stand side by side: neither is better than the other."""

_LAPSED = "-lapsed"


class Standing(Value):
    """A class with whether its customer still comes: 現役, or 離脱 (a word that no customer may read)."""

    customer_class: CustomerClass
    lapsed: bool = False

    @property
    def key(self) -> str:
        """loyal, loyal-lapsed: as db.models.ClassMonth has it, and JSON."""
        return self.customer_class + _LAPSED * self.lapsed

    @classmethod
    def of_key(cls, key: str) -> "Standing":
        """Raises ValueError for a key that is none."""
        return cls(CustomerClass(key.removesuffix(_LAPSED)), key.endswith(_LAPSED))


STANDINGS = tuple(Standing(one, lapsed) for lapsed in (False, True) for one in CustomerClass)
"""All ten, 現役 first."""
ACTIVE, LAPSED = STANDINGS[: len(CustomerClass)], STANDINGS[len(CustomerClass) :]


class Purchases(Value):
    """Net sales of one customer up to a day. A fully returned sale is no purchase; two on one day are one day."""

    days: int
    first: BusinessDay
    last: BusinessDay
    total: Yen


class Limits(Value):
    """Where one class ends and the next begins: days and yen as they count on the day that is asked about."""

    toddler_days: int
    loyal_days: int
    loyal_yen: Yen
    lapsed_days: int
    back_days: int  # so long one who came back after a lapse is marked 復帰


class ClassSign(StrEnum):
    """What the customer's screen says of the class: a word that the customer may read too."""

    FIRST = "first"
    TODDLER = "toddler"
    STEADY = "steady"
    TREND = "trend"
    LOYAL = "loyal"
    AWAY = "away"  # 離脱, of whatever class
    BACK = "back"  # 復帰, for `Limits.back_days`


CYCLE_AVERAGE_DAYS = 365
"""By cycle, the average sale is that of the customers' sales of so many days up to the day asked about."""
_CYCLES_TODDLER, _CYCLES_LOYAL, _CYCLES_LAPSED, _SALES_LOYAL = 3, 7, 8, 7


def limits_of(rules: ClassSettings, average_sale: Yen | None = None) -> Limits:
    """The shop's limits; by cycle when it has one: 3, 7 and 8 cycles, and seven times the average sale.

    `average_sale` None: nothing was sold yet, the yen of the settings hold.
    """
    cycle = rules.cycle_days
    if not cycle:
        return Limits(rules.toddler_days, rules.loyal_days, Yen(rules.loyal_yen), rules.lapsed_days, rules.back_days)
    return Limits(
        _CYCLES_TODDLER * cycle,
        _CYCLES_LOYAL * cycle,
        Yen(rules.loyal_yen if average_sale is None else _SALES_LOYAL * average_sale),
        max(LEAST_LAPSE, _CYCLES_LAPSED * cycle),
        rules.back_days,
    )


def class_of(bought: Purchases, limits: Limits) -> CustomerClass:
    """Somebody who never bought has no class: ask only about those with a day or more."""
    tenure = bought.last - bought.first
    if bought.days <= 1:
        return CustomerClass.FIRST
    if tenure < limits.toddler_days:
        return CustomerClass.TODDLER
    if bought.total < limits.loyal_yen:
        return CustomerClass.STEADY
    return CustomerClass.TREND if tenure < limits.loyal_days else CustomerClass.LOYAL


def standing_of(bought: Purchases, limits: Limits, today: BusinessDay) -> Standing:
    """As of `today`, of purchases up to it."""
    return Standing(class_of(bought, limits), today - bought.last >= limits.lapsed_days)


def came_back(days: tuple[BusinessDay, ...], limits: Limits, today: BusinessDay) -> bool:
    """復帰: bought again after a lapse, no longer ago than `back_days`. `days`: with a purchase, rising.

    The first and the last day of each month are enough: no lapse is shorter than a month (the settings see to it).
    """
    return any(
        later - earlier >= limits.lapsed_days and today - later < limits.back_days for earlier, later in pairwise(days)
    )


def sign_of(standing: Standing, is_back: bool) -> ClassSign:
    if standing.lapsed:
        return ClassSign.AWAY
    return ClassSign.BACK if is_back else ClassSign(standing.customer_class)


def percent_of(one: CustomerClass, rules: ClassSettings) -> int:
    """What multiplies the points of this class."""
    return {
        CustomerClass.FIRST: rules.first_percent,
        CustomerClass.TODDLER: rules.toddler_percent,
        CustomerClass.STEADY: rules.steady_percent,
        CustomerClass.TREND: rules.trend_percent,
        CustomerClass.LOYAL: rules.loyal_percent,
    }[one]
