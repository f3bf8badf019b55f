"""Records that may be one person's, as a join of two copies found them.

Frozen, as 0001 is.
"""

from typing import Any

LOOKALIKE = """
CREATE TABLE lookalike (
    id INTEGER NOT NULL PRIMARY KEY,
    one_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    other_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    why TEXT NOT NULL CHECK (why IN ('card', 'phone', 'name')),
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    apart_at INTEGER,
    apart_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK (one_id < other_id)
) STRICT;
CREATE UNIQUE INDEX lookalike_one_id_other_id ON lookalike (one_id, other_id);
CREATE INDEX lookalike_other_id ON lookalike (other_id);
CREATE TRIGGER lookalike_changed AFTER UPDATE OF apart_at, apart_by_id ON lookalike BEGIN
    INSERT INTO change (what, row, field, at) SELECT * FROM (SELECT 'lookalike', NEW.id, 'apart_at', NULL
        WHERE OLD.apart_at IS NOT NEW.apart_at OR OLD.apart_by_id IS NOT NEW.apart_by_id)
    WHERE true ON CONFLICT (what, row, field) DO UPDATE SET at = NULL;
END;
CREATE TRIGGER lookalike_gone AFTER DELETE ON lookalike BEGIN
    INSERT INTO change (what, row, field, at) VALUES ('lookalike', OLD.id, '', NULL)
    ON CONFLICT (what, row, field) DO UPDATE SET at = NULL;
END;
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(LOOKALIKE)
