"""A sample shop to try the kiosk with: まるみ電器, a town electrician with two years of customers. All invented."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from db.connection import Store
from db.sample.life import MONTHS, STAFF, VISIT_POINTS, Life, card_uid, staff_card_uid
from db.sample.notable import newest, notable
from db.sample.people import anybody
from db.sample.roster import one_person_twice
from db.words import WordsOf

__all__ = ["MONTHS", "SAMPLE_CARDS", "SAMPLE_STAFF", "VISIT_POINTS", "SampleCard", "SampleStaff", "card_uid", "fill"]


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A card that a demonstration can tap; `who` says what there is to see."""

    uid: str
    kind: str
    who: str


SAMPLE_CARDS: Final = (
    SampleCard(card_uid(1), "felica", "佐藤 和子: a regular, tags on her household"),
    SampleCard(card_uid(2), "felica", "中村 正夫: long absent"),
    SampleCard(card_uid(3), "felica", "小林 美智子: birthday in 5 days"),
    SampleCard(card_uid(4), "felica", "山田 幸子: a tag is due for review"),
    SampleCard(card_uid(5), "felica", "木村 健一: this card was lost"),
    SampleCard(card_uid(6), "felica", "松本 春江: a sensitive tag, and the action instead of it"),
    SampleCard(card_uid(7), "felica", "𠮷田 茂: a rare kanji"),
    SampleCard(card_uid(8), "felica", "岩﨑 文子: another rare kanji"),
    SampleCard(card_uid(0), "felica", "the newest customer, no name yet"),
)


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """Who works in the sample shop; the card is a FeliCa card's number."""

    name: str
    role: str
    card: str


SAMPLE_STAFF: Final = tuple(SampleStaff(name, role, staff_card_uid(n)) for n, (name, role) in enumerate(STAFF, 1))

INTRODUCED: Final = 0.08  # of the customers, by one who came before


def fill(
    store: Store,
    *,
    today: int,
    card_digest: Callable[[str, str], bytes],
    reading_key: Callable[[str], str],
    words: WordsOf,
    seed: int = 1,
    customers: int = 200,
    purchases: float = 0.5,
) -> None:
    """Fill an empty store as the shop would be at the opening of business day `today`. The same for a seed.

    `card_digest(uid, kind)`, `reading_key(reading)` and `words` (db.words) are the shop's own; `customers` may be
    100,000 for measuring: then `purchases`, the share of visits with which something is bought, may be less, as they
    take most of the time.
    """
    random = Random(seed)
    people = notable(random, today)
    if customers <= len(people):
        raise ValueError(f"the sample shop has more than {len(people)} customers")
    people += anybody(random, today, customers - len(people) - 1)
    for place, person in enumerate(people):
        if place and random.random() < INTRODUCED:
            person.introduced_by = random.randrange(place)
    people.append(newest(today))
    one_person_twice(people)
    Life(store, random, today, card_digest, reading_key, words, purchases).live(people)
