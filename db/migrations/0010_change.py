"""When a value was last changed in place, or a row deleted: of two copies of one shop the newest change holds.

Frozen, as 0001 is.
"""

from typing import Any

CHANGE = """
CREATE TABLE change (
    what TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    at INTEGER,
    PRIMARY KEY (what, row, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_now ON change (what) WHERE at IS NULL;
"""

CHANGED = {
    "shop": "name | zone | cutoff_hour",
    "staff": "name | role | active | pin_hash",
    "household": "name",
    "customer": (
        "name | reading, reading_key | phone, phone_tail | household_id | birth_month, birth_day | email"
        " | postcode, address | introduced_by_id | merged_into_id | erased_at | post_trouble, post_trouble_on"
        " | mail_trouble, mail_trouble_on | looked_at_on"
    ),
    "card": "customer_id | state",
    "alias": "customer_id",
    "tag": "text | sort | sensitive | review_months | active",
    "tag_on": "customer_id, household_id | until | review_on | off_at, off_by_id",
    "heading": "text | sort | active",
    "fact": "customer_id, household_id | off_at, off_by_id",
    "wish": "customer_id | off_at, off_by_id",
    "consent": "customer_id | off_at, off_by_id",
    "follow_up": "customer_id | wait_until | state, settled_at, settled_bday, settled_by_id",
    "letter_rule": "name | kind, content | active",
    "letter": "name | words | kind, content, rule_id | channel, coupon_yen, coupon_days | state, trouble, sent_on",
    "contact": "customer_id",
    "merge": "undone_at",
    "note": "customer_id",
    "template": "text | sort | active",
    "visit": "customer_id",
    "product": (
        "code | name | reading, reading_key | price | rate | product_group | life_days | points_percent | active"
    ),
    "coupon": "sale_id",
}
"""Table → columns that change in place; what stands together changes together."""

DELETED = (*(table for table in CHANGED if table != "shop"), "staff_card")
_NOTED = "ON CONFLICT (what, row, field) DO UPDATE SET at = NULL"


def _changed(table: str, columns: str) -> str:
    noted = " UNION ALL ".join(
        f"SELECT '{table}', NEW.id, '{group[0]}', NULL WHERE "
        + " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in group)
        for group in (part.split(", ") for part in columns.split(" | "))
    )
    return (
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns.replace(' |', ',')} ON {table} BEGIN"
        f" INSERT INTO change (what, row, field, at) SELECT * FROM ({noted}) WHERE true {_NOTED}; END;"
    )


def _gone(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN"
        f" INSERT INTO change (what, row, field, at) VALUES ('{table}', OLD.id, '', NULL) {_NOTED}; END;"
    )


def _setting(verb: str) -> str:
    return (
        f"CREATE TRIGGER setting_{verb.lower()} AFTER {verb} ON setting"
        " WHEN NEW.key LIKE '%.%' OR NEW.key = 'backup_keys' BEGIN"
        f" INSERT INTO change (what, row, field, at) VALUES ('setting', 0, NEW.key, NULL) {_NOTED}; END;"
    )


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(CHANGE)
    for table, columns in CHANGED.items():
        db.connection().execute(_changed(table, columns))
    for table in DELETED:
        db.connection().execute(_gone(table))
    for verb in ("INSERT", "UPDATE"):
        db.connection().execute(_setting(verb))
