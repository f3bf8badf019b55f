"""The figures stay those counted by hand, whatever is sold, taken back, merged, made two again or erased."""

from random import Random

import pytest

from db.connection import Store
from db.figures import TABLES
from db.models import ClassMonth, CustomerStat, ProductMonth
from db.verify import verify
from kiosk.actions.card import enrol_customer
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import Merged, merge
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.product import remember_product
from kiosk.actions.record import read_record
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.sale import Sold, bonus_of, settle_sale
from kiosk.actions.settings import change_setting
from kiosk.actions.unmerging import MergeStays, StillMerged, Unmerged, unmerge
from kiosk.rules.business_day import month_of
from kiosk.rules.card_number import card_number
from kiosk.rules.sale import Bonus, OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import BusinessDay, Points, Yen
from tests.db.naive_figures import counted, kept
from tests.flow.counter import DAY_MS, OPENING

HOUR_MS = 3_600_000
FOUND = new_shop("オーナー", [])


class Till:
    """A new shop that sells by its actions, on any day."""

    def __init__(self, folder):
        self.folder = folder
        self.ms = OPENING
        self.open()
        self.people = [self.enrol(n) for n in range(12)]
        self.products = [remember_product(self.books, f"490000000000{n}", "品", "", Yen(300), 10).id for n in range(4)]

    def open(self):
        self.store = Store.open(self.folder, now_ms=lambda: self.ms)
        self.books = open_books(self.store, self.folder, FOUND)
        self.books.prints = False

    def enrol(self, n):
        return enrol_customer(self.books, card_number(f"01010000000000{n:02}", "felica", self.books.card_key)).record.id

    def sell(self, customer=None, *prices, points=0, quantity=1):
        self.ms += 1000
        lines = tuple(OpenLine(price, 10, product=self.products[price % 4], quantity=quantity) for price in prices)
        sale = OpenSale(key=f"{self.ms}", lines=lines or (OpenLine(500, 8),), customer=customer, points=Points(points))
        sold = settle_sale(self.books, sale)
        assert isinstance(sold, Sold)
        return sold.sale

    def take_back(self, sale, pieces=None):
        self.ms += 1000
        chosen = read_sale(self.books, sale).whole
        if pieces is not None:
            chosen = {line: min(left, pieces) for line, left in list(chosen.items())[:1]}
        return refund(self.books, sale, chosen, f"back:{self.ms}")

    def pass_days(self, days):
        self.ms += days * DAY_MS

    def stat(self, customer):
        return CustomerStat.get_or_none(CustomerStat.customer == customer)

    @property
    def agree(self):
        return kept(self.store.database) == counted(self.store.database)


@pytest.fixture
def till(tmp_path):
    till = Till(tmp_path)
    yield till
    till.store.close()
    assert verify(tmp_path, words=search_text) == []


def test_after_a_thousand_refunds_in_any_order_between_merges(till):
    till.store.database.execute_sql("PRAGMA synchronous = OFF")  # three thousand commits
    chance, open_sales, merges, refunds = Random(1), [], [], 0
    for step in range(4000):
        deed = chance.random()
        if deed < 0.45 or not open_sales:
            who = None if chance.random() < 0.2 else chance.choice(till.people)
            prices = [chance.randrange(0, 3000) for _ in range(chance.randint(1, 3))]
            open_sales.append(till.sell(who, *prices, quantity=chance.randint(1, 3)))
        elif deed < 0.9:
            place = chance.randrange(len(open_sales))
            pieces = None if chance.random() < 0.5 else chance.randint(1, 2)
            if isinstance(till.take_back(open_sales[place], pieces), Refunded):
                refunds += 1
            else:
                open_sales.pop(place)  # all of it was taken back
        elif deed < 0.95:
            till.pass_days(chance.randint(1, 40))
        elif deed < 0.975:
            done = merge(till.books, *chance.sample(till.people, 2))
            if isinstance(done, Merged):
                merges.append(done)
        elif merges:
            unmerge(till.books, merges.pop().merge)
        if step % 200 == 0:
            assert till.agree, f"after {step} steps"
        if refunds == 1000:
            break
    assert refunds == 1000
    assert till.agree


def test_a_fully_returned_sale_is_none_and_a_sale_paid_with_points_is_one(till):
    sato = till.people[0]
    sale = till.sell(sato, 300, 700)
    till.take_back(sale)
    assert till.stat(sato) is None
    assert not ProductMonth.select().exists()
    till.sell(sato, 10_000)
    paid = till.sell(sato, 100, points=100)  # ten thousand yen gave a hundred points
    stat = till.stat(sato)
    assert (stat.days, stat.sales, stat.total) == (1, 2, 10_000)
    till.take_back(paid)
    assert till.stat(sato).sales == 1
    assert till.agree


