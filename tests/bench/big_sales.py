"""A shop of 100,000 customers and 2,000,000 sales, 6,000,000 lines, made once and kept in build/.

Written straight into the tables: by the till it would take hours. The days are fixed, so that the figures are too.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import apsw

from db.connection import Store
from db.figures import rebuild
from kiosk.actions.opening import new_shop, open_books
from kiosk.rules.business_day import day_of

FOLDER = Path("build/bench-sales")
TODAY: Final = day_of(date(2026, 11, 25))
DAYS: Final = 5 * 365
PRODUCTS: Final = 2_000
_JST: Final = 9 * 3_600_000
_DAY_MS: Final = 86_400_000
_CARDLESS: Final = 0.15
_RETURNED: Final = 0.02  # of the sales, half of them wholly
_ONCE: Final = 0.25  # of the customers never came again
_BASE: Final = 1 << 53  # ids of the sales lie above those of customers and products

SALE = (
    "INSERT INTO sale (id, of_id, customer_id, goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8,"
    " earned, key, clock_ok, at, bday, by_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 1, ?, ?, NULL)"
)
LINE = (
    "INSERT INTO sale_line (id, sale_id, of_id, place, product_id, name, code, rate, quantity, price, discount, amount,"
    " discount_share, points_share, net, earned) VALUES (?, ?, ?, ?, ?, '', '', 10, ?, ?, 0, ?, ?, ?, ?, 0)"
)

TOUCH = """
INSERT INTO letter (id, name, kind, channel, words, content, state, sent_on, at, bday)
    VALUES (1, '葉書', 'exchange', 'post', '', '{}', 'done', 1, 1, 1);
INSERT INTO follow_up (id, customer_id, rule, key, since, subject, due, state, at, bday, settled_at, settled_bday)
    SELECT id, customer_id, CASE id / 8 % 5 WHEN 0 THEN 'thanks' WHEN 1 THEN 'second' WHEN 2 THEN 'quarter'
            WHEN 3 THEN 'loyal' ELSE 'unseen' END, id, bday, '', bday + 9, state, at, bday,
        iif(state = 'open', NULL, at), iif(state = 'open', NULL, bday + id / 8 % 9)
    FROM (SELECT *, CASE id / 8 % 7 WHEN 0 THEN 'open' WHEN 1 THEN 'let_go' WHEN 2 THEN 'past' ELSE 'done' END AS state
        FROM visit WHERE id / 8 % 17 = 0);
INSERT INTO contact (id, customer_id, channel, text, follow_up_id, at, bday)
    SELECT id, customer_id, 'post', '', id, at, settled_bday FROM follow_up WHERE state = 'done';
INSERT INTO contact (id, customer_id, channel, text, letter_id, at, bday)
    SELECT id + 1, customer_id, 'post', '葉書', 1, at, bday FROM visit WHERE id / 8 % 13 = 0;
INSERT INTO contact (id, customer_id, channel, text, at, bday)
    SELECT id + 2, customer_id, 'phone', '', at, bday FROM visit WHERE id / 8 % 11 = 0
