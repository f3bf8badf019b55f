"""A letter as a file: sheets of labels, postcards, or a list of addresses. Made in the reports' thread.

Whether each may still be written to is asked once more here, at the moment at which it is made.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.connection import Reader
from db.queries.choosing import AddressRow, ChoosingQueries
from db.queries.reach import ReachQueries
from kiosk.actions.choosing import left_out
from kiosk.actions.export_tables import Kind, csv_cell
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.actions.outgoing import CantWrite, WriteTrouble, deliver
from kiosk.actions.places import PlaceKind, places
from kiosk.actions.reach import reachable
from kiosk.rules.addressing import Addressed, Fault, addressed
from kiosk.rules.details import spaced_postcode
from kiosk.rules.letters import Way
from kiosk.rules.reach import ContactKind
from kiosk.rules.units import BusinessDay, CustomerId, LetterId
from kiosk.value import Value

FOLDER: Final = "letters"
"""On the stick, or where none is plugged in, in the data folder."""


class Unwritten(StrEnum):
    """Why there is nothing to write."""

    NOTHING = "nothing"  # nobody is left who could be written to
    WORDS = "words"  # the letter's words or the shop's address can't be printed


class NotPrinted(Value):
    """Who is not on the paper, by number, and why."""

    number: int
    why: Fault


class FileMade(Value):
    """`people`: those who are in it. It is the letter's, wherever the counter is by then."""

    letter: LetterId
    paths: tuple[Path, ...]
    on_stick: bool
    people: tuple[CustomerId, ...]
    unprinted: tuple[NotPrinted, ...]


class NotMade(Value):
    why: Unwritten | WriteTrouble


Paper = Callable[[Sequence[Addressed]], "Sheets"]
"""Letters become a document."""


class Sheets(Value):
    """PDFs by what is added to the file's name; none: nobody could be printed. `unprinted`: places among the letters
    that were given, and why they are not in it. `refused`: the words or the shop's address can't be printed at all.
    """

    pdfs: Mapping[str, bytes]
    unprinted: tuple[tuple[int, Fault], ...]
    refused: bool = False


class Order(Value):
    """Whose file is wanted, for whom and of what kind, its name, and the folder of data for when there is no stick."""

    letter: LetterId
    people: tuple[CustomerId, ...]
    kind: ContactKind
    today: BusinessDay
    name: str
    data: Path


def paper_file(order: Order, paper: Paper) -> LongRead:
    """Reads FileMade | NotMade: a PDF."""

    def read(reader: Reader, tell: Tell) -> FileMade | NotMade:
        rows = _to_whom(reader, order)
        letters: list[tuple[AddressRow, Addressed]] = []
        unprinted = []
        for row in rows:
            match addressed([row.name], row.postcode, row.address):
                case Addressed() as letter:
                    letters.append((row, letter))
                case fault:
                    unprinted.append(NotPrinted(row.number, fault))
        tell(0, len(rows))
        sheets = paper([letter for _, letter in letters])
        missing = dict(sheets.unprinted)
        unprinted += [NotPrinted(letters[at][0].number, why) for at, why in missing.items()]
        people = tuple(CustomerId(row.id) for at, (row, _) in enumerate(letters) if at not in missing)
        tell(len(rows), len(rows))
        if sheets.refused:
            return NotMade(Unwritten.WORDS)
        return _written(order, sheets.pdfs, people, tuple(sorted(unprinted, key=lambda one: one.number)))

    return read


def list_file(order: Order, headings: Sequence[str]) -> LongRead:
    """Reads FileMade | NotMade: a table for a spreadsheet (UTF-8 with a BOM, as Excel wants it)."""

    def read(reader: Reader, tell: Tell) -> FileMade | NotMade:
        rows = _to_whom(reader, order)
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(headings)
        cell = csv_cell(Kind.TEXT)
        table.writerows(
            (row.number, cell(row.name), cell(row.reading), spaced_postcode(row.postcode), cell(row.address))
            for row in rows
        )
        content = {"": text.getvalue().encode("utf-8-sig")} if rows else {}
        return _written(order, content, tuple(CustomerId(row.id) for row in rows), ())

    return read


def _to_whom(reader: Reader, order: Order) -> list[AddressRow]:
    rows = ChoosingQueries(reader).addresses(order.people)
    known = reachable(ReachQueries(reader), [CustomerId(row.id) for row in rows])
    return [
        row
        for row in rows
        if left_out(known[CustomerId(row.id)], bool(row.name), Way.POST, order.kind, order.today) is None
    ]


def _written(
    order: Order,
    contents: Mapping[str, bytes],
    people: tuple[CustomerId, ...],
    unprinted: tuple[NotPrinted, ...],
) -> FileMade | NotMade:
    if not contents or not people:
        return NotMade(Unwritten.NOTHING)
    name, place = Path(order.name), places(order.data)[0]
    on_stick = place.kind is PlaceKind.STICK
    into = (place.path if on_stick else order.data) / FOLDER
    paths: list[Path] = []
    for side, content in contents.items():
        match deliver(into, f"{name.stem}{f'-{side}' if side else ''}{name.suffix}", content):
            case CantWrite(why):
                return NotMade(why)
            case path:
                paths.append(path)
    return FileMade(order.letter, tuple(paths), on_stick, people, unprinted)
