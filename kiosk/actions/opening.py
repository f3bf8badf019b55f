"""Opening the books: a new shop is founded, an old one is found as it was."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

from db.connection import Store
from db.errors import StoreError
from db.models import Shop, Staff, Tag, Template
from kiosk.actions.backup_keys import keep_journal
from kiosk.actions.books import Books
from kiosk.actions.figures import ensure_figures
from kiosk.actions.words import ensure_words
from kiosk.card_key import CardKeyMissing, load_card_key
from kiosk.rules.card_number import key_fingerprint
from kiosk.rules.settings import Settings
from kiosk.schema import BadKey, BadValue

Founding = Callable[[Store, bytes], None]
"""Fills an empty store with a shop; gets the key that hashes its cards."""

CANT_OPEN = (StoreError, CardKeyMissing, BadKey, BadValue)
"""Why books can't be opened: errors whose message a person understands, and that name nobody."""


class PresetText(TypedDict, total=False):
    text: str
    sensitive: bool
    review_months: int


def open_books(store: Store, folder: Path, found: Founding) -> Books:
    """The shop in this data folder; `found` is called when there is none yet.

    Raises kiosk.card_key.CardKeyMissing.
    """
    shop = Shop.get_or_none(Shop.id == 1)
    fingerprint = bytes(shop.card_key) if shop is not None and shop.card_key else None
    key = load_card_key(folder, fingerprint)
    if shop is None:
        found(store, key)
    if fingerprint is None:
        with store.transaction():
            Shop.update(card_key=key_fingerprint(key)).where(Shop.id == 1).execute()
    books = Books(store, key)
    ensure_words(books)
    ensure_figures(books)
    keep_journal(books)
    return books


class TemplateText(TypedDict):
    text: str


def new_shop(owner: str, presets: Sequence[PresetText], templates: Sequence[TemplateText] = ()) -> Founding:
    """A shop with one owner (`owner` is the word for one), who has no PIN yet; a palette of tags and sentences for
    notes to begin with.
    """

    def found(store: Store, key: bytes) -> None:
        plain = Settings().shop
        with store.transaction():
            Shop.insert(id=1, name=plain.name, zone=plain.zone, cutoff_hour=plain.cutoff_hour).execute()
            Staff.insert(id=store.new_id(), name=owner, role="owner").execute()
            for sort, preset in enumerate(presets):
                Tag.insert(
                    id=store.new_id(),
                    text=preset["text"],
                    sort=sort,
                    sensitive=preset.get("sensitive", False),
                    review_months=preset.get("review_months"),
                ).execute()
            for sort, template in enumerate(templates):
                Template.insert(id=store.new_id(), text=template["text"], sort=sort).execute()

    return found
