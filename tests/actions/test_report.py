"""Every figure of the report is the one that another engine counts from the raw rows (tests/recount.py)."""

from random import Random

import pytest

from db.connection import FILE, Store
from db.models import ClassMonth, Contact, Customer, Report
from db.verify import verify
from kiosk.actions import follow_ups
from kiosk.actions.classes import class_table, kept_moves, moves_of, people_of
from kiosk.actions.erasing import erase_person
from kiosk.actions.follow_ups_made import make_follow_ups, propose
from kiosk.actions.issue import (
    Issued,
    IssuedBefore,
    MovesKept,
    NotOver,
    Outdated,
    issue_report,
    keep_moves,
    last_issue,
    moment_of,
)
from kiosk.actions.letters import draft_letter
from kiosk.actions.merging import Merged, merge
from kiosk.actions.months import Months
from kiosk.actions.question_names import names_of
from kiosk.actions.questions import question, questions
from kiosk.actions.recipients import send_at_once
from kiosk.actions.record import read_record
from kiosk.actions.refund import read_sale
from kiosk.actions.report import month_report
from kiosk.actions.settings import change_setting
from kiosk.actions.unmerging import Unmerged, unmerge
from kiosk.rules.business_day import date_of, first_of, month_of
from kiosk.rules.choosing import Choice
from kiosk.rules.classes import STANDINGS
from kiosk.rules.letters import Way
from kiosk.rules.notes import Kind
from kiosk.rules.questions import Ask, Count
from kiosk.rules.reach import ContactKind
from kiosk.rules.report import Favourite
from kiosk.rules.report_json import question_json, report_json
from kiosk.rules.search_words import search_text
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, Month
from tests.actions.test_figures import Till
from tests.recount import Recount, Rules

MONTHS = 20
PEOPLE = 80


