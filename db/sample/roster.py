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
_TOWNS: Final = ("本町", "桜台", "緑が丘", "川端町", "元寺町", "南栄町")
_HOUSES: Final = ("コーポさくら", "メゾン緑", "川端ハイツ", "第二富士見荘")
_ADDRESSES: Final = 15  # their own chance, so that the rest of the shop stays what it was
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
    _can_be_written_to(connection, put, people, at, today, staff[1])


def _can_be_written_to(
    connection: Any, put: Put, people: list[tuple[int, int, int | None]], at: int, today: int, by: int
) -> None:
    """Two in three have told their address, a household one; one in eight agreed to e-mail."""
    chance = Random(_ADDRESSES)
    homes: dict[int, tuple[str, str]] = {}
    named = {customer for (customer,) in connection.execute("SELECT id FROM customer WHERE name != ''")}
    for number, customer, household in people:
        home = _home(chance) if household is None else homes.setdefault(household, _home(chance))
        told, agrees = chance.random() < 2 / 3, chance.random() < 1 / 8
        if customer not in named:
            continue
        if told or number == 1:
            connection.execute("UPDATE customer SET postcode = ?, address = ? WHERE id = ?", (*home, customer))
        if agrees or number in (1, 3):
            email = f"customer{number}@mail.example"  # a top-level domain that nobody has
            connection.execute("UPDATE customer SET email = ? WHERE id = ?", (email, customer))
        if agrees and number > _AFTER_NOTABLE:
            put("consent", customer, "mail", "spoken", _WORDING, at, today - 1, by)


def _home(chance: Random) -> tuple[str, str]:
    """A postcode that nobody has, and streets of a town that is nowhere."""
    town, chome = chance.randrange(len(_TOWNS)), chance.randint(1, 5)
    flat = f" {chance.choice(_HOUSES)}{chance.randint(1, 5)}0{chance.randint(1, 8)}" if chance.random() < 1 / 4 else ""
    return f"00012{town:02}", f"{_TOWNS[town]}{chome}丁目{chance.randint(1, 30)}番{chance.randint(1, 20)}号{flat}"


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
