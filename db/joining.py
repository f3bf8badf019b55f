"""Two copies of one shop that both went on become one: what the other copy (`there`, attached) has more is brought.

Rows that are only added come as they are: ids of two copies never clash (db.ids). Of a value that both have and that
differs, the newest change holds (db.changes). Whatever could not be taken is told. A second time brings nothing.

What follows from the rows (points that both spent, people merged on one side alone, figures, words of the search) is
kiosk.actions.joining's. Foreign keys are off meanwhile, and proved by `verify` before the copy is used.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import apsw
from peewee import ForeignKeyField

from db.changes import CHANGING, GONE, SHARED_SETTINGS
from db.errors import StoreError
from db.ids import NODES, made_at
from db.models import TABLES

BROUGHT: Final = (
    "staff", "staff_card", "household", "customer", "card", "alias", "tag", "tag_on", "heading", "fact", "wish",
    "consent", "follow_up", "letter_rule", "letter", "contact", "merge", "note", "template", "visit", "product", "sale",
    "sale_line", "point_lot", "point_entry", "slip_job", "recipient", "coupon", "access_log", "report", "backup_log",
)  # fmt: skip
"""Rows with ids, brought in this order."""

OF_THEIR_OWN: Final = ("node", "clock", "shop", "setting", "open_sale", "change")
"""Each has a rule of its own."""

COUNTED: Final = ("customer_words", "customer_stat", "day_stat", "month_customer", "product_month", "class_month")
"""Made anew from the rest."""

SAME_THING: Final[dict[str, tuple[str, ...]]] = {
    "staff_card": ("digest",),
    "card": ("digest",),
    "alias": ("code",),
    "tag": ("text",),
    "heading": ("text",),
    "letter_rule": ("name",),
    "template": ("text",),
    "product": ("code",),
    "visit": ("customer_id", "bday"),
    "follow_up": ("key",),
    "recipient": ("letter_id", "customer_id"),
    "coupon": ("recipient_id",),
}
"""What both copies made on their own and can be there once: what points to theirs, points to ours afterwards."""

TOLD: Final = (
    "shop",
    "staff",
    "household",
    "customer",
    "tag",
    "heading",
    "letter_rule",
    "letter",
    "template",
    "product",
)
"""Of a value here that both changed a person is told which does not hold; elsewhere both were right in their time."""

_UNSAID: Final = ("household_id", "introduced_by_id", "merged_into_id", "pin_hash", "looked_at_on", "kind", "channel")

_ONCE: Final = ("sale", "point_entry", "slip_job")
"""Their `key` says a deed once. The same one in both copies, of two ids, was done twice: theirs gets one of its own."""

_NEVER_CHANGED: Final = {
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
class Decided:
    """A value that both copies had changed, or of which nobody noted when: one holds, the other one is said here."""

    table: str
    row: int
    column: str
    here: bool  # ours holds
    other: str = field(repr=False)


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
    decided = _settings(connection, split)
    rows = {table: _rows(connection, table) for table in BROUGHT}
    for table, groups in CHANGING.items():
        for group in groups:
            decided += _changes(connection, table, group, split)
    _what_both_made(connection)
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
        agree = " AND ".join(f"ours.{name} = {_ours(table, name)}" for name in key)
        connection.execute(
            f"INSERT INTO temp.same SELECT '{table}', other.id, min(ours.id) FROM there.{table} AS other"
            f" JOIN main.{table} AS ours ON {agree} WHERE {fresh} GROUP BY other.id"
        )
    columns = [column.column_name for column in _model(table)._meta.sorted_fields]
    quoted = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO main.{table} ({quoted})"
        f" SELECT {', '.join(_ours(table, name) for name in columns)} FROM there.{table} AS other WHERE {fresh}"
        f" AND other.id NOT IN (SELECT theirs FROM temp.same WHERE what = '{table}')"
        f" AND other.id NOT IN (SELECT row FROM temp.mine WHERE what = '{table}' AND field = '{GONE}')"
        f" AND NOT ({_LEFT_OUT.get(table, 'false')})"
    )
    return connection.changes()


def _ours(table: str, column: str) -> str:
    """A column of `other` as it is here: what it points to may be another row here."""
    plain = f'other."{column}"'
    if column == "number" and table == "customer":
        return f"coalesce((SELECT number FROM temp.renumbered WHERE theirs = other.id), {plain})"
    if column == "key" and table in _ONCE:
        return f"iif(EXISTS (SELECT 1 FROM main.{table} WHERE key = {plain}), {plain} || '@' || other.id, {plain})"
    for one in _model(table)._meta.sorted_fields:
        if one.column_name == column and isinstance(one, ForeignKeyField):
            parent = one.rel_model._meta.table_name
            if parent in SAME_THING and parent != table:
                found = f"SELECT ours FROM temp.same WHERE what = '{parent}' AND theirs = {plain}"
                return f"coalesce(({found}), {plain})"
    return plain


def _model(table: str) -> Any:
    return next(model for model in TABLES if model._meta.table_name == table)


def _changes(connection: apsw.Connection, table: str, group: tuple[str, ...], split: int) -> list[Decided]:
    """Of a value that differs, the newest change. Nobody noted one: what is empty here is filled in."""
    theirs = [_ours(table, name) for name in group]
    differ = " OR ".join(f"ours.{name} IS NOT {other}" for name, other in zip(group, theirs, strict=True))
    noted = f"what = '{table}' AND field = '{group[0]}' AND row = other.id"
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT other.id, (SELECT coalesce(at, 0) FROM temp.mine WHERE {noted}),"
        f" (SELECT coalesce(at, 0) FROM there.change WHERE {noted}),"
        f" {', '.join(f'ours.{name}' for name in group)}, {', '.join(theirs)}"
        f" FROM there.{table} AS other JOIN main.{table} AS ours ON ours.id = other.id WHERE ({differ})"
        + (" AND (ours.erased_at IS NULL OR other.erased_at IS NULL)" if table == "customer" else "")
    ).fetchall()
    erased = _erased(connection) if table == "customer" else set()
    decided, size = [], len(group)
    for row, here_at, there_at, *values in rows:
        ours, others = values[:size], values[size:]
        if row in erased and group[0] != "merged_into_id":
            continue
        take = there_at is not None and (here_at is None or there_at > here_at)
        told = here_at is not None and there_at is not None and min(here_at, there_at) > split
        if here_at is None and there_at is None:
            take, told = not any(ours), any(ours)
        if take:
            connection.execute(
                f"UPDATE OR IGNORE main.{table} SET {', '.join(f'{name} = ?' for name in group)} WHERE id = ?",
                (*others, row),
            )
            if not connection.changes():  # its new name, or code, is another row's here
                take, told = False, True
        if told and table in TOLD and group[0] not in _UNSAID:
            decided.append(Decided(table, row, group[0], not take, _said(group, ours if take else others)))
    return decided


def _said(group: tuple[str, ...], values: list[Any]) -> str:
    """Without what is only made of the first column."""
    pairs = zip(group, values, strict=True)
    return " ".join(str(one) for name, one in pairs if one is not None and not name.endswith(("_key", "_tail", "_id")))


def _erased(connection: apsw.Connection) -> set[int]:
    return {row for (row,) in connection.execute("SELECT id FROM main.customer WHERE erased_at IS NOT NULL")}


def _settings(connection: apsw.Connection, split: int) -> list[Decided]:
    decided = []
    noted = "what = 'setting' AND row = 0 AND field = other.key"
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT other.key, other.value, ours.value, (SELECT coalesce(at, 0) FROM temp.mine WHERE {noted}),"
        f" (SELECT coalesce(at, 0) FROM there.change WHERE {noted})"
        " FROM there.setting AS other LEFT JOIN main.setting AS ours ON ours.key = other.key"
        f" WHERE ({SHARED_SETTINGS.format('other.')}) AND ours.value IS NOT other.value"
    ).fetchall()
    for key, other, ours, here_at, there_at in rows:
        take = ours is None or (there_at is not None and (here_at is None or there_at > here_at))
        if take:
            connection.execute("INSERT OR REPLACE INTO main.setting (key, value) VALUES (?, ?)", (key, other))
        both_changed = here_at is not None and there_at is not None and min(here_at, there_at) > split
        if ours is not None and (both_changed or here_at is there_at is None):
            decided.append(Decided("setting", 0, key, not take, ours if take else other))
    return decided


def _what_both_made(connection: apsw.Connection) -> None:
    """Of what both made on their own, one is kept: it is settled, or used, when one of them is."""
    connection.execute(
        """
        UPDATE OR IGNORE main.follow_up SET (state, settled_at, settled_bday, settled_by_id) = (
            SELECT other.state, other.settled_at, other.settled_bday, other.settled_by_id FROM temp.same
            JOIN there.follow_up AS other ON other.id = theirs WHERE what = 'follow_up' AND ours = follow_up.id
        ) WHERE state = 'open' AND id IN (
            SELECT ours FROM temp.same JOIN there.follow_up AS other ON other.id = theirs
            WHERE what = 'follow_up' AND other.state <> 'open'
        );
        UPDATE OR IGNORE main.recipient SET (state, why) = (
            SELECT other.state, other.why FROM temp.same
            JOIN there.recipient AS other ON other.id = theirs WHERE what = 'recipient' AND ours = recipient.id
        ) WHERE state IN ('waiting', 'not_sent') AND id IN (SELECT ours FROM temp.same WHERE what = 'recipient');
        UPDATE OR IGNORE main.coupon SET sale_id = (
            SELECT other.sale_id FROM temp.same
            JOIN there.coupon AS other ON other.id = theirs WHERE what = 'coupon' AND ours = coupon.id
        ) WHERE sale_id IS NULL AND id IN (SELECT ours FROM temp.same WHERE what = 'coupon')
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
