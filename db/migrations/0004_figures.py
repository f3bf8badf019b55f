"""The figures: what each customer, day, month and product came to, kept inside the sale's transaction; reports issued.

Frozen, as 0001 is. All but `report` is derived: `kiosk verify` compares it with the sales, and it can be made anew.
"""

from typing import Any

FIGURES = """
CREATE TABLE customer_stat (
    customer_id INTEGER NOT NULL PRIMARY KEY REFERENCES customer (id) ON DELETE RESTRICT,
    days INTEGER NOT NULL CHECK (days > 0),
    sales INTEGER NOT NULL CHECK (sales >= days),
    "first" INTEGER NOT NULL,
    second INTEGER CHECK ((second IS NULL) = (days = 1)),
    "last" INTEGER NOT NULL CHECK ("last" >= "first"),
    total INTEGER NOT NULL CHECK (total >= 0)
) STRICT;

CREATE TABLE day_stat (
    bday INTEGER NOT NULL PRIMARY KEY,
    sales INTEGER NOT NULL CHECK (sales >= cardless_sales),
    total INTEGER NOT NULL CHECK (total >= cardless_total),
    cardless_sales INTEGER NOT NULL CHECK (cardless_sales >= 0),
    cardless_total INTEGER NOT NULL CHECK (cardless_total >= 0)
) STRICT;

CREATE TABLE month_customer (
    month INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE RESTRICT,
    days INTEGER NOT NULL CHECK (days > 0),
    sales INTEGER NOT NULL CHECK (sales >= days),
    "first" INTEGER NOT NULL,
    "last" INTEGER NOT NULL CHECK ("last" >= "first"),
    total INTEGER NOT NULL CHECK (total >= 0),
    PRIMARY KEY (month, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX month_customer_customer_id ON month_customer (customer_id);

CREATE TABLE product_month (
    month INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    net INTEGER NOT NULL CHECK (net >= 0),
    PRIMARY KEY (month, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_month_product_id ON product_month (product_id);

CREATE TABLE class_month (
    month INTEGER NOT NULL,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people > 0),
    total INTEGER NOT NULL CHECK (total >= 0),
    PRIMARY KEY (month, was, now)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    id INTEGER NOT NULL PRIMARY KEY,
    month INTEGER NOT NULL,
    content TEXT NOT NULL,
    at INTEGER NOT NULL,
    bday INTEGER NOT NULL,
    by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX report_month ON report (month);
"""


def up(migrator: Any, db: Any) -> None:
    db.connection().execute(FIGURES)
