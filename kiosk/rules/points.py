"""Points are money: whole numbers, 1 point = ¥1, and each lot lives as long as the shop's policy says."""

from dataclasses import dataclass

from kiosk.rules.business_day import end_of_month, months_later
from kiosk.rules.settings import Expiry, PointSettings
from kiosk.rules.units import BusinessDay, Points


def visit_points(settings: PointSettings) -> Points:
    """What one visit earns."""
    return Points(settings.visit)


def expires_on(settings: PointSettings, issued: BusinessDay) -> BusinessDay:
    """The last business day on which points issued today can be spent."""
    later = months_later(issued, settings.months)
    return end_of_month(later) if settings.expiry is Expiry.LOT else later


def prolonged_to(settings: PointSettings, visited: BusinessDay) -> BusinessDay | None:
    """By activity, a visit lets all open lots live at least to this day; per lot it changes nothing (None).

    Only ever a prolongation: a change of policy never worsens points already issued.
    """
    return expires_on(settings, visited) if settings.expiry is Expiry.ACTIVITY else None


@dataclass(frozen=True, slots=True)
class OpenLot:
    """A lot with points left. `expires` None: never."""

    expires: BusinessDay | None
    left: Points


@dataclass(frozen=True, slots=True)
class NextExpiry:
    """What is lost first if it is not spent: this many points, spendable up to and on this day."""

    points: Points
    on: BusinessDay


def balance(lots: tuple[OpenLot, ...]) -> Points:
    return Points(sum(lot.left for lot in lots))


def next_expiry(lots: tuple[OpenLot, ...]) -> NextExpiry | None:
    """The earliest expiry, the lots of one day together. None when nothing ever expires."""
    days = [lot.expires for lot in lots if lot.expires is not None]
    if not days:
        return None
    first = min(days)
    return NextExpiry(Points(sum(lot.left for lot in lots if lot.expires == first)), first)
