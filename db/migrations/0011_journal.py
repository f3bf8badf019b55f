"""Every commit once more, encrypted, for the stick: with it nothing is lost that came after a backup.

Frozen, as 0001 is.
"""

from typing import Any

JOURNAL = """
CREATE TABLE journal (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    entry BLOB NOT NULL
) STRICT;
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(JOURNAL)
