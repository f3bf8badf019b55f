"""The codes by which an older register knew customers: its files find them again.

Frozen, as 0001 is.
"""

from typing import Any

ALIAS = """
CREATE TABLE alias (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX alias_customer_id ON alias (customer_id);
CREATE UNIQUE INDEX alias_code ON alias (code);
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(ALIAS)
