"""What leaves the shop with an export: the tables and columns, and how their values are written for other programs.

Left out is what is no data of the shop's: secrets, the machine's own state, and what can be counted from the rest.
"""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from peewee import BigIntegerField, BlobField, BooleanField, Field, ForeignKeyField, TextField

from db import models
from kiosk.rules import ink
from kiosk.rules.business_day import date_of
from kiosk.rules.units import BusinessDay
from kiosk.value import Value


class Kind(StrEnum):
    """What a column holds, as the format's description says it."""

    KEY = "key"  # names a row
    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    INK = "ink"
    BYTES = "bytes"


class Column(Value):
    name: str
    kind: Kind


class ExportTable(Value):
    name: str
    columns: tuple[Column, ...]
    hidden: tuple[str, ...]  # columns that stay empty where the row is marked sensitive
    condition: str = "1"  # of the rows that leave


NOT_EXPORTED: Final = (
    models.Node,  # the machine's own
    models.Clock,
    models.Change,
    models.Journal,
    models.OpenSale,
    models.Lookalike,  # a question of the program's to the staff
    models.CustomerWords,  # made of the rest
    models.CustomerStat,
    models.DayStat,
    models.MonthCustomer,
    models.ProductMonth,
    models.ClassMonth,
)
SECRETS: Final = {"shop": ("card_key",), "staff": ("pin_hash", "failures", "failed_at")}
_HIDDEN: Final = ("text", "ink", "tag_id")
_CONDITIONS: Final = {"setting": "key LIKE '%.%'"}  # the shop's choices; the others are the program's own
_DAYS: Final = {"bday", "until", "review_on", "expires", "last_seen", "due", "since", "wait_until", "valid_until"}
_DAY_ENDS: Final = ("_on", "_bday")


def export_tables() -> tuple[ExportTable, ...]:
    """In the order of db.models."""
    return tuple(_table(model) for model in models.TABLES if model not in NOT_EXPORTED)


def _table(model: Any) -> ExportTable:
    name = model._meta.table_name
    columns = tuple(
        Column(field.column_name, _kind(field))
        for field in model._meta.sorted_fields
        if field.column_name not in SECRETS.get(name, ())
    )
    names = {column.name for column in columns}
    hidden = tuple(name for name in _HIDDEN if name in names) if "sensitive" in names and "text" in names else ()
    if model is models.Tag:
        hidden = ()  # the shop's palette: it says nothing of anybody
    return ExportTable(name, columns, hidden, _CONDITIONS.get(name, "1"))


def _kind(field: Field) -> Kind:
    name = field.column_name
    if isinstance(field, ForeignKeyField) or (field.primary_key and isinstance(field, BigIntegerField)):
        return Kind.KEY
    if isinstance(field, BooleanField):
        return Kind.YES_NO
    if isinstance(field, BlobField):
        return Kind.INK if name == "ink" else Kind.BYTES
    if isinstance(field, TextField):
        return Kind.TEXT
    if name == "at" or name.endswith("_at"):
        return Kind.MOMENT
    if name == "month":
        return Kind.MONTH
    if name in _DAYS or name.endswith(_DAY_ENDS):
        return Kind.DAY
    return Kind.KEY if name == "ref" else Kind.NUMBER


def readable(kind: Kind, zone: ZoneInfo) -> Callable[[Any], Any]:
    """Makes of a value of the database what JSON holds: days and moments as ISO 8601 in the shop's zone."""
    match kind:
        case Kind.MOMENT:
            return lambda value: _moment(value, zone)
        case Kind.DAY:
            return lambda value: None if value is None else date_of(BusinessDay(value)).isoformat()
        case Kind.MONTH:
            return lambda value: None if value is None else f"{1970 + value // 12}-{value % 12 + 1:02}"
        case Kind.YES_NO:
            return lambda value: None if value is None else bool(value)
        case Kind.INK:
            return _strokes
        case Kind.BYTES:
            return lambda value: None if value is None else base64.b64encode(value).decode()
        case _:
            return lambda value: value


def csv_cell(kind: Kind) -> Callable[[Any], str]:
    """Makes of a readable value a cell that a spreadsheet leaves as it is.

    Keys have 18 digits, of which a spreadsheet keeps 15; it drops the zero before a phone number, and takes a text
    that begins with = + - @ for a formula. What it would change so stands as ="…", which it shows as the text between
    the quotes.
    """
    match kind:
        case Kind.KEY:
            return lambda value: "" if value is None else f'="{value}"'
        case Kind.TEXT | Kind.BYTES:
            return lambda value: "" if value is None else _safe(value)
        case Kind.YES_NO:
            return lambda value: "" if value is None else str(int(value))
        case Kind.INK:
            return lambda value: "" if value is None else json.dumps(value, separators=(",", ":"))
        case _:
            return lambda value: "" if value is None else str(value)


def _safe(text: str) -> str:
    digits = text.isascii() and text.isdigit()
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") or (digits and (text[0] == "0" or len(text) > 11)):
        return '="' + text.replace('"', '""') + '"'
    return text


def _moment(at: int | None, zone: ZoneInfo) -> str | None:
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).isoformat(timespec="milliseconds")


def _strokes(blob: bytes | None) -> list[dict[str, Any]] | None:
    """As kiosk.rules.ink says: in 1/4096 of the width."""
    if blob is None:
        return None
    return [
        {"pen": stroke.pen, "points": [list(point) for point in stroke.points]} for stroke in ink.decoded(blob).strokes
    ]
