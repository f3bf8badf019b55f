"""The first tables. Frozen: plain SQL, so that no later change of the models or of peewee alters what it makes."""

from typing import Any

TABLES = """
CREATE TABLE node (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id BETWEEN 0 AND 4095),
    uuid TEXT NOT NULL,
    board TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX node_uuid ON node (uuid);

CREATE TABLE clock (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE shop (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    cutoff_hour INTEGER NOT NULL CHECK (cutoff_hour BETWEEN 0 AND 23),
    card_key BLOB
) STRICT;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('staff', 'owner')),
    active INTEGER NOT NULL
) STRICT;

CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE customer (
    id INTEGER NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL CHECK (number > 0),
    name TEXT NOT NULL,
    reading TEXT NOT NULL,
    reading_key TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone_tail TEXT NOT NULL,
    household_id INTEGER REFERENCES household (id) ON DELETE RESTRICT,
    birth_month INTEGER CHECK (birth_month BETWEEN 1 AND 12),
    birth_day INTEGER CHECK (birth_day BETWEEN 1 AND 31),
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX customer_number ON customer (number);
CREATE INDEX customer_reading_key ON customer (reading_key);
CREATE INDEX customer_phone_tail ON customer (phone_tail);
CREATE INDEX customer_household_id ON customer (household_id);

CREATE TABLE card (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    digest BLOB NOT NULL,
    last4 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('felica', 'nfca')),
    state TEXT NOT NULL CHECK (state IN ('active', 'lost', 'replaced')),
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX card_customer_id ON card (customer_id);
CREATE UNIQUE INDEX card_digest ON card (digest);

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    sort INTEGER NOT NULL,
    sensitive INTEGER NOT NULL,
    review_months INTEGER CHECK (review_months > 0),
    active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tag_text ON tag (text);

CREATE TABLE tag_on (
    id INTEGER NOT NULL PRIMARY KEY,
    tag_id INTEGER REFERENCES tag (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    household_id INTEGER REFERENCES household (id) ON DELETE RESTRICT,
    sensitive INTEGER NOT NULL,
    until INTEGER,
    review_on INTEGER,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    off_at INTEGER,
    off_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK ((customer_id IS NULL) <> (household_id IS NULL))
) STRICT;
CREATE INDEX tag_on_tag_id ON tag_on (tag_id);
CREATE INDEX tag_on_customer_id ON tag_on (customer_id);
CREATE INDEX tag_on_household_id ON tag_on (household_id);

CREATE TABLE note (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    sensitive INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX note_customer_id ON note (customer_id);

CREATE TABLE visit (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    bday INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    clock_ok INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX visit_customer_id_bday ON visit (customer_id, bday);
CREATE INDEX visit_bday_at ON visit (bday, at);

CREATE TABLE point_lot (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    bday INTEGER NOT NULL,
    expires INTEGER,
    points INTEGER NOT NULL CHECK (points > 0),
    "left" INTEGER NOT NULL CHECK ("left" >= 0 AND "left" <= points)
) STRICT;
CREATE INDEX point_lot_customer_id ON point_lot (customer_id);
CREATE INDEX point_lot_open ON point_lot (customer_id, expires) WHERE "left" > 0;
CREATE INDEX point_lot_due ON point_lot (expires) WHERE "left" > 0;

CREATE TABLE point_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    lot_id INTEGER NOT NULL REFERENCES point_lot (id) ON DELETE RESTRICT,
    delta INTEGER NOT NULL CHECK (delta <> 0),
    kind TEXT NOT NULL CHECK (kind IN ('visit', 'expire')),
    visit_id INTEGER REFERENCES visit (id) ON DELETE RESTRICT,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX point_entry_customer_id ON point_entry (customer_id);
CREATE INDEX point_entry_lot_id ON point_entry (lot_id);
CREATE INDEX point_entry_visit_id ON point_entry (visit_id);
CREATE UNIQUE INDEX point_entry_key ON point_entry (key);

CREATE TABLE slip_job (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    visit_id INTEGER REFERENCES visit (id) ON DELETE RESTRICT,
    figures TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'not_sent', 'unknown', 'dropped')),
    copies INTEGER NOT NULL CHECK (copies >= 0),
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX slip_job_customer_id ON slip_job (customer_id);
CREATE INDEX slip_job_visit_id ON slip_job (visit_id);
CREATE UNIQUE INDEX slip_job_key ON slip_job (key);
CREATE INDEX slip_job_bday_at ON slip_job (bday, at);
CREATE INDEX slip_job_open ON slip_job (state) WHERE state IN ('waiting', 'sending', 'not_sent', 'unknown');

CREATE TABLE access_log (
    id INTEGER NOT NULL PRIMARY KEY,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    what TEXT NOT NULL,
    ref INTEGER,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL
) STRICT;
CREATE INDEX access_log_customer_id ON access_log (customer_id);
"""

APPEND_ONLY = """
CREATE TRIGGER point_entry_no_update BEFORE UPDATE ON point_entry
BEGIN
    SELECT RAISE(ABORT, 'point_entry is append-only');
END;
CREATE TRIGGER point_entry_no_delete BEFORE DELETE ON point_entry
BEGIN
    SELECT RAISE(ABORT, 'point_entry is append-only');
END;
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(TABLES + APPEND_ONLY)
