"""The till: products, sales and their lines, points that are earned and spent, what is known of a person, search.

Frozen, as 0001 is. Card, point_entry and slip_job are made anew, for SQLite can't change a CHECK in place.
"""

from typing import Any

COLUMNS = """
ALTER TABLE staff ADD COLUMN pin_hash TEXT;
ALTER TABLE staff ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff ADD COLUMN failed_at INTEGER;

ALTER TABLE customer ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN introduced_by_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT;
ALTER TABLE customer ADD COLUMN last_seen INTEGER;
ALTER TABLE customer ADD COLUMN merged_into_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT;
ALTER TABLE customer ADD COLUMN erased_at INTEGER;
CREATE INDEX customer_last_seen ON customer (last_seen);
CREATE INDEX customer_introduced_by_id ON customer (introduced_by_id);
CREATE INDEX customer_merged_into_id ON customer (merged_into_id);
UPDATE customer SET last_seen = (SELECT max(bday) FROM visit WHERE visit.customer_id = customer.id);

ALTER TABLE note ADD COLUMN ink BLOB;
"""

PERSON = """
CREATE TABLE staff_card (
    id INTEGER NOT NULL PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
    digest BLOB NOT NULL,
    last4 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('felica', 'nfca', 'barcode')),
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX staff_card_staff_id ON staff_card (staff_id);
CREATE UNIQUE INDEX staff_card_digest ON staff_card (digest);

CREATE TABLE heading (
    id INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    sort INTEGER NOT NULL,
    active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX heading_text ON heading (text);

CREATE TABLE fact (
    id INTEGER NOT NULL PRIMARY KEY,
    heading_id INTEGER NOT NULL REFERENCES heading (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    household_id INTEGER REFERENCES household (id) ON DELETE RESTRICT,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    off_at INTEGER,
    off_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK ((customer_id IS NULL) <> (household_id IS NULL))
) STRICT;
CREATE INDEX fact_heading_id ON fact (heading_id);
CREATE INDEX fact_customer_id ON fact (customer_id);
CREATE INDEX fact_household_id ON fact (household_id);

CREATE TABLE wish (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('visit', 'phone', 'post', 'mail', 'sms')),
    allowed INTEGER NOT NULL,
    every_days INTEGER CHECK (every_days > 0),
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    off_at INTEGER,
    off_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX wish_customer_id ON wish (customer_id);

CREATE TABLE consent (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
    how TEXT NOT NULL,
    wording TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    off_at INTEGER,
    off_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX consent_customer_id ON consent (customer_id);

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('visit', 'phone', 'post', 'mail', 'sms')),
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX contact_customer_id ON contact (customer_id);

CREATE TABLE merge (
    id INTEGER NOT NULL PRIMARY KEY,
    kept_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    gone_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    moved TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    undone_at INTEGER
) STRICT;
CREATE INDEX merge_kept_id ON merge (kept_id);
CREATE INDEX merge_gone_id ON merge (gone_id);

CREATE TABLE customer_words (
    customer_id INTEGER NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE RESTRICT,
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE customer_fts USING fts5 (
    words, content='', contentless_delete=1, prefix='1', tokenize='ascii', detail='none'
);
"""

SALE = """
CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT,
    name TEXT NOT NULL,
    reading TEXT NOT NULL,
    reading_key TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    rate INTEGER NOT NULL CHECK (rate IN (8, 10)),
    product_group TEXT NOT NULL,
    life_days INTEGER CHECK (life_days > 0),
    points_percent INTEGER NOT NULL CHECK (points_percent BETWEEN 0 AND 1000),
    active INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX product_code ON product (code);
CREATE INDEX product_reading_key ON product (reading_key);

CREATE TABLE sale (
    id INTEGER NOT NULL PRIMARY KEY,
    of_id INTEGER REFERENCES sale (id) ON DELETE RESTRICT,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    goods INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    points_used INTEGER NOT NULL,
    total INTEGER NOT NULL,
    gross_10 INTEGER NOT NULL,
    tax_10 INTEGER NOT NULL,
    gross_8 INTEGER NOT NULL,
    tax_8 INTEGER NOT NULL,
    earned INTEGER NOT NULL,
    key TEXT NOT NULL,
    clock_ok INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK (total = goods - discount - points_used),
    CHECK (total = gross_10 + gross_8),
    CHECK (
        of_id IS NOT NULL
        OR min(goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8, earned) >= 0
    ),
    CHECK (
        of_id IS NULL
        OR max(goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8, earned) <= 0
    )
) STRICT;
CREATE INDEX sale_of_id ON sale (of_id);
CREATE INDEX sale_customer_id_bday ON sale (customer_id, bday);
CREATE INDEX sale_bday_at ON sale (bday, at);
CREATE UNIQUE INDEX sale_key ON sale (key);

CREATE TABLE sale_line (
    id INTEGER NOT NULL PRIMARY KEY,
    sale_id INTEGER NOT NULL REFERENCES sale (id) ON DELETE RESTRICT,
    of_id INTEGER REFERENCES sale_line (id) ON DELETE RESTRICT,
    place INTEGER NOT NULL CHECK (place >= 0),
    product_id INTEGER REFERENCES product (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    rate INTEGER NOT NULL CHECK (rate IN (8, 10)),
    quantity INTEGER NOT NULL CHECK (quantity <> 0),
    price INTEGER NOT NULL CHECK (price >= 0),
    discount INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    discount_share INTEGER NOT NULL,
    points_share INTEGER NOT NULL,
    net INTEGER NOT NULL,
    earned INTEGER NOT NULL,
    CHECK (amount = quantity * price - discount),
    CHECK (net = amount - discount_share - points_share),
    CHECK (
        (of_id IS NULL AND quantity > 0
            AND min(discount, amount, discount_share, points_share, net, earned) >= 0)
        OR (of_id IS NOT NULL AND quantity < 0
            AND max(discount, amount, discount_share, points_share, net, earned) <= 0)
    )
) STRICT;
CREATE UNIQUE INDEX sale_line_sale_id_place ON sale_line (sale_id, place);
CREATE INDEX sale_line_of_id ON sale_line (of_id);
CREATE INDEX sale_line_product_id ON sale_line (product_id);

CREATE TABLE open_sale (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    content TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
"""

