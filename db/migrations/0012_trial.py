"""What came of bringing a backup back as a trial.

Frozen, as 0001 is.
"""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.connection().execute("ALTER TABLE backup_log ADD COLUMN tried TEXT")