def test_a_refund_takes_from_the_day_of_its_sale(till):
    sato = till.people[0]
    sale = till.sell(sato, 300, 700)
    first = till.books.today()
    till.pass_days(60)
    till.sell(sato, 500)
    till.take_back(sale, 1)
    assert (till.stat(sato).first, till.stat(sato).total) == (first, 1200)
    till.take_back(sale)
    assert (till.stat(sato).first, till.stat(sato).second) == (till.books.today(), None)
    assert till.agree


def test_a_day_that_was_thought_to_be_over_counts_as_it_is(till):
    """The cut-off hour moves from four to six: at five in the morning it is yesterday again."""
    sato = till.people[0]
    till.pass_days(1)
    till.sell(sato, 300)
    till.ms += 19 * HOUR_MS  # five in the morning
    till.sell(sato, 300)
    today = till.books.today()
    change_setting(till.books, "shop.cutoff_hour", 6)
    assert till.books.today() == today - 1
    till.sell(sato, 300)
    assert till.stat(sato).days == 2
    assert till.agree


def test_merged_records_are_one_person_and_two_again(till):
    sato, tanaka = till.people[:2]
    till.sell(sato, 300)
    till.pass_days(3)
    till.sell(tanaka, 500)
    done = merge(till.books, sato, tanaka)
    assert (till.stat(sato).days, till.stat(sato).total, till.stat(tanaka)) == (2, 800, None)
    till.sell(tanaka, 100)  # it was rung up before the merge
    assert till.stat(sato).total == 900
    assert till.agree
    assert isinstance(unmerge(till.books, done.merge), Unmerged)
    assert (till.stat(sato).total, till.stat(tanaka).total) == (400, 500)
    assert till.agree


def test_what_a_merged_record_bought_is_returned_to_the_one_that_is_kept(till):
    sato, tanaka = till.people[:2]
    till.sell(sato, 300)
    back = till.sell(tanaka, 500)
    done = merge(till.books, sato, tanaka)
    till.take_back(back)
    assert (till.stat(sato).total, till.stat(tanaka)) == (300, None)
    assert till.agree
    assert unmerge(till.books, done.merge) == StillMerged(MergeStays.POINTS_USED)
    assert till.stat(sato).total == 300


def test_who_is_erased_stays_in_the_figures(till):
    sato = till.people[0]
    sale = till.sell(sato, 300, 700)
    till.sell(sato, 400)
    erase_person(till.books, sato)
    assert till.stat(sato).total == 1400
    till.take_back(sale)
    assert till.stat(sato).total == 400
    assert till.agree


def movements(till, *months):
    with till.store.transaction():
        for month in months:
            ClassMonth.insert(month=month, was="", now="first", people=1, total=1).execute()


def months_known():
    return sorted(row.month for row in ClassMonth.select())


def test_movements_are_forgotten_from_the_month_that_changed_on(till):
    sato, tanaka = till.people[:2]
    month = month_of(till.books.today())
    sale = till.sell(sato, 300)
    till.pass_days(100)
    movements(till, month - 1, month, month + 1)
    till.sell(tanaka, 300)  # of a month that is not over
    assert months_known() == [month - 1, month, month + 1]
    till.take_back(sale)
    assert months_known() == [month - 1]
    movements(till, month + 1, month + 2)
    merge(till.books, sato, tanaka)
    assert months_known() == [month - 1, month + 1, month + 2]  # tanaka first came in the month after these
    ClassMonth.delete().execute()


def test_the_class_that_multiplies_points_is_that_of_the_figures(till):
    sato = till.people[0]
    change_setting(till.books, "classes.loyal_percent", 300)
    change_setting(till.books, "classes.loyal_yen", 1000)
    sale = till.sell(sato, 900)
    till.pass_days(211)
    till.sell(sato, 900)
    record = read_record(till.books, sato, till.books.today())
    assert bonus_of(till.books, record, till.books.today()) == Bonus(customer_class=300)
    till.take_back(sale)
    assert bonus_of(till.books, record, till.books.today()) == Bonus()


def test_sales_that_are_older_than_the_figures_are_counted_at_opening(till, caplog):
    till.sell(till.people[0], 300)
    till.pass_days(40)
    till.sell(None, 500)
    before = kept(till.store.database)
    for table in TABLES:
        till.store.database.execute_sql(f"DELETE FROM {table}")
    till.store.close()
    caplog.set_level("INFO")
    till.open()
    assert kept(till.store.database) == before
    assert "counted 2 of 2 months" in caplog.text
    assert month_of(BusinessDay(min(row[0] for row in before["day_stat"]))) in {
        row[0] for row in before["month_customer"]
    }


def test_a_sale_that_can_not_be_counted_is_not_written(till, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.actions.sale.add_purchase", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            till.sell(till.people[0], 300)
    assert till.store.database.execute_sql("SELECT count(*) FROM sale").fetchone() == (0,)
    assert till.agree
