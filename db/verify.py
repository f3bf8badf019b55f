"""Does the data add up? Every page is read, every rule of the tables and of the ledger is checked; nothing is written.

It may run beside the kiosk. Measured on a shared 2-core machine: 10 s for 20,000 customers and 250,000 visits (140 MB).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

import apsw

from db.connection import CHECKSUM_VFS, FILE, PAGE_BYTES, Reader, Store, load_checksums
from db.errors import DamagedPage, files_named, sqlite_named
from db.figures import Far
from db.schema import Table, described, differences
from db.verify_figures import wrong_figures
from db.verify_words import wrong_words
from db.words import WordsOf

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done, and how much there is."""


class Code(StrEnum):
    PAGE = "page"  # a page's checksum is wrong
    UNREADABLE = "unreadable"  # SQLite gave up on the file: what follows was not checked
    STRUCTURE = "structure"  # SQLite's integrity check
    CHECK = "check"  # a row breaks a CHECK of its table
    POINTS_TO_NOTHING = "points_to_nothing"
    TABLES = "tables"  # a table is not as this program makes it
    LOT_LEFT = "lot_left"
    LOT_ISSUED = "lot_issued"
    CUSTOMER_POINTS = "customer_points"
    ENTRY_OWNER = "entry_owner"
    ENTRY_VISIT = "entry_visit"
    ENTRY_SALE = "entry_sale"
    ENTRY_SIGN = "entry_sign"
    SALE_LINES = "sale_lines"
    SALE_POINTS = "sale_points"
    REFUND = "refund"
    VISIT_TWICE = "visit_twice"
    LAST_SEEN = "last_seen"
    MERGED = "merged"
    SLIP = "slip"
    CUSTOMER_STAT = "customer_stat"  # this and the next four: a figure is not what the sales make
    DAY_STAT = "day_stat"
    MONTH_CUSTOMER = "month_customer"
    PRODUCT_MONTH = "product_month"
    CLASS_MONTH = "class_month"
    WORDS = "words"  # the index of the search is not what the rows say


FIGURES: Final = frozenset(
    (Code.CUSTOMER_STAT, Code.DAY_STAT, Code.MONTH_CUSTOMER, Code.PRODUCT_MONTH, Code.CLASS_MONTH)
)
"""Of what is made of the sales, and can be made anew."""

MADE: Final = FIGURES | {Code.WORDS}
"""Of all that is made of other rows: where these alone differ, nothing is lost."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that doesn't add up, in numbers alone: `rows` are ids in `table` (page numbers for PAGE), or the
    parts of its key."""

    code: Code
    table: str
    rows: tuple[int, ...]
    figures: str


class _Rule(NamedTuple):
    code: Code
    table: str
    words: str  # says the columns after the id
    sql: str


_WAL_HEADER: Final = 32  # sqlite.org/fileformat.html#the_write_ahead_log
_WAL_FRAME: Final = 24