"""


def big_sales(customers: int, sales: int, *, points: bool = True) -> Path:
    """The folder of the shop; filled (some minutes at full size) unless it is there already. `points`: some pay with
    points, of which the ledger knows nothing; without them all of the shop adds up."""
    folder = FOLDER.with_name(f"{FOLDER.name}-{customers}-{sales}{'' if points else '-proved'}")
    if not (folder / "filled").exists():
        print(f"filling a shop of {customers:,} customers and {sales:,} sales …", file=sys.stderr)
        begun = time.monotonic()
        store = Store.open(folder)
        open_books(store, folder, new_shop("オーナー", []))
        connection = store.database.connection()
        for pragma, value in (("synchronous", "off"), ("foreign_keys", 0), ("cache_size", -600_000)):
            connection.pragma(pragma, value)
        with store.transaction():
            fill(connection, customers, sales, points=points)
            rebuild(connection)
        store.close()
        (folder / "filled").touch()
        print(f"filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return folder


def fill(connection: apsw.Connection, customers: int, sales: int, *, points: bool) -> None:
    """Customers (some merged, some erased), products, sales, refunds, visits, follow-ups, contacts."""
    rng = random.Random(4)
    _people(connection, rng, customers)
    prices = [rng.choice((98, 150, 298, 498, 980, 1_480, 2_980, 6_800)) for _ in range(PRODUCTS)]
    connection.executemany(
        "INSERT INTO product (id, name, reading, reading_key, price, rate, product_group, points_percent, active, at,"
        " bday) VALUES (?, ?, '', '', ?, 10, '', 100, 1, 0, 0)",
        ((n + 1, f"商品{n + 1}", price) for n, price in enumerate(prices)),
    )
    bought = _days(rng, customers, sales)
    lines: list[tuple[Any, ...]] = []
    connection.executemany(SALE, _sales(rng, bought, prices, lines, connection, points=points))
    connection.executemany(LINE, lines)
    connection.execute(
        "INSERT INTO visit (id, customer_id, bday, at, clock_ok)"
        " SELECT min(id), customer_id, bday, min(at), 1 FROM sale"
        " WHERE of_id IS NULL AND customer_id IS NOT NULL GROUP BY customer_id, bday"
    )
    connection.execute(
        "UPDATE customer SET last_seen = (SELECT max(bday) FROM visit WHERE visit.customer_id = customer.id)"
    )
    connection.execute(TOUCH)


def _people(connection: apsw.Connection, rng: random.Random, customers: int) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(1, customers + 1):
            merged = number - 1 if number % 200 == 0 else None
            erased = (TODAY - rng.randrange(400)) * _DAY_MS if number % 331 == 0 and merged is None else None
            yield number, number, "" if erased else f"客{number}", merged, erased, TODAY - DAYS

    connection.executemany(
        "INSERT INTO customer (id, number, name, reading, reading_key, phone, phone_tail, email, postcode, address,"
        " merged_into_id, erased_at, at, bday) VALUES (?, ?, ?, '', '', '', '', '', '', '', ?, ?, 0, ?)",
        rows(),
    )


def _days(rng: random.Random, customers: int, sales: int) -> list[int]:
    """Every sale as day << 32 | customer (0: no card), by day: few buy much, a quarter bought once."""
    wanted = round(sales * (1 - _CARDLESS))
    weights = [0.0 if rng.random() < _ONCE else rng.lognormvariate(0, 1.2) for _ in range(customers)]
    scale = (wanted - customers) / sum(weights)
    bought = []
    for customer, weight in enumerate(weights, 1):
        count = 1 + round(weight * scale)
        start = 0 if rng.random() < 0.2 else rng.randrange(DAYS)
        span = min(DAYS - start, round(count * rng.choice((7, 14, 30, 45, 90))) + 1)
        bought += [(start + rng.randrange(span)) << 32 | customer for _ in range(count)]
    bought += [rng.randrange(DAYS) << 32 for _ in range(sales - len(bought))]
    bought.sort()
    return bought


def _sales(
    rng: random.Random,
    bought: list[int],
    prices: list[int],
    lines: list[tuple[Any, ...]],
    connection: apsw.Connection,
    *,
    points: bool,
) -> Iterator[tuple[Any, ...]]:
    back: list[tuple[int, int, int, list[tuple[Any, ...]], int]] = []
    line_id = _BASE
    for index, packed in enumerate(bought):
        sale = _BASE + index * 8
        day, customer = TODAY - DAYS + 1 + (packed >> 32), packed & 0xFFFFFFFF
        at = day * _DAY_MS - _JST + (9 + int(rng.triangular(0, 11, 8))) * 3_600_000 + rng.randrange(3_600_000)
        mine = []
        for place in range(rng.choice((1, 2, 3, 4, 5))):
            product = int(PRODUCTS * rng.random() ** 3)
            if customer % 10 < 2 and rng.random() < 0.3:
                product = customer % 40  # some like some things
            quantity = 1 if rng.random() < 0.8 else rng.randrange(2, 5)
            line_id += 1
            mine.append([line_id, sale, None, place, product + 1, quantity, prices[product]])
        goods = sum(line[5] * line[6] for line in mine)
        paid = min(goods, rng.randrange(1, 500)) if customer and rng.random() < 0.05 and points else 0
        discount = min(goods - paid, rng.randrange(1, 300)) if rng.random() < 0.05 else 0
        left_points, left_discount, written = paid, discount, []
        for line in mine:
            amount = line[5] * line[6]
            of_points = min(left_points, amount)
            of_discount = min(left_discount, amount - of_points)
            left_points, left_discount = left_points - of_points, left_discount - of_discount
            net = amount - of_points - of_discount
            written.append((*line, amount, of_discount, of_points, net))
        lines += written
        total = goods - discount - paid
        yield sale, None, customer or None, goods, discount, paid, total, total, total // 11, f"b{index}", at, day
        if rng.random() < _RETURNED:
            some = written if rng.random() < 0.5 else written[:1]
            back.append((sale, customer, min(day + rng.randrange(40), TODAY), some, at))
        if len(lines) > 500_000:
            connection.executemany(LINE, lines)
            lines.clear()
    for sale, customer, day, some, at in back:
        refund = sale + 1
        for place, line in enumerate(some):
            line_id += 1
            figures = (-line[5], line[6], -line[7], -line[8], -line[9], -line[10])
            lines.append((line_id, refund, line[0], place, line[4], *figures))
        goods, discount, paid, total = (-sum(line[column] for line in some) for column in (7, 8, 9, 10))
        tax = -(-total // 11)
        key = f"b{sale}back"
        yield refund, sale, customer or None, goods, discount, paid, total, total, tax, key, at + 1000, day
