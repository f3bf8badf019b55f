"""What can be said of the data to somebody who helps: how much there is of what, never of whom."""

from enum import Enum
from pathlib import Path
from typing import Any, Final

import msgspec

from db.connection import FILE, Store
from db.errors import StoreError, sqlite_named
from db.models import TABLES
from db.schema import HISTORY
from kiosk.actions.shop_settings import settings_of
from kiosk.rules.settings import Settings
from kiosk.value import Value

WRITTEN: Final = "(written)"
"""Stands for a text of somebody's own."""


class DataFacts(Value):
    """Names and figures, ready to be written down. `trouble`: why the rest could not be read, "" when it was."""

    data: dict[str, object]
    rows: dict[str, int]
    settings: dict[str, object]
    trouble: str = ""


def data_facts(folder: Path) -> DataFacts:
    """Reads beside the running kiosk."""
    data: dict[str, object] = {}
    rows: dict[str, int] = {}
    settings: dict[str, object] = {}
    try:
        with Store.open_reader(folder) as reader, sqlite_named(), reader.database.atomic():
            connection = reader.database.connection()
            for pragma in ("page_count", "freelist_count"):
                data[pragma] = connection.pragma(pragma)
            data["migrations"] = " ".join(name for (name,) in connection.execute(f"SELECT name FROM {HISTORY}"))
            data["last_written_at"] = connection.execute("SELECT last_at FROM clock").get
            data["nodes"] = connection.execute("SELECT count(*) FROM node").get
            data |= _backups(connection)
            for model in TABLES:
                table = model._meta.table_name
                rows[table] = int(connection.execute(f'SELECT count(*) FROM "{table}"').get)
            shop: Any = connection.execute("SELECT name, zone, cutoff_hour FROM shop").get
            kept: Any = connection.execute('SELECT "key", value FROM setting WHERE "key" LIKE \'%.%\'').fetchall()
            settings = plain(settings_of(shop, kept), Settings())
    except (StoreError, ValueError, TypeError) as error:  # a setting that is none is a ValueError with that value
        return DataFacts(data, rows, settings, str(error) if isinstance(error, StoreError) else type(error).__name__)
    data["size"] = (folder / FILE).stat().st_size
    return DataFacts(data, rows, settings)


def plain(chosen: msgspec.Struct, usual: msgspec.Struct, prefix: str = "") -> dict[str, object]:
    """What is not as usual, by dotted keys. Figures, yes or no, and words of a few that the program knows stand as they
    are; of a text of the shop's own only that there is one."""
    found: dict[str, object] = {}
    for name in chosen.__struct_fields__:
        value, other = getattr(chosen, name), getattr(usual, name)
        if isinstance(value, msgspec.Struct):
            found |= plain(value, other, f"{prefix}{name}.")
        elif value != other:
            found[f"{prefix}{name}"] = _plain(value)
    return found


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return str(value)
    if value is None or isinstance(value, int) or value == "":
        return value
    if isinstance(value, tuple):
        return " ".join(str(_plain(one)) for one in value)
    return WRITTEN


def _backups(connection: Any) -> dict[str, object]:
    last = connection.execute("SELECT at, size FROM backup_log WHERE file IS NOT NULL ORDER BY id DESC LIMIT 1").get
    trouble = connection.execute("SELECT trouble FROM backup_log ORDER BY id DESC LIMIT 1").get
    at, size = last or (None, None)
    return {"last_backup_at": at, "last_backup_size": size, "backup_trouble": trouble}
