"""Choosing whom a letter is for: who gets it, who is left out and why, before anything goes."""

from collections.abc import Sequence
from itertools import groupby

from db.connection import Reader
from db.queries.choosing import CandidateRow, ChoosingQueries
from db.queries.reach import ReachQueries
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.actions.months import Months
from kiosk.actions.reach import reachable
from kiosk.rules.business_day import month_of
from kiosk.rules.choosing import (
    Candidate,
    Choice,
    Chosen,
    FactIs,
    LeftOut,
    of_class,
    one_for_each_address,
    one_for_each_household,
)
from kiosk.rules.classes import Purchases
from kiosk.rules.letters import Way, channel_of
from kiosk.rules.reach import Allowed, ContactKind, Reachable, reach
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay, CustomerId, HouseholdId, ProductId, Yen
from kiosk.value import Hidden, Value

_OFFERED = 60
_AT_ONCE = 2000
"""People whose wishes are read with one query."""


class FactOffered(Value):
    fact: FactIs
    heading: str


class ProductOffered(Value):
    id: ProductId
    name: str


class Offered(Value):
    """What there is to choose from, the most frequent first, facts by their headings. Nothing that is sensitive."""

    tags: Hidden[tuple[str, ...]]
    facts: Hidden[tuple[FactOffered, ...]]
    groups: tuple[str, ...]
    products: tuple[ProductOffered, ...]


class Selection(Value):
    """Everybody who fits, by reading."""

    all: Hidden[tuple[Chosen, ...]]

    @property
    def people(self) -> tuple[Chosen, ...]:
        return tuple(one for one in self.all if one.left_out is None)

    @property
    def left_out(self) -> tuple[Chosen, ...]:
        return tuple(one for one in self.all if one.left_out is not None)


def offers(today: BusinessDay) -> LongRead:
    """Reads Offered."""

    def read(reader: Reader, tell: Tell) -> Offered:
        queries = ChoosingQueries(reader)
        return Offered(
            tags=tuple(row.text for row in queries.tags(today, _OFFERED)),
            facts=tuple(
                FactOffered(FactIs(row.heading, row.text), row.heading_text)  # type: ignore[arg-type]
                for row in queries.facts(_OFFERED)
            ),
            groups=tuple(row.text for row in queries.groups(_OFFERED)),
            products=tuple(ProductOffered(ProductId(row.id), row.name) for row in queries.products(_OFFERED)),
        )

    return read


def selection(choice: Choice, way: Way, kind: ContactKind, settings: Settings, today: BusinessDay) -> LongRead:
    """Reads Selection."""

    def read(reader: Reader, tell: Tell) -> Selection:
        limits = Months(reader, settings, today).limits(today)
        candidates = [one for one in _fitting(reader, choice, today) if of_class(one, choice, limits, today)]
        queries, chosen = ReachQueries(reader), list[Chosen]()
        emails: dict[CustomerId, str] = {}
        for start in range(0, len(candidates), _AT_ONCE):
            tell(start, len(candidates))
            part = candidates[start : start + _AT_ONCE]
            known = reachable(queries, [one.id for one in part])
            if way is Way.MAIL:
                emails |= {CustomerId(row.customer): row.email for row in queries.emails(known)}
            chosen += [
                Chosen(one.id, one.number, one.name, left_out(known[one.id], bool(one.name), way, kind, today))
                for one in part
            ]
        if choice.household:
            chosen = list(one_for_each_household(chosen, candidates))
        if way is Way.MAIL:
            chosen = list(one_for_each_address(chosen, candidates, emails))
        return Selection(tuple(chosen))

    return read


def left_out(who: Reachable, named: bool, way: Way, kind: ContactKind, today: BusinessDay) -> LeftOut | None:
    """Why this person gets no such letter today; None: nothing stands against it."""
    channel = channel_of(way)
    if channel is None:
        return LeftOut.ERASED if who.erased else None
    answer = reach(channel, kind, who, today)
    if not isinstance(answer, Allowed):
        return LeftOut(answer.why.value)
    return None if named or way is Way.MAIL else LeftOut.NO_NAME


def _fitting(reader: Reader, choice: Choice, today: BusinessDay) -> list[Candidate]:
    def ago(days: int | None) -> int | None:
        return None if days is None else today - days

    rows = ChoosingQueries(reader).candidates(
        tags=choice.tags,
        facts=_by_heading(choice.facts),
        groups=choice.groups,
        products=choice.products,
        bought_since=ago(choice.bought_days),
        seen_since=ago(choice.seen_days),
        unseen_since=ago(choice.unseen_days),
        new_since=ago(choice.new_days),
        total=choice.total_yen,
        birth_month=None if choice.birthday_in is None else 1 + (month_of(today) + choice.birthday_in) % 12,
        today=today,
    )
    return [_candidate(row) for row in rows]


def _by_heading(facts: Sequence[FactIs]) -> list[tuple[int, list[str]]]:
    return [
        (heading, [fact.text for fact in same]) for heading, same in groupby(sorted(facts), lambda fact: fact.heading)
    ]


def _candidate(row: CandidateRow) -> Candidate:
    bought = None
    if row.days is not None and row.first is not None and row.last is not None and row.total is not None:
        bought = Purchases(row.days, BusinessDay(row.first), BusinessDay(row.last), Yen(row.total))
    return Candidate(
        CustomerId(row.id),
        row.number,
        row.name,
        None if row.household is None else HouseholdId(row.household),
        bought,
    )
