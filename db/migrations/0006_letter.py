"""Letters: saved choices of people, letters, their recipients and coupons; which letter a contact was.

Frozen, as 0001 is. A coupon is handed over on a slip, which is none of the channels so far: a CHECK can't be changed
in place, so the table of contacts is made anew.
"""

from typing import Any

LETTER = """
CREATE TABLE letter_rule (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('exchange', 'selling')),
    content TEXT NOT NULL,
    active INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX letter_rule_name ON letter_rule (name);

CREATE TABLE letter (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('exchange', 'selling')),
    channel TEXT NOT NULL CHECK (channel IN ('post', 'mail', 'slip', 'csv')),
    words TEXT NOT NULL,
    content TEXT NOT NULL,
    rule_id INTEGER REFERENCES letter_rule (id) ON DELETE RESTRICT,
    coupon_yen INTEGER CHECK (coupon_yen > 0),
    coupon_days INTEGER CHECK (coupon_days > 0),
    state TEXT NOT NULL CHECK (state IN ('draft', 'sending', 'stopped', 'done', 'dropped')),
    trouble TEXT,
    sent_on INTEGER,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK ((channel = 'slip') = (coupon_yen IS NOT NULL)),
    CHECK ((coupon_yen IS NULL) = (coupon_days IS NULL)),
    CHECK ((state IN ('draft', 'dropped')) = (sent_on IS NULL))
) STRICT;
CREATE INDEX letter_rule_id ON letter (rule_id);

CREATE TABLE contact_anew (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('visit', 'phone', 'post', 'mail', 'sms', 'talk', 'slip')),
    text TEXT NOT NULL,
    ink BLOB,
    sensitive INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'exchange' CHECK (kind IN ('exchange', 'selling')),
    follow_up_id INTEGER REFERENCES follow_up (id) ON DELETE RESTRICT,
    letter_id INTEGER REFERENCES letter (id) ON DELETE RESTRICT,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
INSERT INTO contact_anew (id, customer_id, channel, text, ink, sensitive, kind, follow_up_id, at, bday, by_id)
    SELECT id, customer_id, channel, text, ink, sensitive, kind, follow_up_id, at, bday, by_id FROM contact;
DROP TABLE contact;
ALTER TABLE contact_anew RENAME TO contact;
CREATE INDEX contact_customer_id_at ON contact (customer_id, at);
CREATE INDEX contact_follow_up_id ON contact (follow_up_id);
CREATE INDEX contact_letter_id ON contact (letter_id);

CREATE TABLE recipient (
    id INTEGER NOT NULL PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letter (id) ON DELETE RESTRICT,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'not_sent', 'unknown', 'left_out')),
    why TEXT,
    message_id TEXT,
    contact_id INTEGER REFERENCES contact (id) ON DELETE RESTRICT,
    at INTEGER NOT NULL,
    CHECK ((state = 'left_out') = (why IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX recipient_message_id ON recipient (message_id);
CREATE UNIQUE INDEX recipient_contact_id ON recipient (contact_id);
CREATE UNIQUE INDEX recipient_letter_id_customer_id ON recipient (letter_id, customer_id);
CREATE INDEX recipient_waiting ON recipient (customer_id) WHERE state = 'waiting';

CREATE TABLE coupon (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    yen INTEGER NOT NULL CHECK (yen > 0),
    valid_until INTEGER NOT NULL,
    recipient_id INTEGER NOT NULL REFERENCES recipient (id) ON DELETE RESTRICT,
    job_id INTEGER NOT NULL REFERENCES slip_job (id) ON DELETE RESTRICT,
    sale_id INTEGER REFERENCES sale (id) ON DELETE RESTRICT,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX coupon_code ON coupon (code);
CREATE UNIQUE INDEX coupon_recipient_id ON coupon (recipient_id);
CREATE INDEX coupon_job_id ON coupon (job_id);
CREATE UNIQUE INDEX coupon_sale_id ON coupon (sale_id);
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(LETTER)