_RULES: Final = (
    _Rule(
        Code.LOT_LEFT,
        "point_lot",
        "left {}, but its entries make {}",
        """
        SELECT lot.id, lot."left", total FROM point_lot AS lot
        LEFT JOIN (SELECT lot_id, sum(delta) AS total FROM point_entry GROUP BY lot_id) ON lot_id = lot.id
        WHERE lot."left" <> coalesce(total, 0)
        """,
    ),
    _Rule(
        Code.LOT_ISSUED,
        "point_lot",
        "{} points, but {} entries issue {}",
        """
        SELECT lot.id, lot.points, coalesce(entries, 0), coalesce(issued, 0) FROM point_lot AS lot
        LEFT JOIN (
            SELECT lot_id, count(*) AS entries, sum(delta) AS issued FROM point_entry
            WHERE delta > 0 AND kind IN ('visit', 'earn', 'opening', 'merge') GROUP BY lot_id
        ) ON lot_id = lot.id
        WHERE coalesce(entries, 0) <> 1 OR issued <> lot.points
        """,
    ),
    _Rule(
        Code.CUSTOMER_POINTS,
        "customer",
        "lots hold {}, {} are owed, the ledger says {}",
        """
        SELECT customer.id, coalesce(held, 0), coalesce(-owed, 0), coalesce(booked, 0) FROM customer
        LEFT JOIN (SELECT customer_id, sum("left") AS held FROM point_lot GROUP BY customer_id) AS lots
            ON lots.customer_id = customer.id
        LEFT JOIN (
            SELECT customer_id, sum(delta) AS booked, sum(delta) FILTER (WHERE lot_id IS NULL) AS owed
            FROM point_entry GROUP BY customer_id
        ) AS ledger ON ledger.customer_id = customer.id
        WHERE coalesce(held, 0) + coalesce(owed, 0) <> coalesce(booked, 0)
            OR owed > 0 OR (owed < 0 AND held > 0)
        """,
    ),
    _Rule(
        Code.ENTRY_OWNER,
        "point_entry",
        "of customer {}, in a lot of customer {}",
        """
        SELECT entry.id, entry.customer_id, lot.customer_id FROM point_entry AS entry
        JOIN point_lot AS lot ON lot.id = entry.lot_id WHERE lot.customer_id <> entry.customer_id
        """,
    ),
    _Rule(
        Code.ENTRY_VISIT,
        "point_entry",
        "for a visit, but visit {} is not one of this customer on this day",
        """
        SELECT entry.id, coalesce(entry.visit_id, 'none') FROM point_entry AS entry
        LEFT JOIN visit ON visit.id = entry.visit_id
        LEFT JOIN customer AS visitor ON visitor.id = visit.customer_id
        JOIN customer AS owner ON owner.id = entry.customer_id
        WHERE entry.kind = 'visit' AND (
            visit.id IS NULL OR visit.bday <> entry.bday
            OR coalesce(visitor.merged_into_id, visitor.id) <> coalesce(owner.merged_into_id, owner.id)
        )
        """,
    ),
    _Rule(
        Code.ENTRY_SALE,
        "point_entry",
        "{}, but sale {} is not one of this customer on this day",
        """
        SELECT entry.id, entry.kind, coalesce(entry.sale_id, 'none') FROM point_entry AS entry
        LEFT JOIN sale ON sale.id = entry.sale_id
        LEFT JOIN (SELECT id, coalesce(merged_into_id, id) AS person FROM customer) AS buyer
            ON buyer.id = sale.customer_id
        JOIN (SELECT id, coalesce(merged_into_id, id) AS person FROM customer) AS owner ON owner.id = entry.customer_id
        WHERE entry.kind IN ('earn', 'take_back')
            AND (sale.id IS NULL OR buyer.person IS NOT owner.person OR sale.bday <> entry.bday
                OR (entry.kind = 'earn') <> (sale.of_id IS NULL))
        """,
    ),
    _Rule(
        Code.ENTRY_SIGN,
        "point_entry",
        "{} can't be {}",
        """
        SELECT id, kind, delta FROM point_entry
        WHERE (kind IN ('visit', 'earn', 'opening', 'give_back') AND delta < 0)
            OR (kind IN ('spend', 'expire', 'take_back', 'debt') AND delta > 0)
            OR (lot_id IS NULL) <> (kind = 'debt' OR (kind IN ('settle', 'merge') AND lot_id IS NULL))
        """,
    ),
    _Rule(
        Code.SALE_LINES,
        "sale",
        "comes to {} less {} less {}, but its lines to {} less {} less {}; earned {} and {}",
        """
        SELECT sale.id, goods, sale.discount, points_used, lines.amount, lines.discount_share, lines.points_share,
            sale.earned, lines.earned
        FROM sale LEFT JOIN (
            SELECT sale_id, sum(amount) AS amount, sum(discount_share) AS discount_share,
                sum(points_share) AS points_share, sum(earned) AS earned,
                total(net) FILTER (WHERE rate = 10) AS net_10, total(net) FILTER (WHERE rate = 8) AS net_8
            FROM sale_line GROUP BY sale_id
        ) AS lines ON lines.sale_id = sale.id
        WHERE lines.amount IS NOT goods OR lines.discount_share IS NOT sale.discount
            OR lines.points_share IS NOT points_used OR lines.earned IS NOT sale.earned
            OR lines.net_10 IS NOT gross_10 OR lines.net_8 IS NOT gross_8
        """,
    ),
    _Rule(
        Code.SALE_POINTS,
        "sale",
        "used {} points and earned {}, but its entries moved {} and {}",
        """
        SELECT sale.id, points_used, earned, coalesce(-spent, 0), coalesce(won, 0) FROM sale
        LEFT JOIN (
            SELECT sale_id, sum(delta) FILTER (WHERE kind IN ('spend', 'give_back')) AS spent,
                sum(delta) FILTER (WHERE kind = 'earn') AS won
            FROM point_entry WHERE sale_id IS NOT NULL GROUP BY sale_id
        ) AS moved ON moved.sale_id = sale.id
        WHERE points_used <> coalesce(-spent, 0) OR (of_id IS NULL AND earned <> coalesce(won, 0))
        """,
    ),
    _Rule(
        Code.REFUND,
        "sale_line",
        "{} pieces sold, {} taken back, {} of them by another sale's refund",
        """
        SELECT line.id, line.quantity, -sum(back.quantity), count(*) FILTER (WHERE refund.of_id IS NOT line.sale_id)
        FROM sale_line AS back JOIN sale_line AS line ON line.id = back.of_id JOIN sale AS refund
            ON refund.id = back.sale_id
        GROUP BY line.id
        HAVING -sum(back.quantity) > line.quantity OR count(*) FILTER (WHERE refund.of_id IS NOT line.sale_id) > 0
        """,
    ),
    _Rule(
        Code.VISIT_TWICE,
        "visit",
        "customer {} came {} times on business day {}",
        """
        SELECT min(id), customer_id, count(*), bday FROM visit NOT INDEXED
        GROUP BY customer_id, bday HAVING count(*) > 1
        """,
    ),
    _Rule(
        Code.LAST_SEEN,
        "customer",
        "last seen on business day {}, but the last visit is {}",
        """
        SELECT customer.id, coalesce(last_seen, 'none'), coalesce(newest, 'none') FROM customer
        LEFT JOIN (SELECT customer_id, max(bday) AS newest FROM visit GROUP BY customer_id) ON customer_id = customer.id
        WHERE last_seen IS NOT newest
        """,
    ),
    _Rule(
        Code.MERGED,
        "customer",
        "merged into customer {}, which was itself merged into {}",
        """
        SELECT gone.id, kept.id, kept.merged_into_id FROM customer AS gone
        JOIN customer AS kept ON kept.id = gone.merged_into_id WHERE kept.merged_into_id IS NOT NULL
        """,
    ),
    _Rule(
        Code.SLIP,
        "slip_job",
        "state {}, {} copies, figures {}, visit {}",
        """
        SELECT job.id, job.state, job.copies, iif(json_valid(job.figures), 'readable', 'unreadable'),
            iif(visitor.person <> owner.person, 'of another customer', 'right')
        FROM slip_job AS job LEFT JOIN visit ON visit.id = job.visit_id
        LEFT JOIN (SELECT id, coalesce(merged_into_id, id) AS person FROM customer) AS visitor
            ON visitor.id = visit.customer_id
        LEFT JOIN (SELECT id, coalesce(merged_into_id, id) AS person FROM customer) AS owner
            ON owner.id = job.customer_id
        WHERE NOT json_valid(job.figures) OR visitor.person <> owner.person
            OR (job.state = 'printed' AND job.copies = 0)
        """,
    ),
)


