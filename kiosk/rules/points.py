"""Points are money: whole numbers, 1 point = ¥1, and each lot lives as long as the shop's policy says."""

from bisect import insort
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from kiosk.rules.business_day import end_of_month, months_later
from kiosk.rules.settings import Expiry, PointSettings
from kiosk.rules.units import NO_POINTS, BusinessDay, LotId, Points
from kiosk.value import Value, replace


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


class OpenLot(NamedTuple):
    """A lot with points left. `expires` None: never. A customer may have some hundred of them: as tuples they are read
    in a third of the time that dataclasses take."""

    id: LotId
    expires: BusinessDay | None
    left: Points


class NextExpiry(Value):
    """What is lost first if it is not spent: this many points, spendable up to and on this day."""

    points: Points
    on: BusinessDay


class Account(Value):
    """A customer's points: the open lots, the one that expires first at the front, less what is owed.

    A debt comes of a refund of points that were spent already. There is one only while no lot is open.
    """

    lots: tuple[OpenLot, ...] = ()
    debt: Points = NO_POINTS

    @property
    def balance(self) -> Points:
        """Below 0 only by the debt."""
        return Points(self.held - self.debt)

    @property
    def held(self) -> Points:
        """In the open lots."""
        return Points(sum(map(_left, self.lots)))

    @property
    def next_expiry(self) -> NextExpiry | None:
        """The earliest expiry, the lots of one day together. None when nothing ever expires."""
        if not self.lots or (first := self.lots[0].expires) is None:
            return None
        soon = takewhile(lambda lot: lot.expires == first, self.lots)
        return NextExpiry(Points(sum(map(_left, soon))), first)

    def expiring_by(self, day: BusinessDay) -> Points:
        """What is lost up to and on this day if it is not spent."""
        return Points(sum(lot.left for lot in self.lots if lot.expires is not None and lot.expires <= day))

    def with_lot(self, lot: OpenLot) -> "Account":
        lots = list(self.lots)
        insort(lots, lot, key=_spent_first)
        return Account(tuple(lots), self.debt)

    def takes(self, points: Points) -> tuple[OpenLot, ...]:
        """Which lots give so many points, oldest expiry first; `left` is what each gives. All, where that is less."""
        given = []
        for lot in self.lots:
            part = min(points, lot.left)
            if part <= 0:
                break
            given.append(lot._replace(left=Points(part)))
            points = Points(points - part)
        return tuple(given)

    def less(self, taken: tuple[OpenLot, ...]) -> "Account":
        """What is left when these were taken."""
        gone = {lot.id: lot.left for lot in taken}
        if not gone:
            return self
        kept, untouched = [], len(self.lots)
        for at, lot in enumerate(self.lots):
            if not gone:
                untouched = at  # what is spent first stands first: the long rest is as it was
                break
            left = lot.left - gone.pop(lot.id, NO_POINTS)
            if left:
                kept.append(lot._replace(left=Points(left)))
        return Account((*kept, *self.lots[untouched:]), self.debt)

    def living_to(self, day: BusinessDay) -> "Account":
        """Lots that would expire sooner live to this day."""
        lots = (
            lot._replace(expires=day) if lot.expires is not None and lot.expires < day else lot for lot in self.lots
        )
        return replace(self, lots=tuple(sorted(lots, key=_spent_first)))


_left = attrgetter("left")


def _spent_first(lot: OpenLot) -> tuple[bool, int, int]:
    return lot.expires is None, lot.expires or 0, lot.id
