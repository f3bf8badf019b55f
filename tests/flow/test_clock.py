"""時計: a machine without a clock chip wakes with a time of its own making. The day begins when somebody knows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.models import AccessLog, PointEntry, Visit
from kiosk.actions.duty import sign_in
from kiosk.actions.staff import working
from kiosk.clock import ShopClock
from kiosk.flow.views import Level
from kiosk.rules.business_day import date_of
from kiosk.rules.clock_doubt import AHEAD_MS
from tests.flow.counter import OPENING, Counter, HandClock

SATO = "0101000000000001"
HOUR = 3_600_000
DAY = 24 * HOUR


@pytest.fixture
def known(counter):
    """A customer with points, and a machine that is switched off in the evening."""
    counter.set("points.visit", 5)
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.wait(61)
    counter.clock.ms = OPENING + 8 * HOUR
    return counter


def switched_on(counter: Counter, hours: float, *, chip: bool = False) -> None:
    counter.clock.switch_off(hours, chip=chip)
    counter.reopen()


def visits():
    return [str(date_of(row.bday)) for row in Visit.select().order_by(Visit.id)]


def test_nothing_is_written_before_somebody_says_what_day_it_is(known):
    switched_on(known, hours=14)
    known.expect("clock_asked")
    known.expect_text("2025年11月23日（日） 8:00", "時計がまだ合っていません")
    known.tap(SATO)
    known.scan("4901234567894")
    known.expect("clock_asked")
    known.expect_text("先に、今日の日付と時刻を確かめてください")
    assert visits() == ["2025-11-22"]
    known.press("2025年11月23日（日） 8:00")
    known.expect("idle")
    known.tap(SATO)
    known.expect("customer")
    assert visits() == ["2025-11-22", "2025-11-23"]


def test_a_public_holiday_is_named_on_the_first_screen(known):
    known.next_day()
    known.expect_text("2025年11月23日（日・祝） 勤労感謝の日")
    known.next_day(2)
    known.expect_text("2025年11月25日（火）")


def test_the_answer_holds_until_the_machine_is_switched_off(known):
    switched_on(known, hours=14)
    known.press("2025年11月23日（日） 8:00")
    known.reopen()
    known.expect("idle")
    switched_on(known, hours=24)
    known.expect("clock_asked")


def test_a_clock_that_woke_in_the_past_is_set_and_keeps_going(known):
    switched_on(known, hours=-30)
    known.expect_text("時計が最後の記録（2025年11月22日（土） 10:0", "より前を指しています")
    assert known.view.body.level is Level.WARN
    known.press("ちがいます")
    known.expect("clock_set")
    known.expect_text("2025年11月21日（金） 12:00", "より前です")
    known.press("＋1日")
    known.press("＋1日")
    known.press("−1時間")
    known.press("−1時間")
    known.press("＋10分")
    known.expect_text("2025年11月23日（日） 10:10")
    known.press("この日時にする")
    known.expect("idle")
    known.expect_text("時計を合わせました", "10:10")
    known.wait(60)
    known.expect_text("10:11")
    known.tap(SATO)
    assert visits() == ["2025-11-22", "2025-11-23"]
    known.clock.ms += 400 * DAY  # somebody, or something, sets the machine's own clock
    known.wait(120)
    known.expect_text("10:13")


def test_one_may_think_again_while_setting_it(known):
    switched_on(known, hours=14)
    known.press("ちがいます")
    known.press("＋1か月")
    known.expect_text("2025年12月23日（火） 8:00")
    known.press("もどる")
    known.expect("clock_asked")
    known.expect_text("2025年11月23日（日） 8:00")


def test_points_do_not_expire_by_a_clock_that_ran_ahead(known):
    switched_on(known, hours=24 * 500)
    known.expect("clock_asked")
    known.wait(120)
    assert PointEntry.select().count() == 1
    known.press("ちがいます")
    for _ in range(16):
        known.press("−1か月")
    known.press("この日時にする")
    known.tap(SATO)
    assert sum(row.delta for row in PointEntry.select()) == 10


def test_the_network_answers_while_one_is_asked(known):
    switched_on(known, hours=2)
    known.expect("clock_asked")
    known.clock.ms += 12 * HOUR
    known.clock.network = True
    known.wait(61)
    known.expect("idle")
    known.tap(SATO)
    assert visits() == ["2025-11-22", "2025-11-23"]


def test_the_network_puts_right_what_a_person_said_wrongly(known):
    switched_on(known, hours=14)
    known.press("ちがいます")
    known.press("＋7日")
    known.press("この日時にする")
    known.tap(SATO)
    assert visits() == ["2025-11-22", "2025-11-30"]
    known.wait(61)
    known.clock.network = True
    known.wait_for_text("時計がインターネットで正しい時刻に直りました")
    known.tap(SATO)
    assert visits() == ["2025-11-22", "2025-11-30", "2025-11-23"]
    newest = Visit.select().order_by(Visit.id.desc()).get()
    assert newest.at < Visit.select().order_by(Visit.at.desc()).get().at  # its own true time, though ids go on
    assert newest.clock_ok


def test_a_clock_chip_is_believed_unless_it_says_what_can_hardly_be(known):
    switched_on(known, hours=14, chip=True)
    known.expect("idle")
    switched_on(known, hours=AHEAD_MS / HOUR + 24, chip=True)
    known.expect("clock_asked")
    known.expect_text("ずいぶんたっています")
    switched_on(known, hours=-24 * 90, chip=True)
    known.expect_text("より前を指しています")


def test_the_owner_can_set_it_later_where_no_network_does(known):
    known.from_menu("機器")
    known.expect_text("インターネットで合わせています")
    switched_on(known, hours=14)
    known.press("2025年11月23日（日） 8:00")
    sign_in(known.books, working(known.books)[0])
    known.wait(60)
    known.from_menu("機器")
    known.send(next(row.intent for row in known.view.body.rows if row.title == "時計"))
    known.press("＋10分")
    known.press("この日時にする")
    known.expect_text("8:11")
    assert AccessLog.select().where(AccessLog.what == "clock_set").count() == 2


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 100 * HOUR),  # how long it was off
            st.integers(-40 * DAY, 40 * DAY),  # how wrong its own clock then is
            st.booleans(),  # whether there is a network
        ),
        max_size=20,
    )
)
def test_once_it_is_sure_it_shows_the_true_time_whatever_the_machine_says(boots):
    true_ms = OPENING
    for off, wrong, network in boots:
        true_ms += off
        machine = HandClock(ms=true_ms + (0 if network else wrong), network=network)
        clock = ShopClock(machine)
        if not clock.sure:
            clock.confirm(true_ms)
        for jump in (0, wrong, -wrong):
            machine.pass_seconds(600)
            true_ms += 600_000
            if not network:
                machine.ms += jump
            assert clock.wall_ms() == true_ms