ANEW = {
    "card": """
CREATE TABLE anew (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    digest BLOB NOT NULL,
    last4 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('felica', 'nfca', 'barcode')),
    state TEXT NOT NULL CHECK (state IN ('active', 'lost', 'replaced')),
    at INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
INSERT INTO anew SELECT id, customer_id, digest, last4, kind, state, at, by_id FROM card;
DROP TABLE card;
ALTER TABLE anew RENAME TO card;
CREATE INDEX card_customer_id ON card (customer_id);
CREATE UNIQUE INDEX card_digest ON card (digest);
""",
    "point_entry": """
CREATE TABLE anew (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    lot_id INTEGER REFERENCES point_lot (id) ON DELETE RESTRICT,
    delta INTEGER NOT NULL CHECK (delta <> 0),
    kind TEXT NOT NULL
        CHECK (kind IN ('visit', 'earn', 'spend', 'expire', 'take_back', 'give_back', 'debt', 'settle', 'merge',
            'opening')),
    visit_id INTEGER REFERENCES visit (id) ON DELETE RESTRICT,
    sale_id INTEGER REFERENCES sale (id) ON DELETE RESTRICT,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
INSERT INTO anew SELECT id, customer_id, lot_id, delta, kind, visit_id, NULL, key, at, bday, by_id FROM point_entry;
DROP TABLE point_entry;
ALTER TABLE anew RENAME TO point_entry;
CREATE INDEX point_entry_customer_id ON point_entry (customer_id);
CREATE INDEX point_entry_lot_id ON point_entry (lot_id);
CREATE INDEX point_entry_visit_id ON point_entry (visit_id);
CREATE INDEX point_entry_sale_id ON point_entry (sale_id);
CREATE UNIQUE INDEX point_entry_key ON point_entry (key);
CREATE INDEX point_entry_debt ON point_entry (customer_id) WHERE lot_id IS NULL;
""",
    "slip_job": """
CREATE TABLE anew (
    id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER REFERENCES customer (id) ON DELETE RESTRICT,
    visit_id INTEGER REFERENCES visit (id) ON DELETE RESTRICT,
    sale_id INTEGER REFERENCES sale (id) ON DELETE RESTRICT,
    figures TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'printed', 'not_sent', 'unknown', 'dropped')),
    copies INTEGER NOT NULL CHECK (copies >= 0),
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
    CHECK (customer_id IS NOT NULL OR sale_id IS NOT NULL)
) STRICT;
INSERT INTO anew SELECT id, customer_id, visit_id, NULL, figures, state, copies, key, at, bday, by_id FROM slip_job;
DROP TABLE slip_job;
ALTER TABLE anew RENAME TO slip_job;
CREATE INDEX slip_job_customer_id ON slip_job (customer_id);
CREATE INDEX slip_job_visit_id ON slip_job (visit_id);
CREATE INDEX slip_job_sale_id ON slip_job (sale_id);
CREATE UNIQUE INDEX slip_job_key ON slip_job (key);
CREATE INDEX slip_job_bday_at ON slip_job (bday, at);
CREATE INDEX slip_job_open ON slip_job (state) WHERE state IN ('waiting', 'sending', 'not_sent', 'unknown');
""",
}

APPEND_ONLY = tuple(
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
    f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;"
    for table in ("point_entry", "sale", "sale_line")
    for verb in ("update", "delete")
)


def up(migrator: Any, db: Any) -> None:
    for part in (COLUMNS, PERSON, SALE, *ANEW.values(), *APPEND_ONLY):
        db.connection().execute(part)
