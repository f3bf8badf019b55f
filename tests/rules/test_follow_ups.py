from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.business_day import day_of
from kiosk.rules.classes import Purchases, limits_of
from kiosk.rules.follow_up_counts import Came, FollowUpCount, Outcome, counted
from kiosk.rules.follow_up_reason import FollowUpRule
from kiosk.rules.follow_ups import (
    LATE_DAYS,
    Shopper,
    came_within,
    in_order,
    is_past,
    may_be_in_danger,
    of_absent,
    of_birthday,
    of_life,
    of_loyal,
    of_newcomer,
    of_purchase,
    of_tag,
    usual_days,
)
from kiosk.rules.prompts import Life
from kiosk.rules.settings import ClassSettings, FollowUpSettings
from kiosk.value import replace

TODAY = day_of(date(2026, 11, 22))
RULES = FollowUpSettings()
LIMITS = limits_of(ClassSettings())

shoppers = st.builds(
    lambda days, tenure, gap, total: Shopper(
        1, Purchases(days, TODAY - gap - tenure * (days > 1), TODAY - gap, total), TODAY - gap
    ),
    st.integers(1, 40),
    st.integers(1, 800),
    st.integers(0, 400),
    st.integers(0, 300_000),
)


def shopper(days, first, last, total=10_000, seen=None):
    """`first`, `last`, `seen`: so many days ago."""
    return Shopper(1, Purchases(days, TODAY - first, TODAY - last, total), TODAY - (last if seen is None else seen))


def names(occasions):
    return [one.rule for one in occasions]


def test_a_new_customer_is_thanked_invited_and_greeted_after_a_quarter():
    def of(age, days=1):
        return names(of_newcomer(shopper(days, age, age if days == 1 else 0), RULES, TODAY))

    assert of(0) == []
    assert of(1) == of(7) == [FollowUpRule.THANKS]
    assert of(8) == []
    assert of(15) == of(30) == [FollowUpRule.SECOND]
    assert of(20, days=2) == []
    assert of(31) == of(75) == []
    assert of(76) == of(90) == of(90, days=9) == [FollowUpRule.QUARTER]
    assert of(91) == []


def test_whoever_looked_in_without_buying_is_not_invited_a_second_time():
    assert names(of_newcomer(shopper(1, 20, 20, seen=3), RULES, TODAY)) == []


def test_who_stays_away_is_missed_at_each_of_the_days_and_not_in_between():
    def of(gap):
        return [one.figure for one in of_absent(shopper(5, 500, gap), RULES, LIMITS, TODAY)]

    assert of(59) == []
    assert of(60) == of(73) == [60]
    assert of(74) == []
    assert of(90) == [90]
    assert of(133) == [120]
    assert of(134) == of(900) == []


def test_a_toddler_is_missed_sooner():
    toddler = shopper(2, 60, 30)
    assert names(of_absent(toddler, RULES, LIMITS, TODAY)) == [FollowUpRule.TODDLER]
    assert names(of_absent(shopper(1, 60, 30), RULES, LIMITS, TODAY)) == []
    assert names(of_absent(toddler, replaced(toddler=False), LIMITS, TODAY)) == []


def test_a_loyal_customer_is_measured_by_their_own_rhythm():
    def of(gap, usual):
        who = shopper(20, 500, gap, total=100_000)
        return may_be_in_danger(who, RULES, LIMITS, TODAY) and names(of_loyal(who, usual, RULES, TODAY))

    assert of(20, usual=10) == []
    assert of(21, usual=10) == [FollowUpRule.LOYAL]
    assert of(21, usual=30) == []
    assert of(61, usual=30) == [FollowUpRule.LOYAL]
    assert of(14, usual=1) == []  # comes daily: a fortnight may be a journey
    assert of(15, usual=1) == [FollowUpRule.LOYAL]
    assert of(20, usual=None) == []
    assert of(13, usual=1) is of(240, usual=130) is False  # too short for anybody; lapsed long since
    assert not may_be_in_danger(shopper(20, 500, 40, total=1_000), RULES, LIMITS, TODAY)


def test_what_is_usual_is_the_median_of_the_days_between():
    assert usual_days([]) is usual_days([5]) is usual_days([5, 12]) is None
    assert usual_days([0, 7, 14]) == 7
    assert usual_days([14, 0, 7, 7, 107]) == 7
    assert usual_days([0, 2, 5]) == 3


