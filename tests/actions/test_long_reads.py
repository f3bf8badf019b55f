"""The reports' thread: reads one after the other, each at one moment of the data, and none that nobody waits for."""

import threading
import time
from pathlib import Path

import pytest

from db.connection import FILE, Store
from db.models import Household
from kiosk.actions.comparing import compare_figures
from kiosk.actions.long_reads import TOLD_EVERY, ReadFailed, ReadFinished, ReadMoved, ReportsThread
from kiosk.actions.trouble import BooksTrouble
from tests.db.damage import flip_bit
from tests.db.shop import fill_shop
from tests.hardware.events import Told, wait_until

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def households(reader, tell):
    return reader.database.execute_sql("SELECT count(*) FROM household").fetchone()[0]


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path)
    yield store
    store.close()


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def reports(store, told):
    reports = ReportsThread(store.folder)
    reports.start(told)
    yield reports
    reports.stop()


def build(store):
    with store.transaction():
        Household.insert(id=store.new_id()).execute()


def test_answers_come_in_order_and_carry_their_numbers(store, reports, told):
    build(store)
    numbers = [reports.ask(households), reports.ask(lambda reader, tell: "second")]
    assert [told.next(), told.next()] == [ReadFinished(numbers[0], 1), ReadFinished(numbers[1], "second")]


def test_what_there_is_to_show_is_handed_over_each_time(reports, told):
    """However soon after the last word; and nowhere in the log."""

    def in_parts(reader, tell):
        tell(1, 2, "half")
        tell(2, 2, "whole")
        return "done"

    number = reports.ask(in_parts)
    parts = [ReadMoved(number, 1, 2, "half"), ReadMoved(number, 2, 2, "whole"), ReadFinished(number, "done")]
    assert [told.next() for _ in parts] == parts
    assert "half" not in repr(parts)


def test_a_read_sees_one_moment_while_the_counter_writes(store, reports, told):
    begun, written = threading.Event(), threading.Event()

    def twice(reader, tell):
        first = households(reader, tell)
        begun.set()
        assert written.wait(10)
        return first, households(reader, tell)

    number = reports.ask(twice)
    assert begun.wait(10)
    build(store)
    written.set()
    assert told.next() == ReadFinished(number, (0, 0))
    number = reports.ask(households)
    assert told.next() == ReadFinished(number, 1)


def test_the_nights_comparison_is_such_a_read(store, reports, told):
    fill_shop(store, customers=20)
    store.database.execute_sql("UPDATE customer_stat SET total = total + 1")
    people = store.database.execute_sql("SELECT count(*) FROM customer_stat").fetchone()[0]
    reports.ask(compare_figures)
    while isinstance(answer := told.next(), ReadMoved):
        pass
    assert [one.table for one in answer.found] == ["customer_stat"] * people


def test_it_can_not_write(reports, told):
    number = reports.ask(lambda reader, tell: reader.database.execute_sql("DELETE FROM household"))
    assert told.next() == ReadFailed(number, BooksTrouble.READ_ONLY)


def test_it_says_how_far_it_is(reports, told):
    def slow(reader, tell):
        begun = time.monotonic()
        wait_until(lambda: time.monotonic() - begun >= TOLD_EVERY)
        tell(3, 7)

    number = reports.ask(slow)
    assert told.next() == ReadMoved(number, 3, 7)
    assert told.next() == ReadFinished(number, None)


def test_what_is_given_up_ends_in_the_middle_of_a_query_and_is_not_answered(reports, told):
    begun = threading.Event()

    def endless(reader, tell):
        begun.set()
        return reader.database.execute_sql(ENDLESS).fetchone()

    running, waiting = reports.ask(endless), reports.ask(households)
    assert begun.wait(10)
    reports.give_up(waiting)
    reports.give_up(running)
    last = reports.ask(households)
    assert told.next() == ReadFinished(last, 0)
    assert told.nothing_more()


def test_a_fault_of_a_read_is_logged_without_words_and_the_next_one_is_read(reports, told, caplog):
    number = reports.ask(lambda reader, tell: {}["山田"])
    assert told.next() == ReadFailed(number, BooksTrouble.OTHER)
    assert [record.getMessage() for record in caplog.records] == ["a long read failed"]
    number = reports.ask(households)
    assert told.next() == ReadFinished(number, 0)


def test_a_damaged_page_is_a_failed_read(tmp_path, told):
    store = Store.open(tmp_path)
    root = store.database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'household'").fetchone()[0]
    store.close()
    flip_bit(tmp_path / FILE, root)
    reports = ReportsThread(tmp_path)
    reports.start(told)
    number = reports.ask(households)
    assert told.next() == ReadFailed(number, BooksTrouble.DAMAGED)
    reports.stop()


def test_it_stops_in_the_middle_of_a_query(store, told):
    begun = threading.Event()

    def endless(reader, tell):
        begun.set()
        return reader.database.execute_sql(ENDLESS).fetchone()

    reports = ReportsThread(Path(store.folder))
    reports.start(told)
    reports.ask(endless)
    assert begun.wait(10)
    reports.stop()
    wait_until(lambda: "reports" not in {thread.name for thread in threading.enumerate()})
    assert told.nothing_more()
