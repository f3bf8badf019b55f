"""開示: everything that is held about one person, hidden notes and tags too, for it is the person's own.

What belongs to others is left out: who lives in the same household and what is kept of it, who introduced whom, which
of the staff wrote something. That it is there is said in numbers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.connection import Reader
from db.errors import StoreError, sqlite_named
from kiosk.actions.books import Books
from kiosk.actions.disclosure_tables import BASICS, TABLES, Cell
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.actions.outgoing import CantWrite, WriteTrouble, deliver
from kiosk.rules.disclosure import Disclosure
from kiosk.rules.ink import BadInk, Ink, decoded
from kiosk.rules.units import BusinessDay, CustomerId
from kiosk.value import Hidden, Value


class UnreadableInk(Value):
    """Something was drawn, and its bytes are damaged."""


class HeldTable(Value):
    """Rows of one kind. `columns`: what each value is called and what it is."""

    key: str
    columns: tuple[tuple[str, Cell], ...]
    rows: Hidden[tuple[tuple[Any, ...], ...]]
    inks: Hidden[tuple[Ink | UnreadableInk | None, ...]]  # what was drawn, of each row


class Held(Value):
    """All of one person. The values of `basics` are called and are what its pairs say."""

    number: int
    name: Hidden[str]
    basics: Hidden[tuple[tuple[str, Cell, Any], ...]]
    tables: Hidden[tuple[HeldTable, ...]]


class Disclosed(Value):
    """The paper is on the disk. `rows`: how many lines of each table it holds."""

    file: Path
    rows: tuple[tuple[str, int], ...]


class NobodyThere(Value):
    """No record of a person: there never was one, or it was erased or merged meanwhile."""


DisclosureOutcome = Disclosed | NobodyThere | CantWrite


class Papers(Value):
    """Where the paper goes, and who makes words and pages of what is held."""

    into: Path
    name: str  # of the file: it names nobody
    form: Callable[[Held], Disclosure]
    pages: Callable[[Disclosure], bytes]


def disclose(customer: CustomerId, papers: Papers) -> LongRead:
    """The read that makes the paper; its answer is a DisclosureOutcome."""

    def read(reader: Reader, tell: Tell) -> DisclosureOutcome:
        try:
            with sqlite_named():
                held = read_held(reader, customer, tell)
        except StoreError:
            return CantWrite(WriteTrouble.DATA)
        if isinstance(held, NobodyThere):
            return held
        pages = papers.pages(papers.form(held))
        tell(len(TABLES), len(TABLES))  # nobody may be waiting any more
        file = deliver(papers.into, papers.name, pages)
        if isinstance(file, CantWrite):
            return file
        return Disclosed(file, tuple((table.key, len(table.rows)) for table in held.tables))

    return read


def read_held(reader: Reader, customer: CustomerId, tell: Tell) -> Held | NobodyThere:
    connection = reader.database.connection()
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (id INTEGER NOT NULL PRIMARY KEY)")
    connection.execute("DELETE FROM temp.asked")
    connection.execute(
        "INSERT INTO temp.asked SELECT id FROM customer WHERE id = :who OR merged_into_id = :who", {"who": customer}
    )
    selected = ", ".join(sql for _, _, sql in BASICS)
    row = connection.execute(
        f"SELECT {selected} FROM customer WHERE id = ? AND merged_into_id IS NULL AND erased_at IS NULL", (customer,)
    ).fetchone()
    if row is None:
        return NobodyThere()
    tables = []
    for done, (key, columns, sql) in enumerate(TABLES):
        tell(done, len(TABLES))
        found = connection.execute(sql).fetchall()
        tables.append(
            HeldTable(
                key,
                columns,
                tuple(tuple(values) for _, *values in found),
                tuple(_ink(blob) for blob, *_ in found),
            )
        )
    basics = tuple((key, cell, value) for (key, cell, _), value in zip(BASICS, row, strict=True))
    return Held(row[0], row[1], basics, tuple(tables))


def _ink(blob: bytes | None) -> Ink | UnreadableInk | None:
    if blob is None:
        return None
    try:
        return decoded(blob)
    except BadInk:
        return UnreadableInk()


def note_disclosure(books: Books, customer: CustomerId) -> BusinessDay:
    """The access log says it before anything leaves. The business day on which it was made."""
    with books.deed() as deed:
        books.log_access(deed, "disclosed", customer=customer)
        return deed.bday
