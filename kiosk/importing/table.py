"""A file as a table: .csv in any encoding and with any delimiter that shops have, columns of a fixed width with spaces
between them, or the first sheet of an .xlsx.

The rows of a text are made anew from its bytes each time that somebody goes through them: a million would take more
memory than all that becomes of them.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kiosk.rules.cells import Fault
from kiosk.rules.drafts import RowFault
from kiosk.value import Hidden, Value, replace

_DELIMITERS: Final = ",\t;"
SPACES: Final = " "
_MOST_BYTES: Final = 64 << 20
_PIECE: Final = 1 << 20  # characters
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
    rows: Hidden[Iterable[TableRow]]  # each with a cell for each heading; to be gone through as often as one likes
    count: int  # of `rows`
    faults: tuple[RowFault, ...]  # rows that have more or fewer; they are not among `rows`

    def without_first(self) -> "Table":
        """The first row is none."""
        return replace(self, rows=_Rows(partial(_later, self.rows)), count=self.count - 1)


class _Rows:
    """Made anew each time."""

    def __init__(self, make: Callable[[], Iterator[TableRow]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[TableRow]:
        return self._make()


def _later(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    return islice(rows, 1, None)


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
            return _from_sheet(content, headings)
        case _:
            raise Unreadable(Why.KIND)


def _from_text(content: bytes, named: Sequence[str] | None, *, spaced: bool) -> Table:
    codec, encoding = _written_in(content)
    head = next((line.lstrip() for line in _lines(content, codec) if line.strip()), "")
    delimiter = SPACES if spaced and _is_spaced(head) else _delimiter(head)

    def records() -> Iterator[tuple[int, Sequence[str]]]:
        lines = _lines(content, codec)
        return _numbered(_spaced(lines) if delimiter == SPACES else _records(lines, delimiter))

    def rows() -> Iterator[TableRow]:
        for row, record in records() if named is not None else islice(records(), 1, None):
            if isinstance(found := _row(row, record, len(headings)), TableRow):
                yield found

    headings, rest = _headings(records(), named)
    count, faults = 0, []
    for row, record in rest:
        if isinstance(found := _row(row, record, len(headings)), TableRow):
            count += 1
        else:
            faults.append(found)
    return Table(encoding, delimiter, headings, _Rows(rows), count, tuple(faults))


def _written_in(content: bytes) -> tuple[str, str]:
    """The codec, and its name. What can't be read comes as U+FFFD, in the encoding that reads most."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "UTF-16"
    return min((("utf-8-sig", "UTF-8"), ("cp932", "Shift-JIS")), key=lambda one: _unread(content, one[0]))


def _unread(content: bytes, codec: str) -> int:
    text = _lines(content, codec)
    return sum(piece.count("\ufffd") for piece in iter(lambda: text.read(_PIECE), ""))


def _lines(content: bytes, codec: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), codec, "replace", newline="")


def _is_spaced(head: str) -> bool:
    """Whether the columns stand below each other, with spaces between them."""
    return len(head.split()) > 2 and not any(map(head.count, _DELIMITERS))


def _delimiter(head: str) -> str:
    unquoted = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)


def _spaced(lines: Iterable[str]) -> Iterator[list[str]]:
    return (part.split() for line in lines for part in line.splitlines())


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(lines, delimiter=delimiter, strict=True)
    except csv.Error:
        raise Unreadable(Why.QUOTE) from None


def _from_sheet(content: bytes, named: Sequence[str] | None) -> Table:
    headings, rest = _headings(_numbered(_sheet(content)), named)
    rows, faults = [], []
    same: dict[str, str] = {}  # most cells say what others said: kept once, a million rows take a third of the memory
    for row, record in rest:
        # it leaves out empty cells at the end
        found = _row(row, [*record, *[""] * (len(headings) - len(record))], len(headings))
        if isinstance(found, TableRow):
            rows.append(TableRow(row, tuple(same.setdefault(cell, cell) for cell in found.cells)))
        else:
            faults.append(found)
    return Table("Excel", "", headings, tuple(rows), len(rows), tuple(faults))


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


def _numbered(records: Iterable[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Those that are not empty."""
    return ((row, record) for row, record in enumerate(records, 1) if any(cell.strip() for cell in record))


def _headings(
    records: Iterator[tuple[int, Sequence[str]]], named: Sequence[str] | None
) -> tuple[tuple[str, ...], Iterator[tuple[int, Sequence[str]]]]:
    """With what comes after them."""
    if named is not None:
        return tuple(named), records
    first = next(records, None)
    if first is None:
        raise Unreadable(Why.EMPTY)
    return tuple(cell.strip() for cell in _trimmed(first[1], 0)), records


def _row(row: int, record: Sequence[str], size: int) -> TableRow | RowFault:
    cells = _trimmed(record, size)
    return TableRow(row, tuple(cells)) if len(cells) == size else RowFault(row, None, Fault.RAGGED)


def _trimmed(record: Sequence[str], least: int) -> list[str]:
    """Without empty cells after the last heading."""
    cells = list(record)
    while len(cells) > least and not cells[-1].strip():
        cells.pop()
    return cells
