"""The sample shop: its 200 customers come from db.sample, its choices stand here."""

from zoneinfo import ZoneInfo

from db.connection import Store
from db.sample import MONTHS, VISIT_POINTS, fill
from kiosk.actions.books import Books
from kiosk.actions.settings import change_setting
from kiosk.rules.business_day import business_day
from kiosk.rules.card_number import card_number
from kiosk.rules.kana import reading_key
from kiosk.rules.settings import Settings
from kiosk.rules.units import Instant

CHOICES: dict[str, object] = {
    "points.visit": VISIT_POINTS,
    "points.months": MONTHS,
    "slip.on_visit": True,
    "slip.words": ["年末の大そうじに", "換気扇クリーニング承ります"],
}


def found_sample_shop(store: Store, key: bytes, customers: int = 200) -> None:
    """A kiosk.actions.opening.Founding."""
    plain = Settings().shop
    today = business_day(Instant(store.now_ms()), ZoneInfo(plain.zone), plain.cutoff_hour)
    fill(
        store,
        today=today,
        card_digest=lambda uid, kind: card_number(uid, kind, key).digest,
        reading_key=reading_key,
        customers=customers,
    )
    books = Books(store, key)
    for name, value in CHOICES.items():
        change_setting(books, name, value)
