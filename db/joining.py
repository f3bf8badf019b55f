"""Two copies of one shop that both went on become one: what the other copy (`there`, attached) has more is brought.

Rows that are only added come as they are: ids of two copies never clash (db.ids). Of a value that both have and that
differs, the newest change holds (db.changes). Whatever could not be taken is told. A second time brings nothing.

What follows from the rows (points that both spent, people merged on one side alone, figures, words of the search) is
kiosk.actions.joining's. Foreign keys are off meanwhile, and proved by `verify` before the copy is used.
"""

from dataclasses import dataclass
from typing import Final

import apsw

from db.changes import CHANGING, GONE
from db.errors import StoreError
from db.ids import NODES, made_at
from db.joining_values import SAME_THING, Decided, as_here, model_of, newest, newest_settings

BROUGHT: Final = (
    "staff", "staff_card", "household", "customer", "card", "alias", "tag", "tag_on", "heading", "fact", "wish",
    "consent", "follow_up", "letter_rule", "letter", "contact", "merge", "lookalike", "note", "template", "visit",
    "product", "sale", "sale_line", "point_lot", "point_entry", "slip_job", "recipient", "coupon", "access_log",
    "report", "backup_log",
)  # fmt: skip
"""Rows with ids, brought in this order."""

OF_THEIR_OWN: Final = ("node", "clock", "shop", "setting", "open_sale", "change", "journal")
"""Each has a rule of its own."""

COUNTED: Final = ("customer_words", "customer_stat", "day_stat", "month_customer", "product_month", "class_month")
"""Made anew from the rest."""

_NEVER_CHANGED: Final = {
    "customer": ("at", "bday"),
    "visit": ("at", "bday"),
    "note": ("at", "bday"),
    "sale": ("of_id", "customer_id", "goods", "total", "at", "bday"),
    "sale_line": ("sale_id", "of_id", "place", "quantity", "price", "net"),
    "point_entry": ("customer_id", "lot_id", "delta", "kind", "at"),
}

_SCRATCH: Final = """
CREATE TEMP TABLE mine AS SELECT * FROM main.change;
CREATE INDEX temp.mine_of ON mine (what, row, field);
CREATE TEMP TABLE same (what TEXT, theirs INTEGER, ours INTEGER, PRIMARY KEY (what, theirs)) WITHOUT ROWID;
CREATE TEMP TABLE renumbered (theirs INTEGER PRIMARY KEY, number INTEGER);
CREATE TEMP TABLE refused (sale INTEGER PRIMARY KEY);
INSERT INTO renumbered
    SELECT id, row_number() OVER (ORDER BY id)
        + max((SELECT max(number) FROM main.customer), (SELECT max(number) FROM there.customer))
    FROM there.customer AS other WHERE id NOT IN (SELECT id FROM main.customer)
        AND EXISTS (SELECT 1 FROM main.customer WHERE number = other.number);
INSERT INTO refused
    SELECT DISTINCT back.sale_id FROM there.sale_line AS back
    JOIN there.sale_line AS line ON line.id = back.of_id
    WHERE back.sale_id NOT IN (SELECT id FROM main.sale) AND line.quantity + (
        SELECT sum(quantity) FROM (
            SELECT id, quantity FROM main.sale_line WHERE of_id = line.id
            UNION SELECT id, quantity FROM there.sale_line WHERE of_id = line.id
        )
    ) < 0;
CREATE TEMP TABLE refused_lots (lot INTEGER PRIMARY KEY);
INSERT INTO refused_lots
    SELECT DISTINCT lot_id FROM there.point_entry
    WHERE kind = 'merge' AND delta > 0 AND sale_id IN (SELECT sale FROM refused);
"""

_LEFT_OUT: Final = {
    "sale": "id IN (SELECT sale FROM temp.refused)",
    "sale_line": "sale_id IN (SELECT sale FROM temp.refused)",
    "point_lot": "id IN (SELECT lot FROM temp.refused_lots)",
    "point_entry": "coalesce(sale_id, 0) IN (SELECT sale FROM temp.refused)",
    "slip_job": "coalesce(sale_id, 0) IN (SELECT sale FROM temp.refused)",
}
"""Goods that were taken back here too can't come back twice."""


class AnotherShop(StoreError):
    """The other folder holds no copy of this shop."""


class SameIds(StoreError):
    """Both copies went on as one and the same installation, and gave the same id to different things."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came. `rows`: how many of each table; `newcomers`: customers whom this copy did not know."""

    rows: dict[str, int]
    newcomers: tuple[int, ...]
    renumbered: tuple[tuple[int, int], ...]  # number there, number here
    cards_of_two: tuple[tuple[int, int], ...]  # customers of one card: theirs, ours
    refused: tuple[int, ...]  # refunds of what was taken back here too
    decided: tuple[Decided, ...]
    sale_left_open: bool  # there too; it stays with the other copy

    @property
    def count(self) -> int:
        return sum(self.rows.values())