class Shop(Till):
    """Twenty months of sales, refunds, voids, follow-ups, letters, merges and one erased person, in no order that
    anybody thought of."""

    def __init__(self, folder):
        super().__init__(folder)
        self.store.database.execute_sql("PRAGMA synchronous = OFF")
        self.people += [self.enrol(n) for n in range(len(self.people), PEOPLE)]
        chance, sold = Random(7), []
        self.opened = self.books.today()
        Customer.update(postcode="1000001", address="千代田区千代田1-1").execute()
        here = self.people[:20]
        for _ in range(MONTHS * 6):
            here = chance.sample(here, len(here) - len(here) // 15) + [chance.choice(self.people) for _ in range(2)]
            for _ in range(10):
                who = None if chance.random() < 0.15 else chance.choice(here)
                prices = [
                    chance.choice((0, 500, 1800, 9000)) + chance.randrange(4) for _ in range(chance.randint(1, 3))
                ]
                sold.append(self.sell(who, *prices, quantity=chance.randint(1, 2)))
                if chance.random() < 0.12:
                    self.take_back(chance.choice(sold[-60:]), chance.choice((None, 1)))
                if chance.random() < 0.04:
                    self.take_back(sold[-1])  # a void
            self.get_in_touch(chance)
            self.pass_days(chance.randint(2, 8))
        assert isinstance(merge(self.books, self.people[1], self.people[2]), Merged)
        self.sold = sold
        erase_person(self.books, self.people[5])

    def get_in_touch(self, chance):
        """The day's follow-ups, some of them done; now and then a letter, and a call that no rule made."""
        with Store.open_reader(self.folder) as reader:
            proposed = propose(reader, lambda done, total: None, self.books.settings, self.books.today())
        make_follow_ups(self.books, proposed)
        for one in follow_ups.follow_ups_today(self.books):
            task = follow_ups.read_task(self.books, one.id)
            if chance.random() < 0.4:
                follow_ups.done(self.books, task, Kind.POST, "")
            elif chance.random() < 0.3:
                follow_ups.let_go(self.books, one.id)
        if chance.random() < 0.1:
            letter = draft_letter(self.books, "葉書", Way.CSV, ContactKind.EXCHANGE, Choice(), None)
            send_at_once(self.books, letter, chance.sample(self.people, 5))
        with self.books.deed() as deed:
            row = {"id": self.books.store.new_id(), "customer": chance.choice(self.people), "channel": "phone"}
            Contact.insert(row, text="", at=deed.at, bday=deed.bday).execute()

    @property
    def months(self):
        """As of now, on a reader of its own."""
        return Months(Store.open_reader(self.folder), self.books.settings, self.books.today())

    def recount(self, **rules):
        return Recount(self.folder / FILE, date_of(self.books.today()), Rules(**rules))


@pytest.fixture(scope="module")
def twenty_months(tmp_path_factory):
    return Shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture
def shop(twenty_months):
    """Each test leaves it with true figures, not as it was."""
    yield twenty_months
    assert twenty_months.agree
    assert verify(twenty_months.folder, words=search_text) == []


def the_same(months, again, *which):
    for month in which:
        assert report_json(month_report(months, Month(month))) == again.report(month), month
        for ask, counted in again.questions.items():
            plain = question_json(question(months, Ask(ask), Month(month)))
            now = {(one["key"], one["number"]): one["answer"] for one in plain["figures"]}
            assert now == counted(month), (month, ask)


def test_every_figure_of_every_month(shop):
    months, again = shop.months, shop.recount()
    this = months.this_month
    the_same(months, again, *range(this - MONTHS - 2, this + 1))


def test_the_shop_has_something_of_everything(shop):
    """So that the test above proves something."""
    months = shop.months
    reports = [month_report(months, Month(months.this_month - back)) for back in range(MONTHS)]
    assert {move.now for report in reports for move in report.movement.moves} >= set(STANDINGS) - {STANDINGS[8]}
    everybody = [report.movement.rates[-1] for report in reports]
    assert all(max(getattr(rates, name).part for rates in everybody) for name in ("up", "lapsed", "kept", "back"))
    assert reports[1].favourites
    (by_rule,) = question(months, Ask.CONTACTS, Month(months.this_month - 1)).figures
    assert 0 < by_rule.answer.part < by_rule.answer.whole
    welcome = question(months, Ask.WELCOME, Month(months.this_month - 8)).figures
    assert all(one.answer.part for one in welcome[1:])
    assert any(one.loyal.part for one in reports[0].cohorts)
    assert not reports[0].over
    assert reports[1].over
    assert {months.backwards(report.month) for report in reports} == {True, False}


def test_what_it_was_last_month_and_last_year_is_that_month_s_own_answer(shop):
    months = shop.months
    month = Month(months.this_month - 1)
    for ask in set(Ask) - {Ask.TASTE}:
        now, before, ago = (question(months, ask, Month(month - back)) for back in (0, 1, 12))
        for earlier, name in ((before, "last_month"), (ago, "last_year")):
            answers = {(one.key, one.number): one.answer for one in earlier.figures}
            assert {(one.key, one.number): getattr(one, name) for one in now.figures} == {
                key: answers.get(key) for key in ((one.key, one.number) for one in now.figures)
            }


def test_the_classes_of_any_day(shop):
    months, again, chance = shop.months, shop.recount(), Random(3)
    days = [months.today, months.today + 5, first_of(months.this_month) - 1, shop.opened - 1, shop.opened]
    days += [chance.randrange(shop.opened, months.today) for _ in range(20)]
    for day in days:
        table = class_table(months, BusinessDay(day))
        counted = again.classes(min(day, months.today))
        assert [(row.standing.key, row.people, row.total) for row in table.rows] == counted, day


def test_by_cycle_the_limits_follow_the_average_sale(shop):
    change_setting(shop.books, "classes.cycle_days", 10)
    months, again = shop.months, shop.recount(cycle_days=10)
    the_same(months, again, *range(months.this_month - MONTHS, months.this_month + 1, 4))
    change_setting(shop.books, "classes.cycle_days", 0)


def test_as_many_names_as_people(shop):
    """Erased ones are counted and never named."""
    months = shop.months
    erased = 0
    for month in range(months.this_month - MONTHS, months.this_month + 1):
        for one in questions(months, Month(month)):
            for figure in one.figures:
                if figure.who is None:
                    continue
                names = names_of(months, Month(month), figure.who)
                erased += names.unnamed
                assert shop.people[5] not in {person.customer for person in names.people}
                number = len(names.people) + names.unnamed
                match figure.answer:
                    case Count(people):
                        assert number == people
                    case Favourite(best=best):
                        assert number == best.part
                    case Share(part, _) if one.ask in (Ask.ACTIVE, Ask.RETURNING):
                        assert number == part
                    case Share(part, _) if one.ask in (Ask.REGULARS, Ask.NEWCOMERS, Ask.BEST):
                        assert names.unnamed or sum(person.figure for person in names.people) == part
    assert erased


def test_the_names_of_a_class(shop):
    months, again = shop.months, shop.recount()
    for back in (0, 1, 45, 300):
        day = BusinessDay(months.today - back)
        standings = again.standings(day)
        for standing in STANDINGS:
            names = people_of(months, standing, day)
            expected = {person for person, key in standings.items() if key == standing.key}
            assert {one.customer for one in names.people} == expected - {shop.people[5]}
            assert names.unnamed == (shop.people[5] in expected)


def test_refunds_change_the_month_of_the_sale(shop):
    months, again = shop.months, shop.recount()
    month = Month(months.this_month - 3)
    before = month_report(months, month)
    chance = Random(5)
    for sale in chance.sample(shop.sold, 60):
        shop.take_back(sale, chance.choice((None, 1)))
    again.take(shop.folder / FILE)
    the_same(shop.months, again, month - 6, month, months.this_month)
    assert month_report(shop.months, month) != before


def test_a_merge_and_its_undo(shop):
    before = shop.months
    month = Month(before.this_month - 2)
    plain = report_json(month_report(before, month))
    done = merge(shop.books, *[person for person in shop.people if shop.stat(person)][10:12])
    assert isinstance(done, Merged)
    the_same(shop.months, shop.recount(), month)
    assert isinstance(unmerge(shop.books, done.merge), Unmerged)
    assert report_json(month_report(shop.months, month)) == plain


def test_a_report_is_kept_as_it_was_issued(shop):
    months = shop.months
    month = Month(months.this_month - 4)
    report = month_report(months, month)
    assert last_issue(months, month) is None
    first = issue_report(shop.books, report)
    assert isinstance(first, Issued)
    assert last_issue(months, month).report == report
    assert isinstance(issue_report(shop.books, report), IssuedBefore)
    shop.take_back(next(sale for sale in shop.sold if whole_of(shop, sale, month)))
    now = month_report(shop.months, month)
    kept = last_issue(shop.months, month)
    assert kept.report == report
    assert "sums" in kept.changed(now)
    assert isinstance(issue_report(shop.books, now), Issued)
    assert last_issue(shop.months, month).report == now
    assert Report.select().where(Report.month == month).count() == 2
    assert "客" not in Report.get(Report.month == month).content


def whole_of(shop, sale, month):
    """A sale of that month of which something is left."""
    shown = read_sale(shop.books, sale)
    return month_of(shown.bday) == month and shown.whole


def test_a_month_that_runs_is_not_issued(shop):
    report = month_report(shop.months, shop.months.this_month)
    assert isinstance(issue_report(shop.books, report), NotOver)
    assert not Report.select().where(Report.month == report.month).exists()


def test_movements_are_kept_until_a_sale_of_that_time_changes(shop):
    months = shop.months
    month = Month(months.this_month - 6)
    moves, counted = moves_of(months, month), moment_of(months)
    assert isinstance(keep_moves(shop.books, month, moves, counted), MovesKept)
    assert set(kept_moves(shop.months, month)) == set(moves)
    assert set(moves_of(shop.months, month)) == set(moves)
    change_setting(shop.books, "classes.loyal_yen", 60_000)
    assert kept_moves(shop.months, month) == ()
    again = moves_of(shop.months, month)
    assert set(again) != set(moves)
    change_setting(shop.books, "classes.loyal_yen", 70_000)
    moment = moment_of(shop.months)
    sale = shop.sell(shop.people[7], 500)
    assert isinstance(keep_moves(shop.books, month, moves, moment), MovesKept), "a sale of today changes no past"
    shop.take_back(sale)
    assert isinstance(keep_moves(shop.books, month, moves, moment), Outdated)
    ClassMonth.delete().execute()


def test_a_shop_that_sold_nothing_has_a_report_too(tmp_path):
    till = Till(tmp_path)
    months = Months(Store.open_reader(tmp_path), till.books.settings, till.books.today())
    again = Recount(tmp_path / FILE, date_of(till.books.today()))
    the_same(months, again, months.this_month, months.this_month - 1)
    assert len(questions(months, months.this_month)) == 10
    till.store.close()


def test_the_record_of_a_reader_is_that_of_the_books(shop):
    assert Months.of_shop(Store.open_reader(shop.folder), shop.ms).settings == shop.books.settings
    assert read_record(shop.books, shop.people[1], shop.books.today())
