"""毎月の顧客分析: the month's report as frozen values. What is drawn, printed, written and kept is made of these.

Sales are net, by the day of the sale; people are kept records, merged ones together (product.md). A month that is not
over yet is reported up to `as_of`.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from kiosk.rules.business_day import last_of
from kiosk.rules.classes import STANDINGS, STEPS, CustomerClass, Limits, Standing
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, Month, ProductId, Yen
from kiosk.value import Hidden, Value

T = TypeVar("T")

YEAR_MONTHS = 12
BACK_WITHIN = (30, 60, 90)
"""Days within which a first purchase is followed by a second, or not."""
PARETO_PERCENT = 20
"""Of the people; and what sales so many percent of them make."""
LIFT_MONTHS = 3
LEAST_BUYERS = 5
"""Of the best customers: what fewer of them bought says nothing about their taste."""
FAVOURITES = 15
_SHOP_HOURS = range(9, 19)


class Sums(Value):
    """Net sales of a month, and of these those without a card."""

    sales: int  # how many
    total: Yen
    cardless_sales: int
    cardless_total: Yen

    @property
    def cardless(self) -> Share:
        """Of the yen."""
        return Share(self.cardless_total, self.total)


class ClassRow(Value):
    """One of the ten standings at the end of the month."""

    standing: Standing
    people: int
    people_before: int  # at the end of the month before
    of_people: Share  # of all who ever bought
    total: Yen  # net sales to them in the month
    of_sales: Share  # of the month's sales, those without a card too


class Move(Value):
    """So many were `was` at the end of the month before (None: had not bought yet) and are `now`."""

    was: Standing | None
    now: Standing
    people: int
    total: Yen  # net sales to them in the month


class Rates(Value):
    """Of those who were in one class at the end of the month before (`of`), or in any (None).

    The wholes are last month's 現役 of the class, for 復帰率 last month's 離脱.
    """

    of: CustomerClass | None
    up: Share  # 引上率: now 現役 of a better class (classes.STEPS)
    lapsed: Share  # 離脱率: newly 離脱
    kept: Share  # 維持率: the rest of 離脱率
    back: Share  # 復帰率: 離脱 → 現役


class Movement(Value):
    """Who went where from the end of the month before: each move that somebody made, and the rates."""

    moves: tuple[Move, ...]
    rates: tuple[Rates, ...]  # of each class, then of all

    def people(self, was: Standing | None, now: Standing) -> int:
        """One cell of the matrix."""
        return sum(move.people for move in self.moves if move.was == was and move.now == now)


class Decile(Value):
    """A tenth of the people who bought in the twelve months, the best first (1)."""

    number: int
    people: int
    total: Yen
    of_sales: Share  # of the sales to all ten


class Pareto(Value):
    """Of twelve months' sales to customers with a card."""

    people: int
    total: Yen
    best: Share  # what the best fifth of the people (rounded up) bought, of the yen
    deciles: tuple[Decile, ...]  # ten, or none when nobody bought


class Cohort(Value):
    """Those who bought for the first time in one month. `within`: came back within 30, 60, 90 days; None where the
    last of them have not had so many days yet."""

    month: Month
    people: int
    within: tuple[Share | None, ...]  # as BACK_WITHIN
    back: Share  # came back by the end of the month reported
    loyal: Share  # are 優良, 現役, by then


class Favourite(Value):
    """What the best tenth of the customers like: bought by so many of them, and of all (with a card, three months)."""

    product: ProductId
    name: Hidden[str]
    best: Share
    all: Share

    def __eq__(self, other: object) -> bool:
        """By everything but the name: it may be called otherwise later."""
        return isinstance(other, Favourite) and self._compared == other._compared

    def __hash__(self) -> int:
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[ProductId, Share, Share]:
        return self.product, self.best, self.all

    @property
    def lift(self) -> Fraction:
        """How many times as often the best buy it as everybody."""
        return Fraction(self.best.part * self.all.whole, self.best.whole * self.all.part)

    @property
    def lift_hundredths(self) -> int:
        """Times × 100, half rounded up (250: 2.5 times)."""
        return int(self.lift * 100 + Fraction(1, 2))

    @property
    def lift_tenths(self) -> int:
        """Times × 10, of the hundredths, half rounded up."""
        return (self.lift_hundredths + 5) // 10


