"""Everything that the shop knows, as files that any other program reads: so that a shop can leave us.

For each table a CSV (UTF-8 with a mark, for spreadsheets) and a JSON file, and a text that says what they hold. They
are plain: whoever has the folder can read it. A folder that is not finished has a name that ends with `.part`.
"""

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from db.connection import FILE, Reader
from db.errors import StoreError, sqlite_named
from kiosk.actions.books import Books
from kiosk.actions.export_tables import ExportTable, csv_cell, export_tables, readable
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.actions.outgoing import PART, CantWrite, WriteTrouble, trouble_writing
from kiosk.synced import sync
from kiosk.value import Value

NAME: Final = "kokyaku-export-"
_AT_ONCE: Final = 2000  # rows between two words about how far it is
_TIMES: Final = 3
"""So many times the database's size is surely enough: CSV and JSON together came to 2.3 times."""


class Exported(Value):
    """All of it is in the folder and on the disk. `withheld`: texts marked sensitive that stayed here."""

    folder: Path
    tables: int
    rows: int
    withheld: int


class NoRoom(Value):
    """Nothing was begun. In bytes."""

    needed: int
    free: int


ExportOutcome = Exported | NoRoom | CantWrite

Describe = Callable[[Sequence[ExportTable], dict[str, int], int], str]
"""The text that says what the files hold: of the tables, how many rows each has, and how many texts were withheld."""


class ExportWishes(Value):
    into: Path
    name: str  # of the new folder
    sensitive: bool  # whether hidden texts leave too
    zone: ZoneInfo
    describe: Describe
    readme: str  # the name of the text's file


def export(wishes: ExportWishes) -> LongRead:
    """The read that writes an export; its answer is an ExportOutcome. Broken off, it leaves nothing behind."""

    def read(reader: Reader, tell: Tell) -> ExportOutcome:
        return write_export(reader, wishes, tell)

    return read


def write_export(reader: Reader, wishes: ExportWishes, tell: Tell) -> ExportOutcome:
    part = wishes.into / (wishes.name + PART)
    try:
        wishes.into.mkdir(parents=True, exist_ok=True)
        needed, free = _needed(reader), shutil.disk_usage(wishes.into).free
        if free < needed:
            return NoRoom(needed, free)
        for left in wishes.into.glob(f"{NAME}*{PART}"):  # of an export that was broken off by the power
            shutil.rmtree(left, ignore_errors=True)
        part.mkdir()
        with sqlite_named():
            exported = _written(reader, wishes, part, tell)
        _settle(part, wishes.into / wishes.name)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        return CantWrite(trouble_writing(error))
    except StoreError:
        shutil.rmtree(part, ignore_errors=True)
        return CantWrite(WriteTrouble.DATA)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return exported


def note_export(books: Books, *, sensitive: bool) -> None:
    """The access log says it before anything leaves."""
    with books.deed() as deed:
        books.log_access(deed, "exported_all" if sensitive else "exported")


def _needed(reader: Reader) -> int:
    return _TIMES * (reader.folder / FILE).stat().st_size


def _written(reader: Reader, wishes: ExportWishes, part: Path, tell: Tell) -> Exported:
    tables = export_tables()
    connection = reader.database.connection()
    rows = {
        table.name: connection.execute(f'SELECT count(*) FROM "{table.name}" WHERE {table.condition}').get
        for table in tables
    }
    total, done, withheld = sum(rows.values()), 0, 0
    for table in tables:
        with _Files(part, table, wishes.zone) as out:
            for row in connection.execute(_select(table)):
                *values, sensitive = row
                if table.hidden and sensitive and not wishes.sensitive:
                    withheld += 1
                    values = [
                        ("" if column.name == "text" else None) if column.name in table.hidden else value
                        for column, value in zip(table.columns, values, strict=True)
                    ]
                out.write(values)
                done += 1
                if done % _AT_ONCE == 0:
                    tell(done, total)
    (part / wishes.readme).write_text(wishes.describe(tables, rows, withheld), "utf-8-sig")
    tell(total, total)
    return Exported(wishes.into / wishes.name, len(tables), total, withheld)


def _select(table: ExportTable) -> str:
    """Its columns in their order, and whether the row is sensitive."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    sensitive = "sensitive" if table.hidden else "0"
    return f'SELECT {names}, {sensitive} FROM "{table.name}" WHERE {table.condition} ORDER BY 1'


class _Files:
    """One table's two files, row by row."""

    def __init__(self, part: Path, table: ExportTable, zone: ZoneInfo) -> None:
        self._names = [column.name for column in table.columns]
        self._readable = [readable(column.kind, zone) for column in table.columns]
        self._cells = [csv_cell(column.kind) for column in table.columns]
        self._csv = (part / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")
        self._json = (part / f"{table.name}.json").open("w", encoding="utf-8")
        self._writer = csv.writer(self._csv)
        self._between = "[\n"

    def __enter__(self) -> Self:
        self._writer.writerow(self._names)
        return self

    def write(self, row: Sequence[Any]) -> None:
        values = [made(value) for made, value in zip(self._readable, row, strict=True)]
        self._writer.writerow([cell(value) for cell, value in zip(self._cells, values, strict=True)])
        line = json.dumps(dict(zip(self._names, values, strict=True)), ensure_ascii=False)
        self._json.write(self._between + line)
        self._between = ",\n"

    def __exit__(self, *_: object) -> None:
        with self._csv, self._json:
            self._json.write("[]\n" if self._between == "[\n" else "\n]\n")


def _settle(part: Path, whole: Path) -> None:
    """Everything is on the disk before the folder gets its name."""
    for file in part.iterdir():
        sync(file)
    sync(part)
    part.rename(whole)
    sync(whole.parent)