def require_copy(connection: apsw.Connection) -> None:
    """Raises AnotherShop or SameIds. `there` is attached, and has this program's tables."""
    if not connection.execute("SELECT count(*) FROM main.node JOIN there.node USING (uuid)").get:
        raise AnotherShop("the other folder is another shop, not a copy of this one")
    if connection.execute(
        "SELECT ours.card_key IS NOT theirs.card_key FROM main.shop AS ours, there.shop AS theirs"
    ).get:
        raise AnotherShop("the other folder is another shop: its cards are hashed by another key")
    for table, columns in _NEVER_CHANGED.items():
        differ = " OR ".join(f"ours.{name} IS NOT theirs.{name}" for name in columns)
        sql = f"SELECT count(*) FROM main.{table} AS ours JOIN there.{table} AS theirs USING (id) WHERE {differ}"
        if count := connection.execute(sql).get:
            raise SameIds(f"{count} rows of {table} have the same number in both copies and are not the same")


def bring(connection: apsw.Connection) -> Brought:
    """In the transaction at hand."""
    connection.execute(_SCRATCH)
    split = _split(connection)
    sale_left_open = _open_sale(connection)
    decided = newest_settings(connection, split)
    rows = {table: _rows(connection, table) for table in BROUGHT}
    for table, groups in CHANGING.items():
        for group in groups:
            decided += newest(connection, table, group, split)
    _what_went_on(connection)
    _deletions(connection)
    _nodes(connection)
    connection.execute(
        "UPDATE clock SET last_at = max(last_at, (SELECT last_at FROM there.clock));"
        "DELETE FROM change;"
        "INSERT INTO change (what, row, field, at) SELECT what, row, field, max(coalesce(at, 0))"
        " FROM (SELECT * FROM temp.mine UNION ALL SELECT * FROM there.change) GROUP BY what, row, field"
    )
    newcomers = "SELECT id FROM there.customer WHERE id NOT IN (SELECT id FROM temp.known)"
    brought = Brought(
        rows={table: count for table, count in rows.items() if count},
        newcomers=tuple(row for (row,) in connection.execute(newcomers)),
        renumbered=tuple(
            connection.execute(
                "SELECT other.number, new.number FROM temp.renumbered AS new"
                " JOIN there.customer AS other ON other.id = theirs ORDER BY theirs"
            )
        ),
        cards_of_two=tuple(
            connection.execute(
                "SELECT DISTINCT theirs.customer_id, ours.customer_id FROM temp.same"
                " JOIN there.card AS theirs ON theirs.id = same.theirs JOIN main.card AS ours ON ours.id = same.ours"
                " WHERE what = 'card' AND theirs.customer_id <> ours.customer_id"
            )
        ),
        refused=tuple(row for (row,) in connection.execute("SELECT sale FROM temp.refused ORDER BY sale")),
        decided=tuple(decided),
        sale_left_open=sale_left_open,
    )
    for table in ("mine", "same", "renumbered", "refused", "refused_lots", "known"):
        connection.execute(f"DROP TABLE temp.{table}")
    return brought


def _split(connection: apsw.Connection) -> int:
    """UTC ms until which both copies surely were one: when the newest row that both have was made."""
    connection.execute("CREATE TEMP TABLE known AS SELECT id FROM main.customer")
    tables = ("visit", "sale", "access_log", "customer")
    newest = (
        connection.execute(f"SELECT max(id) FROM main.{table} JOIN there.{table} USING (id)").get for table in tables
    )
    return made_at(max((row for row in newest if row is not None), default=0))


def _rows(connection: apsw.Connection, table: str) -> int:
    """Bring the rows of a table that are not here, and were not deleted here."""
    fresh = f"other.id NOT IN (SELECT id FROM main.{table})"
    if key := SAME_THING.get(table):
        agree = " AND ".join(f"ours.{name} = {as_here(table, name)}" for name in key)
        connection.execute(
            f"INSERT INTO temp.same SELECT '{table}', other.id, min(ours.id) FROM there.{table} AS other"
            f" JOIN main.{table} AS ours ON {agree} WHERE {fresh} GROUP BY other.id"
        )
    columns = [column.column_name for column in model_of(table)._meta.sorted_fields]
    quoted = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO main.{table} ({quoted})"
        f" SELECT {', '.join(as_here(table, name) for name in columns)} FROM there.{table} AS other WHERE {fresh}"
        f" AND other.id NOT IN (SELECT theirs FROM temp.same WHERE what = '{table}')"
        f" AND other.id NOT IN (SELECT row FROM temp.mine WHERE what = '{table}' AND field = '{GONE}')"
        f" AND NOT ({_LEFT_OUT.get(table, 'false')})"
    )
    return connection.changes()


