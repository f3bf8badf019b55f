"""What the sample shop's roster knows beyond names: facts, wishes, consent, and one person twice."""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from db.sample.people import Person

Put = Callable[..., int]
"""`put(table, *values)` keeps a row for writing, and returns its id."""

HEADINGS: Final = ("趣味", "休みの曜日", "お住まい", "ペット", "苦手な食べ物")

_HOBBIES: Final = (
    "家庭菜園",
    "囲碁",
    "釣り",
    "カラオケ",
    "俳句",
    "旅行",
    "野球観戦",
    "手芸",
    "写真",
    "グラウンドゴルフ",
)
_DAYS: Final = ("月曜", "火曜", "木曜", "土曜", "日曜")
_HOMES: Final = ("一戸建て", "マンション3階", "借家", "二世帯住宅")
_PETS: Final = ("犬", "猫", "金魚", "インコ")
_DISLIKES: Final = ("にんじん", "納豆", "しいたけ", "貝", "パクチー")

# number of the customer → (heading, text, whether it is the household's)
_NOTABLE: Final[dict[int, tuple[tuple[str, str, bool], ...]]] = {
    1: (
        ("趣味", "家庭菜園", False),
        ("休みの曜日", "水曜", False),
        ("休みの曜日", "土曜", False),
        ("お住まい", "一戸建て、車庫あり", True),
        ("苦手な食べ物", "お孫さんはにんじん", True),
    ),
    3: (("趣味", "俳句", False), ("ペット", "猫のタマ", True)),
    7: (("趣味", "和太鼓", False), ("休みの曜日", "日曜", False)),
    9: (("趣味", "野球観戦", False),),
}

# number → channel, yes or no, not more often than every so many days
_WISHES: Final[dict[int, tuple[tuple[str, bool, int | None], ...]]] = {
    1: (("phone", True, 90), ("post", True, None), ("visit", False, None)),
    2: (("phone", False, None), ("post", True, 180)),
    3: (("mail", True, 30),),
    7: (("visit", True, 365),),
}

_WORDING: Final = (
    "「まるみ電器からのお知らせや催しのご案内を、電子メールで受け取ることに同意します。"
    "いつでも受け取りをやめられます。」"
)
_TWICE: Final = (4, ("山田", "やまだ"), ("さち子", "さちこ"))  # written again with another card, under another spelling
_AFTER_NOTABLE: Final = 9

COLUMNS: Final = {  # in the order in which tables may be written, after the customers
    "heading": "id, text, sort, active",
    "fact": "id, heading_id, text, customer_id, household_id, at, bday, by_id",
    "wish": "id, customer_id, channel, allowed, every_days, at, bday, by_id",
    "consent": "id, customer_id, channel, how, wording, at, bday, by_id",
}


def one_person_twice(people: list[Person]) -> None:
    """Somebody got a second card as a new customer: a pair of records to be made one."""
    number, surname, given = _TWICE
    for person in people[_AFTER_NOTABLE:]:
        if person.household is None and len(person.days) >= 4 and person.card is None:
            person.surname, person.given, person.phone = surname, given, people[number - 1].phone
            return


def know(connection: Any, put: Put, random: Random, today: int, at: int, staff: list[int]) -> None:
    """Facts and wishes of those worth showing, and facts of a third of the others. `at` is when all was learned."""
    headings = {text: put("heading", text, sort, 1) for sort, text in enumerate(HEADINGS)}
    people = connection.execute("SELECT number, id, household_id FROM customer ORDER BY number").fetchall()
    ids = {number: customer for number, customer, _ in people}
    for number, customer, household in people:
        for heading, text, shared in _NOTABLE.get(number, ()) or _some_facts(random):
            home = household if shared else None
            owner = None if home is not None else customer
            put("fact", headings[heading], text, owner, home, at, today - 1, random.choice(staff))
        for channel, allowed, every in _WISHES.get(number, ()):
            put("wish", customer, channel, allowed, every, at, today - 1, random.choice(staff))
    put("consent", ids[3], "mail", "paper", _WORDING, at, today - 1, staff[1])
    # the postcode and the top-level domain are such as nobody has
    connection.execute(
        "UPDATE customer SET postcode = '0001234', address = '本町2丁目3番4号', email = 'kazuko@mail.example'"
        " WHERE number = 1"
    )
    connection.execute("UPDATE customer SET email = 'michiko@mail.example' WHERE number = 3")


def _some_facts(random: Random) -> list[tuple[str, str, bool]]:
    if random.random() > 0.35:
        return []
    facts = [
        ("趣味", random.choice(_HOBBIES), False),
        ("休みの曜日", random.choice(_DAYS), False),
        ("お住まい", random.choice(_HOMES), True),
        ("ペット", random.choice(_PETS), True),
        ("苦手な食べ物", random.choice(_DISLIKES), False),
    ]
    return random.sample(facts, random.choice((1, 1, 2)))
