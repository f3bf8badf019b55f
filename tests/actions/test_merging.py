"""A merge and its undo over any two records: the books add up after each, and all is as it was in the end."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from db import models
from db.connection import Store
from db.models import (
    Card,
    Consent,
    Contact,
    Customer,
    Fact,
    Heading,
    Household,
    Merge,
    Note,
    PointEntry,
    PointLot,
    TagOn,
    Visit,
    Wish,
)
from db.verify import verify
from kiosk.actions.books import Books
from kiosk.actions.merging import Merged, merge
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.record import read_record
from kiosk.actions.unmerging import MergeStays, StillMerged, Unmerged, unmerge
from kiosk.actions.words import refresh_words
from kiosk.rules.search_words import search_text
from tests.flow.counter import OPENING

TEXTS = st.lists(st.sampled_from(["あ", "い", "う"]), max_size=3)
ALL_EXCEPT = {
    models.PointEntry,
    models.Merge,
    models.AccessLog,
    models.Clock,
    models.Change,
    models.Journal,
}  # append-only, and times


@dataclass(frozen=True)
class Life:
    """One record: small choices, so that the two often clash."""

    days: frozenset[int]
    points: int  # for each visit
    spent: bool  # one of the first lot
    debt: int
    tags: list[str]
    facts: list[str]
    notes: int
    wishes: list[tuple[str, bool]]
    consents: list[tuple[str, bool]]  # channel, withdrawn later
    home: int | None  # of three
    details: tuple[bool, ...]  # name, reading, phone, email, address, birthday
    introduced_by: int | None  # which of the records
    cards: int


lives = st.builds(
    Life,
    days=st.frozensets(st.integers(0, 5), max_size=4),
    points=st.integers(0, 3),
    spent=st.booleans(),
    debt=st.sampled_from([0, 0, 5]),
    tags=TEXTS,
    facts=TEXTS,
    notes=st.integers(0, 2),
    wishes=st.lists(st.tuples(st.sampled_from(["phone", "mail"]), st.booleans()), max_size=2, unique_by=lambda w: w[0]),
    consents=st.lists(st.tuples(st.sampled_from(["mail", "sms"]), st.booleans()), max_size=2),
    home=st.sampled_from([None, 0, 1, 2]),
    details=st.tuples(*[st.booleans()] * 6),
    introduced_by=st.sampled_from([None, 0, 1, 2]),
    cards=st.integers(0, 2),
)


class Town:
    """Three records, as `lives` say, and a neighbour in the second household."""

    def __init__(self, folder: Path, stories: list[Life]) -> None:
        self.ms = OPENING
        self.store = Store.open(folder, now_ms=lambda: self.ms)
        self.books: Books = open_books(self.store, folder, new_shop("オーナー", [], []))
        self.today = self.books.today()
        with self.store.transaction():
            self.homes = [self._row(Household) for _ in range(3)]
            self.heading = self._row(Heading, text="趣味")
            self.ids: list[int] = [self._customer(number + 1, life) for number, life in enumerate(stories)]
            self._customer(9, None, household=self.homes[1])
            for customer, life in zip(self.ids, stories, strict=True):
                self._fill(customer, life)
        with self.books.deed() as deed:
            for row in Customer.select():
                refresh_words(self.books, deed, row.id)

    def _row(self, table: Any, **columns: Any) -> int:
        row = self.store.new_id()
        table.insert(id=row, **columns).execute()
        return row

    def _customer(self, number: int, life: Life | None, **columns: Any) -> int:
        if life is not None:
            name, reading, phone, email, address, birthday = life.details
            columns |= {"name": f"名{number}"} if name else {}
            columns |= {"reading": f"な{number}", "reading_key": f"な{number}"} if reading else {}
            columns |= {"phone": f"09{number}", "phone_tail": f"{number}90"} if phone else {}
            columns |= {"email": f"{number}@mail.example"} if email else {}
            columns |= {"postcode": f"000000{number}", "address": f"町{number}"} if address else {}
            columns |= {"birth_month": number, "birth_day": number} if birthday else {}
            columns |= {"household": self.homes[life.home]} if life.home is not None else {}
        return self._row(Customer, number=number, at=self.ms, bday=self.today, **columns)

    def _fill(self, customer: int, life: Life) -> None:
        new, at = self._row, iter(range(self.ms, self.ms + 1000))
        own: dict[str, Any] = {"customer": customer, "bday": self.today}
        for nth in range(life.cards):
            new(
                Card,
                customer=customer,
                digest=f"{customer}{nth}".encode(),
                last4="",
                kind="felica",
                state="active",
                at=1,
            )
        for text in life.tags:
            new(TagOn, text=text, at=next(at), **own)
            if life.home is not None:
                new(TagOn, text=text, household=self.homes[life.home], at=next(at), bday=self.today)
        for text in life.facts:
            new(Fact, text=text, heading=self.heading, at=next(at), **own)
        for _ in range(life.notes):
            new(Note, text="", at=next(at), **own)
            new(Contact, text="", channel="post", at=next(at), **own)
        for channel, allowed in life.wishes:
            new(Wish, channel=channel, allowed=allowed, at=next(at), **own)
        for channel, withdrawn in life.consents:
            new(
                Consent,
                channel=channel,
                how="paper",
                wording="",
                at=(when := next(at)),
                off_at=when + 5 if withdrawn else None,
                **own,
            )
        for place in (
            [] if life.introduced_by is None or self.ids[life.introduced_by] == customer else [life.introduced_by]
        ):
            Customer.update(introduced_by=self.ids[place]).where(Customer.id == customer).execute()
        self._ledger(customer, life)

    def _ledger(self, customer: int, life: Life) -> None:
        for day in sorted(life.days):
            bday = self.today - day
            visit = self._row(Visit, customer=customer, bday=bday, at=1)
            if not life.points:
                continue
            take = life.spent and day == min(life.days)
            lot = self._row(
                PointLot,
                customer=customer,
                bday=bday,
                expires=self.today + 100 - day,
                points=life.points,
                left=life.points - take,
            )
            self._enter(customer, lot, life.points, "visit", bday, visit=visit)
            if take:
                self._enter(customer, lot, -1, "spend", bday)
        if life.debt:
            self._enter(customer, None, -life.debt, "debt", self.today)
        Customer.update(last_seen=self.today - min(life.days) if life.days else None).where(
            Customer.id == customer
        ).execute()

    def _enter(
        self, customer: int, lot: int | None, delta: int, kind: str, bday: int, visit: int | None = None
    ) -> None:
        self._row(
            PointEntry,
            customer=customer,
            lot=lot,
            delta=delta,
            kind=kind,
            visit=visit,
            key=f"t{self.store.new_id()}",
            at=1,
            bday=bday,
        )

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row, but for what is append-only, and lots that a merge opened and its undo emptied."""
        opened = {
            entry.lot_id for entry in PointEntry.select().where((PointEntry.kind == "merge") & (PointEntry.delta > 0))
        }
        return {
            table._meta.table_name: sorted(
                (row for row in table.select().tuples() if table is not PointLot or row[0] not in opened), key=repr
            )
            for table in models.TABLES
            if table not in ALL_EXCEPT
        }

    def balances(self) -> list[int]:
        """Points and debt of each, by the ledger alone."""
        return [
            sum(entry.delta for entry in PointEntry.select().where(PointEntry.customer == customer))
            for customer in self.ids
        ]

    def wishes(self, customer: int) -> Iterator[tuple[str, bool]]:
        for row in Wish.select().where((Wish.customer == customer) & Wish.off_at.is_null()):
            yield row.channel, row.allowed


