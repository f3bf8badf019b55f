"""A file as a table: .csv in any encoding and with any delimiter that shops have, columns of a fixed width with spaces
between them, or the first sheet of an .xlsx."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.rules.cells import Fault
from kiosk.rules.drafts import RowFault
from kiosk.value import Hidden, Value

_DELIMITERS: Final = ",\t;"
SPACES: Final = " "
_MOST_BYTES: Final = 64 << 20
_LONGEST_CELL: Final = 100_000  # longer is an open quote that has swallowed the rows after it


class Unreadable(Exception):
    """The file is no table. `why` names the reason; the path is the caller's to say."""

    def __init__(self, why: "Why") -> None:
        super().__init__(why.value)
        self.why = why


class Why(StrEnum):
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    KIND = "kind"  # neither .csv nor .xlsx
    EMPTY = "empty"
    QUOTE = "quote"  # a quote is never closed
    BROKEN = "broken"  # not what its name says
    LARGE = "large"


class TableRow(Value):
    row: int  # as a spreadsheet counts: the headings are row 1
    cells: Hidden[tuple[str, ...]]


class Table(Value):
    encoding: str  # "UTF-8", "Shift-JIS", "UTF-16", "Excel"
    delimiter: str  # "" for Excel, SPACES for columns of a fixed width
    headings: tuple[str, ...]
    rows: Hidden[tuple[TableRow, ...]]  # each with a cell for each heading
    faults: tuple[RowFault, ...]  # rows that have more or fewer; they are not among `rows`


def read_table(path: Path, headings: Sequence[str] | None = None) -> Table:
    """`headings` stand for those of a file that has none. Raises Unreadable."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Unreadable(Why.LARGE)
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise Unreadable(Why.MISSING) from None
    except OSError:
        raise Unreadable(Why.FORBIDDEN) from None
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt" as kind:
            return _from_text(content, headings, spaced=kind == ".txt")
        case ".xlsx" | ".xlsm":
            return _made("Excel", "", _sheet(content), headings)
        case _:
            raise Unreadable(Why.KIND)


def _from_text(content: bytes, headings: Sequence[str] | None, *, spaced: bool) -> Table:
    text, encoding = _decoded(content)
    delimiter = SPACES if spaced and _is_spaced(text) else _delimiter(text)
    records = (line.split() for line in text.splitlines()) if delimiter == SPACES else _records(text, delimiter)
    return _made(encoding, delimiter, records, headings)


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and what it was written in. What can't be read comes as U+FFFD, in the encoding that reads most."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "UTF-16"
    read = [
        (content.decode(codec, "replace"), name) for codec, name in (("utf-8-sig", "UTF-8"), ("cp932", "Shift-JIS"))
    ]
    return min(read, key=lambda found: found[0].count("\ufffd"))  # both alike: UTF-8


def _is_spaced(text: str) -> bool:
    """Whether the columns stand below each other, with spaces between them."""
    head = text.lstrip().partition("\n")[0]
    return len(head.split()) > 2 and not any(map(head.count, _DELIMITERS))


def _delimiter(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    unquoted = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise Unreadable(Why.QUOTE) from None


def _sheet(content: bytes) -> Iterator[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield [_text(value) for value in row]
        finally:
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError, TypeError, AttributeError):
        # what openpyxl raises for a file that only has the name of one
        raise Unreadable(Why.BROKEN) from None


def _text(value: Any) -> str:
    """A cell of Excel as a person would type it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() if value.time() != time():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case float() if value.is_integer():
            return str(int(value))
        case time():
            return value.isoformat()
        case _:
            return str(value)


def _made(encoding: str, delimiter: str, records: Iterable[Sequence[str]], named: Sequence[str] | None = None) -> Table:
    numbered = ((row, record) for row, record in enumerate(records, 1) if any(cell.strip() for cell in record))
    headings = None if named is None else tuple(named)
    rows, faults = [], []
    same: dict[str, str] = {}  # most cells say what others said: kept once, a million rows take a third of the memory
    for row, record in numbered:
        if headings is None:
            headings = tuple(cell.strip() for cell in _trimmed(record, 0))
            continue
        cells = _trimmed(record, len(headings))
        if encoding == "Excel":  # it leaves out empty cells at the end
            cells += [""] * (len(headings) - len(cells))
        if len(cells) == len(headings):
            rows.append(TableRow(row, tuple(same.setdefault(cell, cell) for cell in cells)))
        else:
            faults.append(RowFault(row, None, Fault.RAGGED))
    if headings is None:
        raise Unreadable(Why.EMPTY)
    return Table(encoding, delimiter, headings, tuple(rows), tuple(faults))


def _trimmed(record: Sequence[str], least: int) -> list[str]:
    """Without empty cells after the last heading."""
    cells = list(record)
    while len(cells) > least and not cells[-1].strip():
        cells.pop()
    return cells
