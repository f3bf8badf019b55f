"""The sample shop: its 200 customers come from db.sample, its choices stand here, and so does how it is founded."""

import json
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from db.connection import Store
from db.models import Setting
from db.restore import made_beside
from db.sample import MONTHS, SAMPLE_STAFF, VISIT_POINTS, fill
from kiosk.actions.books import SAMPLE, Books
from kiosk.actions.duty import sign_in
from kiosk.actions.leftovers import SAMPLE_BESIDE
from kiosk.actions.opening import open_books
from kiosk.actions.settings import change_setting
from kiosk.actions.staff import choose_pin, give_card, working
from kiosk.actions.words import mark_words
from kiosk.card_key import NAME as CARD_KEY
from kiosk.rules.business_day import business_day
from kiosk.rules.card_number import card_number
from kiosk.rules.kana import reading_key
from kiosk.rules.rights import StaffRole
from kiosk.rules.search_words import search_text
from kiosk.rules.settings import Settings
from kiosk.rules.units import Instant
from kiosk.value import Value

SAMPLE_PINS = ("7391", "4826", "6159")
"""Of the staff in their order. They stand in the README: no real shop has them, for a new shop has no PIN at all."""

CHOICES: dict[str, object] = {
    "points.visit": VISIT_POINTS,
    "points.months": MONTHS,
    "slip.on_visit": True,
    "sale.address": "本町2丁目8番1号",
    "slip.words": ["年末の大そうじに", "換気扇クリーニング承ります"],
}


class SampleOwner(Value):
    """Who may do everything in the sample shop, with the PIN that lets them in until somebody chooses another one."""

    name: str
    pin: str


def sample_owner() -> SampleOwner:
    return SampleOwner(SAMPLE_STAFF[0].name, SAMPLE_PINS[0])


def make_sample_shop(folder: Path, board: str, now_ms: Callable[[], int]) -> None:
    """Found it in `folder`, which has no shop: beside, and moved in when it is whole, so that a power cut leaves all of
    it or none. Its owner stands at the counter. Takes a second on a PC, db.models are bound meanwhile.

    Raises StoreErrors; the folder has no shop then.
    """
    with made_beside(folder, SAMPLE_BESIDE, (CARD_KEY,)) as beside:
        store = Store.open(beside, board=board, now_ms=now_ms)
        try:
            books = open_books(store, beside, found_sample_shop)
            sign_in(books, next(member for member in working(books) if member.role is StaffRole.OWNER))
        finally:
            store.close()


def found_sample_shop(store: Store, key: bytes, customers: int = 200, purchases: float = 0.5) -> None:
    """A kiosk.actions.opening.Founding; `purchases` is the share of visits with one. From then on its own database says
    that it is a sample."""
    plain = Settings().shop
    today = business_day(Instant(store.now_ms()), ZoneInfo(plain.zone), plain.cutoff_hour)
    fill(
        store,
        today=today,
        card_digest=lambda uid, kind: card_number(uid, kind, key).digest,
        reading_key=reading_key,
        words=search_text,
        customers=customers,
        purchases=purchases,
    )
    with store.transaction():
        mark_words()
        Setting.insert(key=SAMPLE, value=json.dumps(store.now_ms())).execute()
    books = Books(store, key)
    _let_in(books)
    for name, value in CHOICES.items():
        change_setting(books, name, value)


def _let_in(books: Books) -> None:
    """Everybody has a PIN and a card, and the second of them stands at the counter."""
    people = [member for sample in SAMPLE_STAFF for member in working(books) if member.name == sample.name]
    for member, sample, pin in zip(people, SAMPLE_STAFF, SAMPLE_PINS, strict=True):
        choose_pin(books, member.id, pin)
        give_card(books, member, sample.card, "felica")
    sign_in(books, people[1])
