"""開示: everything that is held about one person, hidden notes and tags too, for it is the person's own.

What belongs to others is left out: who lives in the same household and what is kept of it, who introduced whom, which
of the staff wrote something. That it is there is said in numbers.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from db.connection import Reader
from db.errors import StoreError, sqlite_named
from kiosk.actions.books import Books
from kiosk.actions.delivered import deliver
from kiosk.actions.export import CantWrite, WriteTrouble
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.rules.disclosure import Disclosure
from kiosk.rules.ink import BadInk, Ink, decoded
from kiosk.rules.units import BusinessDay, CustomerId
from kiosk.value import Hidden, Value


class Cell(StrEnum):
    """What a value is, so that words can be made of it. None is an empty cell, whatever it is."""

    TEXT = "text"
    WORD = "word"  # one of a few that the program knows
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YEN = "yen"


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


_BASICS: Final[tuple[tuple[str, Cell, str], ...]] = (
    ("number", Cell.NUMBER, "number"),
    ("name", Cell.TEXT, "name"),
    ("reading", Cell.TEXT, "reading"),
    ("phone", Cell.TEXT, "phone"),
    ("email", Cell.TEXT, "email"),
    ("postcode", Cell.TEXT, "postcode"),
    ("address", Cell.TEXT, "address"),
    ("birthday", Cell.TEXT, "birth_month || '/' || birth_day"),
    ("registered", Cell.DAY, "bday"),
    ("last_seen", Cell.DAY, "last_seen"),
    (
        "other_numbers",
        Cell.TEXT,
        "(SELECT group_concat(number, ', ') FROM customer AS gone WHERE gone.merged_into_id = customer.id)",
    ),
    ("points", Cell.NUMBER, "(SELECT sum(delta) FROM point_entry WHERE customer_id IN (SELECT id FROM temp.asked))"),
    (
        "household",
        Cell.NUMBER,
        "(SELECT count(*) FROM customer AS one WHERE one.household_id = customer.household_id"
        " AND one.merged_into_id IS NULL AND one.erased_at IS NULL)",
    ),
    (
        "household_notes",
        Cell.NUMBER,
        "(SELECT count(*) FROM tag_on WHERE household_id = customer.household_id)"
        " + (SELECT count(*) FROM fact WHERE household_id = customer.household_id)",
    ),
    ("introduced", Cell.YES_NO, "introduced_by_id IS NOT NULL"),
    ("brought", Cell.NUMBER, "(SELECT count(*) FROM customer AS brought WHERE brought.introduced_by_id = customer.id)"),
    ("post_trouble", Cell.WORD, "post_trouble"),
    ("mail_trouble", Cell.WORD, "mail_trouble"),
)
_OF_ASKED: Final = "customer_id IN (SELECT id FROM temp.asked)"
_TABLES: Final[tuple[tuple[str, tuple[tuple[str, Cell], ...], str], ...]] = (
    (
        "cards",
        (("kind", Cell.WORD), ("last4", Cell.TEXT), ("state", Cell.WORD), ("since", Cell.MOMENT)),
        f"SELECT NULL, kind, last4, state, at FROM card WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "aliases",
        (("code", Cell.TEXT), ("since", Cell.DAY)),
        f"SELECT NULL, code, bday FROM alias WHERE {_OF_ASKED} ORDER BY id",
    ),
    (
        "tags",
        (("since", Cell.DAY), ("text", Cell.TEXT), ("until", Cell.DAY), ("off", Cell.MOMENT), ("hidden", Cell.YES_NO)),
        f"SELECT NULL, bday, text, until, off_at, sensitive FROM tag_on WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "facts",
        (("since", Cell.DAY), ("heading", Cell.TEXT), ("text", Cell.TEXT), ("off", Cell.MOMENT)),
        "SELECT NULL, fact.bday, heading.text, fact.text, off_at FROM fact JOIN heading ON heading.id = heading_id"
        f" WHERE {_OF_ASKED} ORDER BY fact.at, fact.id",
    ),
    (
        "wishes",
        (
            ("since", Cell.DAY),
            ("channel", Cell.WORD),
            ("allowed", Cell.YES_NO),
            ("every_days", Cell.NUMBER),
            ("off", Cell.MOMENT),
        ),
        f"SELECT NULL, bday, channel, allowed, every_days, off_at FROM wish WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "consents",
        (
            ("since", Cell.DAY),
            ("channel", Cell.WORD),
            ("how", Cell.WORD),
            ("wording", Cell.TEXT),
            ("off", Cell.MOMENT),
        ),
        f"SELECT NULL, bday, channel, how, wording, off_at FROM consent WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "notes",
        (("since", Cell.MOMENT), ("text", Cell.TEXT), ("hidden", Cell.YES_NO)),
        f"SELECT ink, at, text, sensitive FROM note WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "contacts",
        (
            ("since", Cell.MOMENT),
            ("channel", Cell.WORD),
            ("kind", Cell.WORD),
            ("text", Cell.TEXT),
            ("letter", Cell.TEXT),
            ("hidden", Cell.YES_NO),
        ),
        "SELECT ink, contact.at, contact.channel, contact.kind, text, letter.name, sensitive FROM contact"
        f" LEFT JOIN letter ON letter.id = letter_id WHERE {_OF_ASKED} ORDER BY contact.at, contact.id",
    ),
    (
        "follow_ups",
        (("since", Cell.DAY), ("rule", Cell.WORD), ("subject", Cell.TEXT), ("due", Cell.DAY), ("state", Cell.WORD)),
        f"SELECT NULL, bday, rule, subject, due, state FROM follow_up WHERE {_OF_ASKED} ORDER BY bday, id",
    ),
    (
        "letters",
        (("since", Cell.MOMENT), ("letter", Cell.TEXT), ("channel", Cell.WORD), ("state", Cell.WORD)),
        "SELECT NULL, recipient.at, letter.name, letter.channel, recipient.state FROM recipient"
        f" JOIN letter ON letter.id = letter_id WHERE {_OF_ASKED} ORDER BY recipient.at, recipient.id",
    ),
    (
        "coupons",
        (("since", Cell.DAY), ("yen", Cell.YEN), ("until", Cell.DAY), ("used", Cell.YES_NO)),
        "SELECT NULL, coupon.bday, yen, valid_until, sale_id IS NOT NULL FROM coupon"
        f" JOIN recipient ON recipient.id = recipient_id WHERE {_OF_ASKED} ORDER BY coupon.at, coupon.id",
    ),
    (
        "visits",
        (("day", Cell.DAY), ("since", Cell.MOMENT)),
        f"SELECT NULL, bday, at FROM visit WHERE {_OF_ASKED} ORDER BY bday, id",
    ),
    (
        "sales",
        (
            ("since", Cell.MOMENT),
            ("sale", Cell.WORD),
            ("total", Cell.YEN),
            ("points_used", Cell.NUMBER),
            ("earned", Cell.NUMBER),
        ),
        "SELECT NULL, at, iif(of_id IS NULL, 'bought', 'refunded'), total, points_used, earned FROM sale"
        f" WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "items",
        (
            ("day", Cell.DAY),
            ("item", Cell.TEXT),
            ("code", Cell.TEXT),
            ("quantity", Cell.NUMBER),
            ("total", Cell.YEN),
        ),
        "SELECT NULL, bday, name, code, quantity, net FROM sale_line JOIN sale ON sale.id = sale_id"
        f" WHERE {_OF_ASKED} ORDER BY sale.at, sale.id, place",
    ),
    (
        "points",
        (("since", Cell.MOMENT), ("moved", Cell.WORD), ("points", Cell.NUMBER), ("expires", Cell.DAY)),
        "SELECT NULL, at, kind, delta, expires FROM point_entry LEFT JOIN point_lot ON point_lot.id = lot_id"
        f" WHERE point_entry.{_OF_ASKED} ORDER BY at, point_entry.id",
    ),
    (
        "slips",
        (("since", Cell.MOMENT), ("state", Cell.WORD), ("copies", Cell.NUMBER)),
        f"SELECT NULL, at, state, copies FROM slip_job WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "accesses",
        (("since", Cell.MOMENT), ("what", Cell.WORD)),
        f"SELECT NULL, at, what FROM access_log WHERE {_OF_ASKED} ORDER BY at, id",
    ),
)


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
        tell(len(_TABLES), len(_TABLES))  # nobody may be waiting any more
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
    selected = ", ".join(sql for _, _, sql in _BASICS)
    row = connection.execute(
        f"SELECT {selected} FROM customer WHERE id = ? AND merged_into_id IS NULL AND erased_at IS NULL", (customer,)
    ).fetchone()
    if row is None:
        return NobodyThere()
    tables = []
    for done, (key, columns, sql) in enumerate(_TABLES):
        tell(done, len(_TABLES))
        found = connection.execute(sql).fetchall()
        tables.append(
            HeldTable(
                key,
                columns,
                tuple(tuple(values) for _, *values in found),
                tuple(_ink(blob) for blob, *_ in found),
            )
        )
    basics = tuple((key, cell, value) for (key, cell, _), value in zip(_BASICS, row, strict=True))
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
