from datetime import date

from kiosk.rules.business_day import day_of
from kiosk.rules.prompts import (
    MOST,
    Acquaintance,
    BirthdaySoon,
    FirstVisit,
    HappyBirthday,
    LastNote,
    LastVisit,
    LongTimeNoSee,
    Told,
    Usual,
    greeting,
    topics,
)

TODAY = day_of(date(2026, 11, 22))


def who(visits=5, last=TODAY - 10, birthday=None, note=None, expiring=0, **more):
    return Acquaintance(TODAY, visits, last, birthday, note, expiring, **more)


def test_topics_best_first():
    note = Told("冷蔵庫のご相談", TODAY - 30)
    assert topics(who(birthday=(11, 27), note=note)) == (BirthdaySoon(5), LastNote(note), LastVisit(10))
    assert len(topics(who(birthday=(11, 27), note=note))) <= MOST


def test_a_birthday_eight_days_away_is_no_topic():
    assert topics(who(birthday=(11, 30))) == (LastVisit(10),)


def test_somebody_new_has_no_topics():
    assert topics(who(visits=1, last=None)) == ()


def test_greetings():
    assert greeting(who(visits=1, last=None)) == FirstVisit()
    assert greeting(who(birthday=(11, 22))) == HappyBirthday()
    assert greeting(who(last=TODAY - 60)) == LongTimeNoSee(60)
    assert greeting(who(last=TODAY - 59)) == Usual()
