"""A sale is written for the customer as they are now, whatever the screen still shows."""

import pytest

from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.record import NoSuchCustomer, read_record, renewed
from kiosk.actions.sale import NotEnoughPoints, Sold, settle_sale
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.units import Points
from tests.actions.test_figures import Till


@pytest.fixture
def till(tmp_path):
    till = Till(tmp_path)
    yield till
    till.store.close()


def settle(till, shown, points=0):
    till.ms += 1000
    sale = OpenSale(key=f"{till.ms}", lines=(OpenLine(1000, 10),), customer=shown.id, points=Points(points))
    return settle_sale(till.books, sale, shown)


def shown(till, customer):
    return read_record(till.books, customer, till.books.today())


def test_points_that_were_spent_meanwhile_can_not_be_spent_again(till):
    sato = till.people[0]
    till.sell(sato, 10_000)
    record = shown(till, sato)
    assert record.points == 100
    till.sell(sato, 500, points=90)
    outcome = settle(till, record, points=90)
    assert isinstance(outcome, NotEnoughPoints)
    assert outcome.record.points == 14  # ten are left, and four were earned


def test_a_record_that_was_merged_meanwhile_is_the_one_that_is_kept(till):
    sato, tanaka = till.people[:2]
    record = shown(till, tanaka)
    merge(till.books, sato, tanaka)
    done = settle(till, record)
    assert isinstance(done, Sold)
    assert done.record.id == sato
    assert (till.stat(sato).total, till.stat(tanaka)) == (1000, None)


def test_nobody_buys_who_was_erased_meanwhile(till):
    record = shown(till, till.people[0])
    erase_person(till.books, till.people[0])
    with pytest.raises(NoSuchCustomer):
        settle(till, record)


def test_the_day_may_have_begun_meanwhile(till):
    sato = till.people[0]
    record = shown(till, sato)
    till.pass_days(1)
    done = settle(till, record)
    assert isinstance(done, Sold)
    assert (done.record.visits, done.record.today) == (record.visits + 1, till.books.today())
    assert done.record == shown(till, sato)


def test_what_is_read_again_is_as_all_is_read(till):
    sato = till.people[0]
    record = shown(till, sato)
    till.sell(sato, 10_000)
    assert renewed(till.books, record, till.books.today()) == shown(till, sato)
