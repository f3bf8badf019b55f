"""The runs of the backup: when, and what came of each.

Frozen, as 0001 is.
"""

from typing import Any

BACKUPS = """
CREATE TABLE backup_log (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    file TEXT,
    size INTEGER CHECK (size > 0),
    people INTEGER CHECK (people >= 0),
    trouble TEXT,
    CHECK ((file IS NULL) = (size IS NULL) AND (file IS NULL) = (people IS NULL)),
    CHECK ((file IS NULL) = (trouble IS NOT NULL))
) STRICT;
CREATE INDEX backup_log_made ON backup_log (id) WHERE file IS NOT NULL;
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(BACKUPS)
