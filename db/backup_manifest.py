"""What a backup holds, in figures without any name: inside the backup, and once more beside it when it was proved.

Beside it stands the file's hash too. Readers trust the hash, never the name: a file without a manifest that fits was
never proved, and may end in the middle.
"""

import json
from dataclasses import MISSING, asdict, dataclass, fields
from importlib.metadata import version
from typing import Any, Final

import apsw

from db.connection import Reader
from db.errors import sqlite_named
from db.journal import last_number
from db.schema import HISTORY
from db.words import LIVING

SUFFIX: Final = ".json"


@dataclass(frozen=True, slots=True)
class Contents:
    """The data at the moment of the snapshot. Instants are UTC ms."""

    shop: str  # which shop: the fingerprint of the key that hashes its cards
    made_at: int  # the shop's time: never before an earlier backup's, whatever the clock said
    last_at: int  # the last thing written
    last_sale_at: int | None
    customers: int  # who can be found
    tables: dict[str, int]  # rows of each
    schema: tuple[str, ...]  # migrations
    zone: str  # the shop's, IANA
    keys: tuple[str, ...]  # public ones: each opens it
    program: str
    sqlite: str
    journal: int = 0  # number of the last entry of the journal that is in it


@dataclass(frozen=True, slots=True)
class Manifest:
    file: str
    sha256: str
    size: int
    contents: Contents


class BadManifest(ValueError):
    """It was cut off, or is none."""


def contents_of(reader: Reader, shop: str, zone: str, keys: tuple[str, ...], now_ms: int) -> Contents:
    """In the read transaction at hand."""
    connection = reader.database.connection()
    with sqlite_named():
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
                " AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
        ]
        tables = {name: _number(connection, f'SELECT count(*) FROM "{name}"') for name in names}
        last_at = _number(connection, "SELECT coalesce(max(last_at), 0) FROM clock")
        sold: Any = connection.execute("SELECT max(at) FROM sale WHERE of_id IS NULL").get
        return Contents(
            shop=shop,
            made_at=max(now_ms, last_at + 1),
            last_at=last_at,
            last_sale_at=sold,
            customers=_number(connection, f"SELECT count(*) FROM customer WHERE {LIVING}"),
            tables=tables,
            schema=tuple(name for (name,) in connection.execute(f"SELECT name FROM {HISTORY} ORDER BY name")),
            zone=zone,
            keys=keys,
            program=version("kokyaku-kiosk"),
            sqlite=apsw.sqlitelibversion(),
            journal=last_number(connection),
        )


def _number(connection: apsw.Connection, sql: str) -> int:
    found: Any = connection.execute(sql).get
    return int(found)


def to_json(value: Contents | Manifest) -> bytes:
    return json.dumps(asdict(value), indent=1, sort_keys=True).encode()


def manifest_from(text: bytes) -> Manifest:
    """Raises BadManifest."""
    found = _object(text)
    contents = _made(Contents, found.pop("contents", None))
    manifest: Manifest = _made(Manifest, {**found, "contents": contents})
    return manifest


def contents_from(text: bytes) -> Contents:
    """Raises BadManifest."""
    contents: Contents = _made(Contents, _object(text))
    return contents


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadManifest("it was not written to its end") from error
    if not isinstance(found, dict):
        raise BadManifest("it is none")
    return found


def _made(kind: type[Any], found: Any) -> Any:
    """What a later version wrote beside is left out; what an earlier one did not know yet has its default."""
    names = {field.name: field.default is MISSING for field in fields(kind)}
    if not isinstance(found, dict) or not {name for name, needed in names.items() if needed} <= found.keys():
        raise BadManifest("something is missing in it")
    values = {name: found[name] for name in names if name in found}
    if kind is Contents:
        values["schema"], values["keys"] = tuple(values["schema"]), tuple(values["keys"])
    return kind(**values)
