from datetime import date

from kiosk.rules.business_day import day_of
from kiosk.rules.prompts import (
    MOST,
    Acquaintance,
    BirthdaySoon,
    Bought,
    FirstVisit,
    HappyBirthday,
    IntroducedBy,
    Introducer,
    LastNote,
    LastPurchase,
    LastVisit,
    Life,
    LifeEnding,
    LongAbsence,
    LongTimeNoSee,
    PointsExpiring,
    TagDue,
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


ALL = {
    "birthday": (11, 27),
    "expiring": 100,
    "note": Told("冷蔵庫のご相談", TODAY - 30),
    "life": Life("冷蔵庫", TODAY - 9 * 365, 9 * 365),
    "due": "水曜お休み",
    "bought": Bought("電気毛布", TODAY - 9),
    "introducer": Introducer("佐藤 和子", 1),
}
IN_ORDER = (
    BirthdaySoon(5),
    PointsExpiring(100),
    LastNote(ALL["note"]),
    LifeEnding(ALL["life"], 9 * 365),
    TagDue("水曜お休み"),
    LastPurchase(ALL["bought"], 9),
    IntroducedBy(ALL["introducer"]),
)


def test_each_topic_comes_when_those_before_it_do_not_hold():
    for place, topic in enumerate((*IN_ORDER, LastVisit(10))):
        later = dict(list(ALL.items())[place:])
        assert topics(who(**later))[0] == topic
    assert topics(who(**ALL)) == IN_ORDER[:MOST]


def test_points_are_worth_a_word_from_a_hundred():
    assert topics(who(expiring=99)) == (LastVisit(10),)


def test_a_products_life_is_a_topic_around_its_end():
    def life(days_to_end):
        return Life("冷蔵庫", TODAY - 3285 + days_to_end, 3285)

    for days, holds in ((61, False), (60, True), (0, True), (-90, True), (-91, False)):
        assert any(isinstance(topic, LifeEnding) for topic in topics(who(life=life(days)))) is holds


def test_a_purchase_of_last_season_is_no_topic():
    assert topics(who(bought=Bought("扇風機", TODAY - 91))) == (LastVisit(10),)


def test_long_absence_takes_the_place_of_the_last_visit():
    assert topics(who(last=TODAY - 60)) == (LongAbsence(60),)
    assert topics(who(last=TODAY - 59)) == (LastVisit(59),)


def test_greetings():
    assert greeting(who(visits=1, last=None)) == FirstVisit()
    assert greeting(who(birthday=(11, 22))) == HappyBirthday()
    assert greeting(who(last=TODAY - 60)) == LongTimeNoSee(60)
    assert greeting(who(last=TODAY - 59)) == Usual()
