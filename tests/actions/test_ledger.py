"""The ledger of points against a naive model, and the figures against a count by hand: visits, sales, refunds, merges,
expiry and changes of policy in any order, over years."""

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
from kiosk.actions.card import enrol_customer, tap_card
from kiosk.actions.closing import begin_day
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.product import remember_product
from kiosk.actions.record import read_record
from kiosk.actions.refund import MoreThanSold, Refunded, RefundedBefore, read_sale, refund
from kiosk.actions.sale import Sold, SoldBefore, settle_sale
from kiosk.actions.settings import change_setting
from kiosk.actions.visit import Known
from kiosk.rules.card_number import card_number
from kiosk.rules.points import expires_on, prolonged_to
from kiosk.rules.refund import GRACE_DAYS
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId, Points, SaleId, Yen
from tests.db.naive_figures import counted, kept
from tests.flow.counter import DAY_MS, OPENING

CARDS = ("0101000000000001", "0101000000000002", "0101000000000003")


@dataclass
class NaiveLot:
    left: int
    expires: int
    expired: int = 0


@dataclass
class NaiveSale:
    """What a sale did to points, in the order in which it did it."""

    earned: NaiveLot | None
    spent: list[tuple[NaiveLot, int]]
    gone: int = 0  # earned points that were taken back after they had expired unused


@dataclass
class Naive:
    """One customer's points: lots in the order in which they were issued, and what is owed."""

    lots: list[NaiveLot] = field(default_factory=list)
    debt: int = 0
    came: set[int] = field(default_factory=set)

    def visit(self, today: int, points: int, expires: int, prolonged: int | None) -> None:
        if today in self.came:
            return
        self.came.add(today)
        if prolonged is not None:
            for lot in self.lots:
                if lot.left:
                    lot.expires = max(lot.expires, prolonged)
        self.issue(points, expires)

    def issue(self, points: int, expires: int) -> NaiveLot | None:
        if not points:
            return None
        lot = NaiveLot(points, expires)
        self.lots.append(lot)
        self.settle()
        return lot

    def settle(self) -> None:
        paid = min(self.debt, sum(lot.left for lot in self.lots))
        self.take(paid)
        self.debt -= paid

    def take(self, points: int) -> list[tuple[NaiveLot, int]]:
        taken = []
        for lot in sorted((lot for lot in self.lots if lot.left), key=lambda lot: lot.expires):
            part = min(points, lot.left)
            if part:
                lot.left -= part
                points -= part
                taken.append((lot, part))
        assert not points
        return taken

    def refund(self, sale: NaiveSale, returned: int, taken: int, today: int) -> None:
        for at in reversed(range(len(sale.spent))):
            lot, spent = sale.spent[at]
            part = min(returned, spent)
            if not part:
                continue
            returned -= part
            sale.spent[at] = (lot, spent - part)
            if lot.expires < today:
                lot.expires = today + GRACE_DAYS
            lot.left += part
            self.settle()
        assert not returned
        if sale.earned is None:
            return
        gone = min(taken, max(0, sale.earned.expired - sale.gone))
        sale.gone += gone
        taken -= gone
        own = min(taken, sale.earned.left)
        sale.earned.left -= own
        taken -= own
        others = min(taken, sum(lot.left for lot in self.lots))
        self.take(others)
        self.debt += taken - others

    def expire(self, today: int) -> None:
        for lot in self.lots:
            if lot.left and lot.expires < today:
                lot.expired += lot.left
                lot.left = 0

    @property
    def balance(self) -> int:
        return sum(lot.left for lot in self.lots) - self.debt


