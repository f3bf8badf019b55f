"""The shop's choices as they lie in the database: read by the counter's books, and by a reader in another thread."""

import json
from collections.abc import Iterable

from kiosk.rules.settings import Settings
from kiosk.schema import checked


def settings_of(shop: tuple[str, str, int], rows: Iterable[tuple[str, str]]) -> Settings:
    """`shop`: name, zone, cut-off hour; `rows`: dotted keys with their JSON.

    Raises kiosk.schema.BadKey / BadValue for rows that are none of ours.
    """
    name, zone, cutoff_hour = shop
    tables: dict[str, dict[str, object]] = {"shop": {"name": name, "zone": zone, "cutoff_hour": cutoff_hour}}
    for key, value in rows:
        table, _, name = key.partition(".")
        tables.setdefault(table, {})[name] = json.loads(value)
    return checked(Settings, tables)
