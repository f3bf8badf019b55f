"""Where each backup went, as kiosk.toml names it: there can be several places.

Frozen, as 0001 is.
"""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.connection().execute("ALTER TABLE backup_log ADD COLUMN place TEXT NOT NULL DEFAULT 'usb'")