class Ledger(RuleBasedStateMachine):
    @initialize()
    def open_shop(self):
        self.folder = Path(tempfile.mkdtemp())
        self.ms = OPENING
        self.store = Store.open(self.folder, now_ms=lambda: self.ms)
        self.books: Books = open_books(self.store, self.folder, new_shop("オーナー", []))
        self.naive: dict[CustomerId, Naive] = {}
        self.ids: dict[str, CustomerId] = {}
        self.sales: list[tuple[SaleId, CustomerId, NaiveSale]] = []
        self.cardless: list[SaleId] = []
        self.products = [
            remember_product(self.books, f"490000000000{n}", "品", "", Yen(100 + n), 10).id for n in range(3)
        ]

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

    @rule(
        card=st.sampled_from(CARDS),
        prices=st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 4)), min_size=1, max_size=4),
        points=st.integers(0, 300),
    )
    def buy(self, card, prices, points):
        if card not in self.ids:
            return
        self.ms += 1000
        customer, today = self.ids[card], self.books.today()
        naive, rules = self.naive[customer], self.books.settings.points
        spent = max(0, min(points, naive.balance))
        basket = OpenSale(
            key=f"sale:{self.ms}",
            lines=self.lines(prices),
            points=Points(spent),
            customer=customer,
        )
        sold = settle_sale(self.books, basket)
        assert isinstance(sold, Sold)
        assert settle_sale(self.books, basket) == SoldBefore(sold.sale)  # pressed twice
        spent = min(spent, sum(price * count for price, count in prices))
        naive.visit(today, rules.visit, expires_on(rules, today), prolonged_to(rules, today))
        taken = naive.take(spent)
        earned = naive.issue(sold.reckoning.total // 100, expires_on(rules, today))
        self.sales.append((sold.sale, customer, NaiveSale(earned, taken)))

    def lines(self, prices):
        """Of every second price a product."""
        return tuple(
            OpenLine(
                price,
                10 if price % 2 else 8,
                quantity=count,
                product=self.products[price % 3] if price % 2 else None,
            )
            for price, count in prices
        )

    @rule(prices=st.lists(st.tuples(st.integers(1, 9000), st.integers(1, 4)), min_size=1, max_size=3))
    def buy_without_card(self, prices):
        self.ms += 1000
        sold = settle_sale(self.books, OpenSale(key=f"sale:{self.ms}", lines=self.lines(prices)))
        assert isinstance(sold, Sold)
        self.cardless.append(sold.sale)

    @rule(which=st.integers(0, 1000), whole=st.booleans())
    def take_back_without_card(self, which, whole):
        if not self.cardless:
            return
        self.ms += 1000
        shown = read_sale(self.books, self.cardless[which % len(self.cardless)])
        assert shown is not None
        chosen = shown.whole if whole else dict.fromkeys(list(shown.whole)[:1], 1)
        refund(self.books, shown.id, chosen, f"refund:{self.ms}")

    @rule(which=st.integers(0, 1000), pieces=st.integers(1, 4), whole=st.booleans())
    def take_back(self, which, pieces, whole):
        if not self.sales:
            return
        self.ms += 1000
        sale, customer, was = self.sales[which % len(self.sales)]
        shown = read_sale(self.books, sale)
        assert shown is not None
        chosen = {line: left if whole else min(left, pieces) for line, left in shown.whole.items()}
        key = f"refund:{self.ms}"
        outcome = refund(self.books, sale, chosen, key)
        if not chosen:
            assert outcome == MoreThanSold()
            return
        assert isinstance(outcome, Refunded)
        assert isinstance(refund(self.books, sale, chosen, key), RefundedBefore)
        assert isinstance(refund(self.books, sale, dict.fromkeys(chosen, 1000), key + "!"), MoreThanSold)
        self.naive[customer].refund(was, outcome.points_returned, outcome.points_taken, self.books.today())

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
            assert record.account.debt == naive.debt
            assert record.visits == len(naive.came)

    @invariant()
    def figures_are_those_counted_by_hand(self):
        if hasattr(self, "store"):
            assert kept(self.store.database) == counted(self.store.database)

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            assert verify(self.folder, words=search_text) == []


Ledger.TestCase.settings = settings(max_examples=10, stateful_step_count=30)
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
