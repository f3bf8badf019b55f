"""The sample shop: its 200 customers come from db.sample, its choices stand here."""

from zoneinfo import ZoneInfo

from db.connection import Store
from db.sample import MONTHS, SAMPLE_STAFF, VISIT_POINTS, fill
from kiosk.actions.books import Books
from kiosk.actions.duty import sign_in
from kiosk.actions.settings import change_setting
from kiosk.actions.staff import choose_pin, give_card, working
from kiosk.actions.words import mark_words
from kiosk.rules.business_day import business_day
from kiosk.rules.card_number import card_number
from kiosk.rules.kana import reading_key
from kiosk.rules.search_words import search_text
from kiosk.rules.settings import Settings
from kiosk.rules.units import Instant

SAMPLE_PINS = ("7391", "4826", "6159")
"""Of the staff in their order. They stand in the README: no real shop has them, for a new shop has no PIN at all."""

CHOICES: dict[str, object] = {
    "points.visit": VISIT_POINTS,
    "points.months": MONTHS,
    "slip.on_visit": True,
    "sale.address": "本町2丁目8番1号",
    "slip.words": ["年末の大そうじに", "換気扇クリーニング承ります"],
}


def found_sample_shop(store: Store, key: bytes, customers: int = 200, purchases: float = 0.5) -> None:
    """A kiosk.actions.opening.Founding; `purchases` is the share of visits with one."""
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