def _what_went_on(connection: apsw.Connection) -> None:
    """What both have, or made on their own, is settled, sent, printed or used when it is so in one of them."""
    connection.execute(
        """
        CREATE TEMP VIEW twin AS
            SELECT 'follow_up' AS what, theirs, ours FROM temp.same WHERE what = 'follow_up'
            UNION ALL SELECT 'coupon', theirs, ours FROM temp.same WHERE what = 'coupon'
            UNION ALL SELECT 'recipient', theirs, ours FROM temp.same WHERE what = 'recipient'
            UNION ALL SELECT 'recipient', id, id FROM main.recipient WHERE state NOT IN ('sent', 'refused')
            UNION ALL SELECT 'slip_job', id, id FROM main.slip_job WHERE state NOT IN ('printed', 'dropped');
        UPDATE OR IGNORE main.follow_up SET (state, settled_at, settled_bday, settled_by_id) = (
            SELECT other.state, other.settled_at, other.settled_bday, other.settled_by_id FROM temp.twin
            JOIN there.follow_up AS other ON other.id = theirs WHERE what = 'follow_up' AND ours = follow_up.id
        ) WHERE state = 'open' AND id IN (
            SELECT ours FROM temp.twin JOIN there.follow_up AS other ON other.id = theirs
            WHERE what = 'follow_up' AND other.state <> 'open'
        );
        UPDATE OR IGNORE main.coupon SET sale_id = (
            SELECT other.sale_id FROM temp.twin
            JOIN there.coupon AS other ON other.id = theirs WHERE what = 'coupon' AND ours = coupon.id
        ) WHERE sale_id IS NULL AND id IN (SELECT ours FROM temp.twin WHERE what = 'coupon');
        UPDATE OR IGNORE main.recipient SET (state, why, message_id, contact_id, at) = (
            SELECT other.state, other.why, other.message_id, other.contact_id, other.at FROM temp.twin
            JOIN there.recipient AS other ON other.id = theirs WHERE what = 'recipient' AND ours = recipient.id
        ) WHERE id IN (
            SELECT ours FROM temp.twin JOIN there.recipient AS other ON other.id = theirs
            WHERE what = 'recipient' AND other.state IN ('sent', 'refused', 'left_out')
        );
        UPDATE main.slip_job SET (state, copies) = (
            SELECT other.state, other.copies FROM there.slip_job AS other WHERE other.id = slip_job.id
        ) WHERE id IN (
            SELECT ours FROM temp.twin JOIN there.slip_job AS other ON other.id = theirs
            WHERE what = 'slip_job' AND other.state IN ('printed', 'dropped')
        );
        DROP VIEW temp.twin
        """
    )


def _deletions(connection: apsw.Connection) -> None:
    """What was deleted there goes here too, but for a household in which somebody lives."""
    for table in CHANGING:
        keep = "id IN (SELECT household_id FROM customer)" if table == "household" else "false"
        connection.execute(
            f"DELETE FROM main.{table} WHERE NOT ({keep})"
            f" AND id IN (SELECT row FROM there.change WHERE what = '{table}' AND field = '{GONE}')"
        )
    connection.execute(
        "INSERT OR IGNORE INTO household (id, name)"
        " SELECT household_id, '' FROM customer WHERE household_id NOT IN (SELECT id FROM household);"
        "DELETE FROM tag_on WHERE household_id NOT IN (SELECT id FROM household);"
        "DELETE FROM fact WHERE household_id NOT IN (SELECT id FROM household)"
    )


def _open_sale(connection: apsw.Connection) -> bool:
    """One sale can be rung up at a time. One that was settled in the other copy is not open any more."""
    connection.execute(
        "DELETE FROM main.open_sale WHERE content ->> 'key' IN (SELECT key FROM there.sale);"
        "INSERT OR IGNORE INTO main.open_sale (id, content, at) SELECT id, content, at FROM there.open_sale"
        " WHERE content ->> 'key' NOT IN (SELECT key FROM main.sale)"
    )
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM there.open_sale AS other JOIN main.open_sale AS ours"
            " WHERE ours.content ->> 'key' <> other.content ->> 'key')"
        ).get
    )


def _nodes(connection: apsw.Connection) -> None:
    """Both copies' installations; should two have drawn the same number, theirs is written under a free one."""
    taken = {row for (row,) in connection.execute("SELECT id FROM main.node")}
    rows = connection.execute("SELECT * FROM there.node WHERE uuid NOT IN (SELECT uuid FROM main.node)").fetchall()
    for node, name, board, at in rows:
        free = node if node not in taken else next(one for one in range(NODES) if one not in taken)
        taken.add(free)
        connection.execute("INSERT INTO main.node (id, uuid, board, at) VALUES (?, ?, ?, ?)", (free, name, board, at))
