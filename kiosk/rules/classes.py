"""5分類: what a customer's purchases make of them. Computed as of a day, never stored as truth (product.md)."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.rules.settings import ClassSettings
from kiosk.rules.units import BusinessDay, Yen


class CustomerClass(StrEnum):
    FIRST = "first"  # 初回
    TODDLER = "toddler"  # よちよち
    STEADY = "steady"  # コツコツ
    TREND = "trend"  # 流行
    LOYAL = "loyal"  # 優良


@dataclass(frozen=True, slots=True)
class Purchases:
    """Net sales of one customer up to a day. A fully returned sale is no purchase; two on one day are one day."""

    days: int
    first: BusinessDay
    last: BusinessDay
    total: Yen


def class_of(bought: Purchases, rules: ClassSettings) -> CustomerClass:
    """Somebody who never bought has no class: ask only about those with a day or more."""
    tenure = bought.last - bought.first
    if bought.days <= 1:
        return CustomerClass.FIRST
    if tenure < rules.toddler_days:
        return CustomerClass.TODDLER
    if bought.total < rules.loyal_yen:
        return CustomerClass.STEADY
    return CustomerClass.TREND if tenure < rules.loyal_days else CustomerClass.LOYAL


def percent_of(one: CustomerClass, rules: ClassSettings) -> int:
    """What multiplies the points of this class."""
    return {
        CustomerClass.FIRST: rules.first_percent,
        CustomerClass.TODDLER: rules.toddler_percent,
        CustomerClass.STEADY: rules.steady_percent,
        CustomerClass.TREND: rules.trend_percent,
        CustomerClass.LOYAL: rules.loyal_percent,
    }[one]
