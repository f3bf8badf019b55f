"""The shop's settings, by their dotted keys."""

import json
from typing import Any

import msgspec

from db.models import Setting, Shop
from kiosk.actions.books import Books
from kiosk.rules.settings import Settings
from kiosk.schema import BadKey, checked, good_keys, nearest


def settings_table(books: Books) -> dict[str, Any]:
    """Every key with its value now."""
    tables = msgspec.to_builtins(books.settings)
    return {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}


def change_setting(books: Books, key: str, value: Any) -> None:
    """Raises kiosk.schema.BadKey / BadValue; then nothing is changed."""
    if key not in good_keys(Settings):
        raise BadKey(key, nearest(key, good_keys(Settings)))
    table, _, name = key.partition(".")
    checked(Settings, {table: {name: value}})
    with books.deed() as deed:
        if table == "shop":
            Shop.update({name: value}).where(Shop.id == 1).execute()
        else:
            Setting.insert(key=key, value=json.dumps(value, ensure_ascii=False)).on_conflict_replace().execute()
        books.log_access(deed, f"setting {key}")
    books.forget_settings()