def verify(folder: Path, progress: Progress | None = None, *, words: WordsOf | None = None) -> list[Difference]:
    """All that doesn't add up in this folder's data, [] when all is well.

    `words` makes the text by which a customer is found; without it the index of the search is not looked at.

    Raises StoreError when there is nothing to look at (NoDatabase), or it is no database (NotADatabase).
    """
    tell = progress or (lambda step, done, total: None)
    found = _damaged_pages(folder / FILE, tell)
    try:
        with Store.open_reader(folder) as reader, sqlite_named():
            for done, look in enumerate((_structure, _checks, _loose_keys, _tables)):
                tell("structure", done, 4)
                found += look(reader)
            for done, rule in enumerate(_RULES):
                tell("ledger", done, len(_RULES))
                found += _broken(reader, rule)
            tell("ledger", len(_RULES), len(_RULES))
            found += wrong_figures_of(reader, lambda *far: tell("figures", *far))
            if words is not None:
                found += [
                    Difference(Code.WORDS, "customer_words", (row,), figures)
                    for row, figures in wrong_words(reader.database, words, lambda *far: tell("words", *far))
                ]
    except DamagedPage as error:
        found.append(Difference(Code.UNREADABLE, "", (), str(error)))
    return found


def wrong_figures_of(reader: Reader, tell: Far) -> list[Difference]:
    """Figures that are not what the sales make, [] when all is well. It sees the data of one moment, and says after
    each month how far it is."""
    with reader.database.atomic():
        return [
            Difference(Code(table), table, key, figures)
            for table, key, figures in wrong_figures(reader.database.connection(), tell)
        ]


