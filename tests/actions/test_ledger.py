"""The ledger of points against a naive model: visits, expiry and changes of policy in any order, over years."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db.connection import Store
from db.models import PointEntry
from db.verify import verify
from kiosk.actions.books import Books
from kiosk.actions.card import Known, enrol_customer, tap_card
from kiosk.actions.closing import begin_day
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.record import read_record
from kiosk.actions.settings import change_setting
from kiosk.rules.card_number import card_number
from kiosk.rules.points import expires_on, prolonged_to
from kiosk.rules.units import CustomerId
from tests.flow.counter import DAY_MS, OPENING

CARDS = ("0101000000000001", "0101000000000002", "0101000000000003")


@dataclass
class Naive:
    """One customer's points, as a list of [points, last day]."""

    lots: list[list[int]] = field(default_factory=list)
    came: set[int] = field(default_factory=set)

    def visit(self, today: int, points: int, expires: int, prolonged: int | None) -> None:
        if today in self.came:
            return
        self.came.add(today)
        if prolonged is not None:
            for lot in self.lots:
                lot[1] = max(lot[1], prolonged)
        if points:
            self.lots.append([points, expires])

    def expire(self, today: int) -> None:
        self.lots = [lot for lot in self.lots if lot[1] >= today]

    @property
    def balance(self) -> int:
        return sum(points for points, _ in self.lots)


class Ledger(RuleBasedStateMachine):
    @initialize()
    def open_shop(self):
        self.folder = Path(tempfile.mkdtemp())
        self.ms = OPENING
        self.store = Store.open(self.folder, now_ms=lambda: self.ms)
        self.books: Books = open_books(self.store, self.folder, new_shop("オーナー", []))
        self.naive: dict[CustomerId, Naive] = {}
        self.ids: dict[str, CustomerId] = {}

    @rule(card=st.sampled_from(CARDS))
    def tap(self, card):
        self.ms += 1000
        if card not in self.ids:
            known = enrol_customer(self.books, card_number(card, "felica", self.books.card_key))
        else:
            known = tap_card(self.books, card, "felica")
        assert isinstance(known, Known)
        customer = self.ids.setdefault(card, known.record.id)
        assert customer == known.record.id
        today, rules = self.books.today(), self.books.settings.points
        naive = self.naive.setdefault(customer, Naive())
        naive.visit(today, rules.visit, expires_on(rules, today), prolonged_to(rules, today))

    @rule(days=st.integers(1, 200), times=st.integers(1, 3))
    def days_pass(self, days, times):
        self.ms += days * DAY_MS
        for _ in range(times):
            begin_day(self.books)
        for naive in self.naive.values():
            naive.expire(self.books.today())

    @rule(points=st.integers(0, 20), months=st.integers(1, 24), expiry=st.sampled_from(["lot", "activity"]))
    def policy_changes(self, points, months, expiry):
        for key, value in (("points.visit", points), ("points.months", months), ("points.expiry", expiry)):
            change_setting(self.books, key, value)

    @rule()
    def power_cut(self):
        """Not of the disk, only of the process: nothing lives in memory alone."""
        self.store.close()
        self.store = Store.open(self.folder, now_ms=lambda: self.ms)
        self.books = open_books(self.store, self.folder, new_shop("オーナー", []))

    @invariant()
    def balances_agree(self):
        for customer, naive in getattr(self, "naive", {}).items():
            record = read_record(self.books, customer, self.books.today())
            assert record.points == naive.balance
            assert record.visits == len(naive.came)

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            assert verify(self.folder) == []


Ledger.TestCase.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
TestLedger = Ledger.TestCase


def test_an_entry_can_neither_be_changed_nor_deleted(tmp_path):
    store = Store.open(tmp_path)
    books = open_books(store, tmp_path, new_shop("オーナー", []))
    change_setting(books, "points.visit", 5)
    enrol_customer(books, card_number(CARDS[0], "felica", books.card_key))
    for forbidden in (PointEntry.update(delta=500), PointEntry.delete()):
        with pytest.raises(Exception, match="append-only"):
            forbidden.execute()
    assert PointEntry.get().delta == 5
    store.close()