def owing_or_holding(stories: list[Life]) -> list[Life]:
    """Who holds points owes none; all that one town's people can be without a debt being set off by the merge."""
    hold = any(life.days and life.points for life in stories)
    return [replace(life, debt=0) if hold else life for life in stories]


@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(lives, min_size=3, max_size=3).map(owing_or_holding))
def test_undone_it_is_as_it_was(stories):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        town = Town(folder, stories)
        try:
            before, owned = town.dump(), town.balances()
            kept, between, gone = town.ids
            first = merge(town.books, between, gone)
            middle = town.dump()
            second = merge(town.books, kept, between)
            assert isinstance(first, Merged)
            assert isinstance(second, Merged)
            all_is_the_kept_ones(town, stories, sum(owned))
            assert verify(folder, words=search_text) == []
            assert unmerge(town.books, second.merge) == Unmerged(kept)
            assert town.dump() == middle
            assert unmerge(town.books, first.merge) == Unmerged(between)
            assert town.dump() == before
            assert town.balances() == owned
            assert verify(folder, words=search_text) == []
        finally:
            town.store.close()


def all_is_the_kept_ones(town, stories, owned):
    kept, *gone = town.ids
    record = read_record(town.books, kept, town.books.today())
    assert [read_record(town.books, other, town.books.today()) for other in gone] == [record, record]
    assert town.balances() == [owned, 0, 0]
    assert record.points == owned
    assert record.visits == len(frozenset().union(*(life.days for life in stories)))
    for table in (Card, TagOn, Note, Fact, Wish, Consent, Contact):
        assert table.select().where(table.customer.in_(gone)).count() == 0
    texts = [tag.text for tag in record.tags if not tag.household]
    for nth in range(3):  # what two records had stands there once, what one had twice stays twice
        assert texts.count("あいう"[nth]) == max_of_one(stories, "あいう"[nth])
    said = list(town.wishes(kept))
    assert len({channel for channel, _ in said}) == len(said)
    every = [wish for life in stories for wish in life.wishes]
    assert all(allowed is ((channel, False) not in every) for channel, allowed in said)
    assert {channel for channel, _ in said} == {channel for channel, _ in every}
    for channel in ("mail", "sms"):
        consents = Consent.select().where((Consent.customer == kept) & (Consent.channel == channel))
        withdrawn = [row.off_at for row in consents if row.off_at is not None]
        assert all(row.off_at is not None or not withdrawn or row.at >= max(withdrawn) for row in consents)
    row = Customer.get_by_id(kept)
    assert row.introduced_by_id != kept
    for place, column in enumerate(("name", "reading", "phone", "email", "address", "birth_month")):
        assert bool(getattr(row, column)) is any(life.details[place] for life in stories)
    assert (row.household_id is not None) is any(life.home is not None for life in stories)
    assert {row.merged_into_id for row in Customer.select().where(Customer.id.in_(gone))} == {kept}
    assert Merge.select().count() == 2


def max_of_one(stories, text):
    """The first of the records that has it keeps its own."""
    last, between, first = (life.tags.count(text) for life in reversed(stories))
    return first or between or last


NOTHING = Life(frozenset(), 0, False, 0, [], [], 0, [], [], None, (False,) * 6, None, 0)


@pytest.mark.parametrize("holder", [0, 1])
def test_what_one_record_owes_is_paid_from_the_points_of_the_other_for_good(tmp_path, holder):
    stories = [replace(NOTHING, debt=5), replace(NOTHING, debt=5), NOTHING]
    stories[holder] = replace(NOTHING, days=frozenset({0, 1, 2}), points=3)
    town = Town(tmp_path, stories)
    try:
        kept, gone, _ = town.ids
        done = merge(town.books, kept, gone)
        assert isinstance(done, Merged)
        account = read_record(town.books, kept, town.books.today()).account
        assert (account.balance, account.debt) == (4, 0)
        assert verify(tmp_path, words=search_text) == []
        assert unmerge(town.books, done.merge) == StillMerged(MergeStays.POINTS_USED)
    finally:
        town.store.close()
