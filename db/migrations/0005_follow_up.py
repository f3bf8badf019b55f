"""Follow-ups, what kind a contact is of and which follow-up it settled, and what makes letters go astray.

Frozen, as 0001 is. Contact is made anew, for SQLite can't change a CHECK in place: a talk at the counter is one too. A
contact of the time before was an exchange: the counter knew no other.
"""

from typing import Any

FOLLOW_UP = """
CREATE TABLE follow_up (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    rule TEXT NOT NULL,
    key TEXT NOT NULL,
    since INTEGER NOT NULL,
    figure INTEGER,
    subject TEXT NOT NULL,
    due INTEGER NOT NULL,
    wait_until INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'let_go', 'past')),
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    settled_at INTEGER,
    settled_bday INTEGER,
    settled_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK ((state = 'open') = (settled_at IS NULL)),
    CHECK ((settled_at IS NULL) = (settled_bday IS NULL))
) STRICT;
CREATE INDEX follow_up_customer_id ON follow_up (customer_id);
CREATE UNIQUE INDEX follow_up_key ON follow_up (key);
CREATE INDEX follow_up_bday ON follow_up (bday);
CREATE INDEX follow_up_open ON follow_up (due) WHERE state = 'open';

CREATE TABLE anew (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('visit', 'phone', 'post', 'mail', 'sms', 'talk')),
    text TEXT NOT NULL,
    ink BLOB,
    sensitive INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'exchange' CHECK (kind IN ('exchange', 'selling')),
    follow_up_id INTEGER REFERENCES follow_up (id) ON DELETE RESTRICT,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
INSERT INTO anew SELECT id, customer_id, channel, text, ink, sensitive, 'exchange', NULL, at, bday, by_id FROM contact;
DROP TABLE contact;
ALTER TABLE anew RENAME TO contact;
CREATE INDEX contact_customer_id_at ON contact (customer_id, at);
CREATE INDEX contact_follow_up_id ON contact (follow_up_id);

ALTER TABLE customer ADD COLUMN post_trouble TEXT CHECK (post_trouble IN ('returned', 'moved'));
ALTER TABLE customer ADD COLUMN post_trouble_on INTEGER;
ALTER TABLE customer ADD COLUMN mail_trouble TEXT CHECK (mail_trouble IN ('returned', 'moved'));
ALTER TABLE customer ADD COLUMN mail_trouble_on INTEGER;
ALTER TABLE customer ADD COLUMN looked_at_on INTEGER;
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(FOLLOW_UP)