class Hours(Value):
    """Visits of the month by weekday (Monday first) and the hour of the first touch, the shop's time: 7 × 24."""

    visits: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        return max(map(max, self.visits))

    @property
    def shown(self) -> range:
        """The hours that a plot has: of every shop's day, and those besides in which somebody came."""
        busy = [hour for day in self.visits for hour, visits in enumerate(day) if visits]
        return range(min([_SHOP_HOURS.start, *busy]), max([_SHOP_HOURS.stop, *(hour + 1 for hour in busy)]))


class MonthReport(Value):
    month: Month
    as_of: BusinessDay  # the month's last business day, or today while it runs
    limits: Limits
    cycle_days: int  # 0: the limits are the shop's own days
    sums: Sums
    sums_before: Sums  # of the month before
    sums_year_ago: Sums
    classes: tuple[ClassRow, ...]  # ten, as STANDINGS
    movement: Movement
    pareto: Pareto
    cohorts: tuple[Cohort, ...]  # the month and the twelve before, the oldest first
    favourites: tuple[Favourite, ...]  # the highest lift first
    hours: Hours

    @property
    def over(self) -> bool:
        """Whether the month is over; its report can then be issued."""
        return self.as_of == last_of(self.month)


class ClassCount(Value):
    standing: Standing
    people: int
    of_people: Share
    total: Yen  # of all they ever bought


class ClassTable(Value):
    """All ten, as STANDINGS."""

    as_of: BusinessDay
    limits: Limits
    cycle_days: int
    rows: tuple[ClassCount, ...]


def class_rows(moves: Sequence[Move], sums: Sums) -> tuple[ClassRow, ...]:
    everybody = sum(move.people for move in moves)
    rows = []
    for standing in STANDINGS:
        here = [move for move in moves if move.now == standing]
        people, total = sum(move.people for move in here), Yen(sum(move.total for move in here))
        rows.append(
            ClassRow(
                standing=standing,
                people=people,
                people_before=sum(move.people for move in moves if move.was == standing),
                of_people=Share(people, everybody),
                total=total,
                of_sales=Share(total, sums.total),
            )
        )
    return tuple(rows)


def movement(moves: Sequence[Move]) -> Movement:
    """The moves in the order of the matrix, with what they come to."""
    place = {standing: index for index, standing in enumerate((None, *STANDINGS))}
    ordered = sorted(moves, key=lambda move: (place[move.was], place[move.now]))
    return Movement(tuple(ordered), (*(_rates(moves, one) for one in CustomerClass), _rates(moves, None)))


def _rates(moves: Sequence[Move], of: CustomerClass | None) -> Rates:
    def share(of_lapsed: bool, counts: Callable[[Move], bool]) -> Share:
        from_here = [
            move
            for move in moves
            if move.was is not None and move.was.lapsed is of_lapsed and (of is None or move.was.customer_class is of)
        ]
        return Share(sum(move.people for move in from_here if counts(move)), sum(move.people for move in from_here))

    lapsed = share(False, lambda move: move.now.lapsed)
    return Rates(
        of=of,
        up=share(False, _better),
        lapsed=lapsed,
        kept=lapsed.rest,
        back=share(True, lambda move: not move.now.lapsed),
    )


def _better(move: Move) -> bool:
    assert move.was is not None, "who was in no class can't move to a better one"
    return not move.now.lapsed and STEPS[move.now.customer_class] > STEPS[move.was.customer_class]


def pareto(totals: Sequence[int]) -> Pareto:
    """Of what each person bought in twelve months, the most first."""
    whole = sum(totals)
    best = sum(totals[: best_fifth(len(totals))])
    return Pareto(
        people=len(totals),
        total=Yen(whole),
        best=Share(best, whole),
        deciles=tuple(
            Decile(number + 1, len(tenth), Yen(sum(tenth)), Share(sum(tenth), whole))
            for number, tenth in enumerate(tenths(totals))
        ),
    )


def best_fifth(people: int) -> int:
    """How many the best fifth of so many people are, rounded up."""
    return -(-people * PARETO_PERCENT // 100)


def tenths(people: Sequence[T]) -> tuple[Sequence[T], ...]:
    """Ten parts of a row, the first ones longer by one where it doesn't come out even, as SQL's ntile(10)."""
    if not people:
        return ()
    size, longer = divmod(len(people), 10)
    ends = [0]
    for number in range(10):
        ends.append(ends[-1] + size + (number < longer))
    return tuple(people[start:end] for start, end in pairwise(ends))
