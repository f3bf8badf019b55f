"""The timeline: each customer's rows in order of time, templates for notes, contacts that may be drawn or hidden.

Frozen, as 0001 is. The index by time takes the place of the one by customer, which is its beginning.
"""

from typing import Any

TIMELINE = """
DROP INDEX note_customer_id;
CREATE INDEX note_customer_id_at ON note (customer_id, at);
DROP INDEX contact_customer_id;
CREATE INDEX contact_customer_id_at ON contact (customer_id, at);
CREATE INDEX visit_customer_id_at ON visit (customer_id, at);
CREATE INDEX sale_customer_id_at ON sale (customer_id, at);
CREATE INDEX product_life ON product (life_days) WHERE life_days IS NOT NULL;

ALTER TABLE contact ADD COLUMN ink BLOB;
ALTER TABLE contact ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0;

CREATE TABLE template (
    id INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    sort INTEGER NOT NULL,
    used INTEGER NOT NULL CHECK (used >= 0),
    active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX template_text ON template (text);
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(TIMELINE)
