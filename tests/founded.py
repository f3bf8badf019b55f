"""A new shop's data folder, as the first screen makes it."""

from pathlib import Path

from db.connection import Store
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.settings import change_setting
from kiosk.config import Language
from kiosk.flow.texts import Texts


def found_shop(folder: Path, **settings: object) -> None:
    """`settings`: with two strokes for the point, as points__visit."""
    store, texts = Store.open(folder), Texts(Language.JA)
    try:
        found = new_shop(texts("staff.first_owner"), texts.listed("presets"), texts.listed("templates"))
        books = open_books(store, folder, found)
        for key, value in {"shop__name": "まるみ文具店", **settings}.items():
            change_setting(books, key.replace("__", "."), value)
    finally:
        store.close()
