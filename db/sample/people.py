"""Who the sample shop's customers are, and the rhythm in which they come. All of them are invented."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from db.sample.names import COMMON, GIVEN, SURNAMES
from db.sample.talk import ABOUT_ITEM, ITEMS, PRESETS, SENSITIVE, SENTENCES, Preset

FIRST_DAYS: Final = 730  # the shop has the kiosk for two years
_WEDNESDAY: Final = 6  # day 0 of business days, 1970-01-01, was a Thursday


@dataclass(frozen=True, slots=True)
class Wear:
    """A tag put on: `hour` fills {hour}; `due_days` is how far its review lies ahead of today (negative: due)."""

    text: str
    hour: int = 0
    household: bool = False
    due_days: int | None = None
    off: bool = False  # taken off at the last visit


@dataclass(slots=True)
class Person:
    """A customer before there is a database. `days` are business days of visits, oldest first."""

    surname: tuple[str, str] = ("", "")
    given: tuple[str, str] = ("", "")
    days: list[int] = field(default_factory=list)
    household: int | None = None
    phone: str = ""
    birthday: tuple[int, int] | None = None
    tags: list[Wear] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)  # by the visit's day
    sensitive_note: str = ""  # of the last visit
    buys: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # by the visit's day: which goods, how many
    returns: set[int] = field(default_factory=set)  # days whose first item comes back at the next visit
    introduced_by: int | None = None  # place among all people; somebody who came later introduced nobody
    card: int | None = None  # its place in the scheme of card numbers; None: the customer's own number
    card_state: str = "active"
    new_card: bool = False  # carries a second card in place of the first

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.surname[0], self.given[0]) if part)

    @property
    def reading(self) -> str:
        return " ".join(part for part in (self.surname[1], self.given[1]) if part)


def open_day(day: int) -> int:
    """This day, or the one before when the shop is closed (水曜定休)."""
    return day - 1 if day % 7 == _WEDNESDAY else day


def came(random: Random, first: int, last: int, gap: float) -> list[int]:
    """Open days from `first` to `last`, `gap` days apart on average; both ends are visits."""
    days, day = [], float(first)
    while day < last - gap / 2:
        days.append(open_day(int(day)))
        day += max(2.0, random.gauss(gap, gap * 0.35))
    return sorted({*days, open_day(last)})


def someone(random: Random, today: int, surname: tuple[str, str]) -> Person:
    """Somebody with a believable rhythm: regular, monthly, by season, gone, or seen once."""
    kind = random.choices(("regular", "monthly", "season", "gone", "once"), (16, 27, 27, 16, 14))[0]
    # a third of the customers got their card in the first six weeks
    start = today - FIRST_DAYS + (random.randrange(45) if random.random() < 0.35 else random.randrange(FIRST_DAYS - 70))
    match kind:
        case "regular":
            days = came(random, start, today - random.randint(1, 16), random.uniform(9, 20))
        case "monthly":
            days = came(random, start, today - random.randint(1, 45), random.uniform(25, 45))
        case "season":
            days = came(random, start, today - random.randint(5, 110), random.uniform(70, 130))
        case "gone":
            days = came(random, start, max(start, today - random.randint(240, 600)), random.uniform(20, 60))
        case _:
            days = [open_day(random.randint(start, today - 2))]
    person = Person(surname, random.choice(GIVEN), days)
    if random.random() < 0.72:
        person.phone = invented_phone(random)
    if random.random() < 0.55:
        person.birthday = (random.randint(1, 12), random.randint(1, 28))
    if random.random() < 0.45:
        likely = [preset for preset in PRESETS if not preset.sensitive or random.random() < 0.2]
        person.tags = [worn(random, preset) for preset in random.sample(likely, random.choice((1, 1, 2, 3)))]
    person.notes = {day: said(random) for day in days if random.random() < 0.15}
    if random.random() < 0.01:
        person.sensitive_note = random.choice(SENSITIVE)
    if random.random() < 0.02:
        person.card_state, person.new_card = random.choice(("lost", "replaced")), True
    return person


def worn(random: Random, preset: Preset) -> Wear:
    """A preset put on; one in thirty of those to be reviewed is due."""
    due = None
    if preset.review_months is not None:
        due = -random.randint(0, 20) if random.random() < 0.03 else random.randint(5, 30 * preset.review_months)
    return Wear(preset.text, random.randint(10, 19), preset.household, due, off=random.random() < 0.12)


def said(random: Random) -> str:
    if random.random() < 0.4:
        return random.choice(ABOUT_ITEM).format(item=random.choice(ITEMS))
    return random.choice(SENTENCES)


def anybody(random: Random, today: int, count: int) -> list[Person]:
    """`count` people, a third of them in households of two to four with one surname; a few gave no name or reading."""
    people: list[Person] = []
    household = 0
    while len(people) < count:
        surname = random.choice(SURNAMES[:COMMON] if random.random() < 0.4 else SURNAMES)
        size = min(random.choice((2, 2, 3, 4)) if random.random() < 0.16 else 1, count - len(people))
        members = [someone(random, today, surname) for _ in range(size)]
        if size > 1:
            household += 1
            for member in members:
                member.household = household
        elif (lot := random.random()) < 0.05:
            members[0].surname = members[0].given = ("", "")
        elif lot < 0.10:
            members[0].surname, members[0].given = (surname[0], ""), ("", "")
        people += members
    people.sort(key=lambda person: person.days[0])
    return people


def invented_phone(random: Random) -> str:
    """A number that no subscriber has: exchanges never begin with 0."""
    start = random.choice(("0900", "0800", "0700", "04200", "04200"))
    return start + "".join(random.choices("0123456789", k=(11 if start[1] in "987" else 10) - len(start)))
