"""The shop's settings, by their dotted keys."""

import json
from typing import Any
from zoneinfo import available_timezones

import msgspec

from db.models import ClassMonth, Setting, Shop
from kiosk.actions.books import Books
from kiosk.rules.settings import Settings
from kiosk.schema import BadKey, BadValue, checked, good_keys, nearest


def settings_table(books: Books, key: str | None = None) -> dict[str, Any]:
    """Every key with its value now, or `key` alone. Raises kiosk.schema.BadKey."""
    tables = msgspec.to_builtins(books.settings)
    table = {f"{table}.{name}": value for table, values in tables.items() for name, value in values.items()}
    return table if key is None else {_known(key): table[key]}


def change_setting(books: Books, key: str, value: Any) -> None:
    """Raises kiosk.schema.BadKey / BadValue; then nothing is changed."""
    table, _, name = _known(key).partition(".")
    checked(Settings, {table: {name: value}})
    if key == "shop.zone" and value not in available_timezones():
        raise BadValue(key, value, "a time zone such as Asia/Tokyo")
    with books.deed() as deed:
        if table == "shop":
            Shop.update({name: value}).where(Shop.id == 1).execute()
        else:
            if table == "classes":
                ClassMonth.delete().execute()  # the movements of all months, made again when they are asked for
            Setting.insert(key=key, value=json.dumps(value, ensure_ascii=False)).on_conflict_replace().execute()
        books.log_access(deed, f"setting {key}")
    books.forget_settings()


def _known(key: str) -> str:
    if key not in good_keys(Settings):
        raise BadKey(key, nearest(key, good_keys(Settings)))
    return key