def _damaged_pages(path: Path, tell: Progress) -> list[Difference]:
    """Read every page, the free ones too, which no query ever touches.

    Through SQLite's own file layer: closing a plain file handle would drop the locks of a store in this process.
    """
    load_checksums()
    found = []
    with sqlite_named(), files_named():
        newer = _pages_in_wal(path)
        pages = path.stat().st_size // PAGE_BYTES
        file = apsw.VFSFile(CHECKSUM_VFS, str(path), [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0])
    try:
        for page in range(pages):
            if page % 1024 == 0:
                tell("pages", page, pages)
            if page + 1 not in newer and not _sound(file, page):
                found.append(Difference(Code.PAGE, FILE, (page + 1,), f"page {page + 1} of {pages}"))
        tell("pages", pages, pages)
    finally:
        file.xClose()
    return found


def _pages_in_wal(path: Path) -> set[int]:
    """Pages of which the WAL holds a newer copy: a power cut may have torn the old one, which nobody reads again."""
    wal = path.with_name(path.name + "-wal")
    pages: set[int] = set()
    with suppress(FileNotFoundError), wal.open("rb") as file:
        salt = file.read(_WAL_HEADER)[16:24]
        while len(frame := file.read(_WAL_FRAME + PAGE_BYTES)) == _WAL_FRAME + PAGE_BYTES and frame[8:16] == salt:
            pages.add(int.from_bytes(frame[:4], "big"))
    return pages


def _sound(file: apsw.VFSFile, page: int) -> bool:
    # a checkpoint of the kiosk may be writing this very page: damage stays when it is read again
    for _ in range(3):
        try:
            file.xRead(PAGE_BYTES, page * PAGE_BYTES)
        except apsw.IOError:
            continue
        return True
    return False


def _structure(reader: Reader) -> list[Difference]:
    said = [str(row[0]) for row in reader.database.execute_sql("PRAGMA integrity_check")]
    return [] if said == ["ok"] else [Difference(Code.STRUCTURE, "", (), line) for line in said]


def _checks(reader: Reader) -> list[Difference]:
    # on a read-only connection SQLite's integrity_check leaves these out
    return [
        Difference(Code.CHECK, name, key, "breaks a CHECK of its table")
        for name, table in described(reader.database).items()
        if table.checks
        for key in reader.database.execute_sql(
            f"SELECT {_row_key(table)} FROM {name} WHERE NOT ({' AND '.join(f'({check})' for check in table.checks)})"
        )
    ]


def _row_key(table: Table) -> str:
    """What names a row: its id, or the numbers of a key of several columns."""
    if not table.without_rowid:
        return "rowid"
    return ", ".join(f'"{name}"' for name, kind, _, place, _ in sorted(table.columns) if place and kind == "INTEGER")


def _loose_keys(reader: Reader) -> list[Difference]:
    return [
        Difference(Code.POINTS_TO_NOTHING, table, () if row is None else (row,), f"no such {parent}")
        for table, row, parent, _ in reader.database.execute_sql("PRAGMA foreign_key_check")
    ]


def _tables(reader: Reader) -> list[Difference]:
    return [
        Difference(Code.TABLES, table, (), "not as this program makes it") for table in differences(reader.database)
    ]


def _broken(reader: Reader, rule: _Rule) -> list[Difference]:
    return [
        Difference(rule.code, rule.table, (row[0],), rule.words.format(*row[1:]))
        for row in reader.database.execute_sql(rule.sql)
    ]