def test_birthdays_of_those_who_came_within_a_year():
    birthday = of_birthday(1, (11, 27), TODAY - 30, RULES, TODAY)
    assert [(one.since, one.due) for one in birthday] == [(TODAY + 5, TODAY + 5)]
    assert names(of_birthday(1, (11, 30), TODAY - 30, RULES, TODAY)) == []
    assert names(of_birthday(1, (11, 27), TODAY - 366, RULES, TODAY)) == []
    assert [one.key for one in of_birthday(1, (1, 2), TODAY, RULES, day_of(date(2026, 12, 30)))] == ["birthday:1:2027"]


def test_a_product_a_tag_and_a_purchase_are_asked_after():
    life = Life("洗濯機", TODAY - 2990, 3000)
    assert [(one.due, one.subject) for one in of_life(1, 9, life, RULES, TODAY)] == [(TODAY + 10, "洗濯機")]
    assert names(of_life(1, 9, replace(life, sold=TODAY - 3001), RULES, TODAY)) == []
    assert names(of_tag(1, 9, "配達は15時以降", TODAY, RULES, TODAY)) == [FollowUpRule.TAG]
    assert names(of_tag(1, 9, "配達は15時以降", TODAY + 1, RULES, TODAY)) == []
    assert names(of_purchase(1, 9, "補聴器", TODAY - 13, RULES, TODAY)) == []
    assert names(of_purchase(1, 9, "補聴器", TODAY - 14, RULES, TODAY)) == [FollowUpRule.AFTER]


@given(shoppers, st.integers(0, 60))
def test_an_occasion_has_one_key_for_as_long_as_it_lasts(who, later):
    """A day later the same is the same, and what is new is something else."""

    def keys(today):
        found = [*of_newcomer(who, RULES, today), *of_absent(who, RULES, LIMITS, today)]
        assert len({one.key for one in found}) == len(found)
        return {(one.rule, one.figure): one.key for one in found}

    before, after = keys(TODAY), keys(TODAY + later)
    assert all(before[rule] == key for rule, key in after.items() if rule in before)


@given(shoppers)
def test_what_is_made_is_due_soon_and_not_past(who):
    for one in (*of_newcomer(who, RULES, TODAY), *of_absent(who, RULES, LIMITS, TODAY)):
        assert TODAY <= one.due <= TODAY + 30
        assert not is_past(one.rule, one.due, None, TODAY, who.seen, TODAY)


def test_what_can_not_wait_comes_first():
    found = [
        *of_tag(1, 9, "", TODAY, RULES, TODAY),
        *of_absent(shopper(5, 500, 60), RULES, LIMITS, TODAY),
        *of_absent(shopper(5, 500, 65), RULES, LIMITS, TODAY),
        *of_birthday(1, (11, 27), TODAY, RULES, TODAY),
    ]
    ordered = in_order(found)
    assert names(ordered) == ["birthday", "unseen", "unseen", "tag"]
    assert ordered[1].due < ordered[2].due


def test_what_is_past():
    def past(rule, due=0, wait=None, made=-10, seen=-40):
        return is_past(rule, TODAY + due, None if wait is None else TODAY + wait, TODAY + made, TODAY + seen, TODAY)

    assert not past(FollowUpRule.UNSEEN)
    assert past(FollowUpRule.UNSEEN, seen=-3)  # came by themselves
    assert not past(FollowUpRule.UNSEEN, seen=0)  # is here just now
    assert not past(FollowUpRule.THANKS, seen=-3)
    assert not past(FollowUpRule.THANKS, due=-LATE_DAYS)
    assert past(FollowUpRule.THANKS, due=-LATE_DAYS - 1)
    assert not past(FollowUpRule.THANKS, due=-LATE_DAYS - 1, wait=-1)
    assert past(FollowUpRule.BIRTHDAY, due=-1)


def test_a_visit_follows_within_so_many_days():
    assert came_within(TODAY, [TODAY + 30], 30)
    assert not came_within(TODAY, [TODAY + 31], 30)
    assert not came_within(TODAY, [TODAY - 1, TODAY], 30)  # the talk itself is no fruit of it
    rule = FollowUpRule.THANKS
    every = (
        Outcome(rule, TODAY, False, (TODAY + 3,)),
        Outcome(rule, TODAY, False, (TODAY + 45,)),
        Outcome(rule, None, True),
        Outcome(rule, None, False),
    )
    assert counted(every, (30, 60)) == FollowUpCount(4, 2, 1, (Came(30, 1), Came(60, 2)))


def replaced(**changes):
    return FollowUpSettings(**changes)
