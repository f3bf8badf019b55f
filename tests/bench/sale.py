"""What a sale costs to write: the till's own commit against the same writes by apsw alone, and what reaches the disk.

    python -m tests.bench.sale [FOLDER]

Prints two lines and JSON. FOLDER is a filled shop (the sample shop when there is none); it is copied, never changed.
Each sale has three lines, a customer who has come today, ten points spent and a slip's job. Aim: at most 1.5 times
apsw.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import apsw

from db.connection import Store
from db.models import Customer
from kiosk.actions.books import Books
from kiosk.actions.opening import open_books
from kiosk.actions.sale import Sold, settle_sale
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.units import CustomerId, Points
from kiosk.simulation.sample_shop import found_sample_shop
from tests.bench.figures import percentiles
from tests.db.recording_disk import RECORD, RecordingDisk, Sync, Write

SALES = 300
WARM = 20
LINES = (OpenLine(498, 10, quantity=4), OpenLine(150, 8), OpenLine(12_800, 10))

Statements = list[tuple[str, Any]]


def opened(folder: Path, copy: Path) -> Books:
    """A copy of the shop, open."""
    shutil.copytree(folder, copy)
    store = Store.open(copy)
    return open_books(store, copy, found_sample_shop)


def sell(books: Books, customer: CustomerId, count: int) -> None:
    done = settle_sale(books, OpenSale(key=f"bench:{count}", lines=LINES, points=Points(10), customer=customer))
    assert isinstance(done, Sold)


def timed(books: Books, customer: CustomerId) -> list[float]:
    """ms for each sale after the warm ones."""
    times = []
    for count in range(SALES):
        begun = time.perf_counter()
        sell(books, customer, count)
        times.append((time.perf_counter() - begun) * 1000)
    return times[WARM:]


def written(books: Books, customer: CustomerId) -> list[Statements]:
    """The writing statements of each sale with what was bound to them."""
    connection = books.store.database.connection()
    sales: list[Statements] = []

    def keep(_: apsw.Cursor, sql: str, bindings: Any) -> bool:
        if sql.lstrip().split(maxsplit=1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            sales[-1].append((sql, bindings))
        return True

    connection.exec_trace = keep
    for count in range(SALES):
        sales.append([])
        sell(books, customer, count)
    connection.exec_trace = None
    return sales


def by_hand(books: Books, sales: list[Statements]) -> list[float]:
    """ms for each sale's statements in one transaction, by apsw alone on the same kind of connection."""
    connection = books.store.database.connection()
    times = []
    for statements in sales:
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for sql, bindings in statements:
            connection.execute(sql, bindings)
        connection.execute("COMMIT")
        times.append((time.perf_counter() - begun) * 1000)
    return times[WARM:]


def shopper(books: Books) -> CustomerId:
    """The sample shop's regular; comes in and gets points enough for all these sales."""
    customer = CustomerId(Customer.get(Customer.number == 1).id)
    rich = OpenSale(key="bench:first", lines=(OpenLine(SALES * 1000, 10),), customer=customer)
    assert isinstance(settle_sale(books, rich), Sold)
    return customer


def on_disk(folder: Path) -> dict[str, float]:
    """Syncs and bytes for each sale, counted below SQLite. Runs in a process of its own: the disk is its default."""
    disk = RecordingDisk()
    with tempfile.TemporaryDirectory() as empty:
        books = opened(folder, Path(empty) / "shop")
        customer = shopper(books)
        RECORD.clear()
        for count in range(SALES):
            sell(books, customer, count)
        syncs = sum(isinstance(done, Sync) for done in RECORD)
        size = sum(len(done.data) for done in RECORD if isinstance(done, Write))
        books.store.close()
    disk.unregister()
    return {"syncs": round(syncs / SALES, 2), "kilobytes": round(size / SALES / 1000, 1)}


def measure(folder: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as empty:
        base, *copies = (Path(empty) / name for name in ("base", "traced", "ours", "apsw"))
        first = opened(folder, base)
        customer = shopper(first)
        first.store.close()
        traced, ours, bare = (opened(base, copy) for copy in copies)
        sales = written(traced, customer)
        till = timed(ours, customer)
        hand = by_hand(bare, sales)
        for books in (traced, ours, bare):
            books.store.close()
    words = [sys.executable, "-m", "tests.bench.sale", str(folder), "disk"]
    disk = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    figures = {"till_ms": percentiles(till, 2), "apsw_ms": percentiles(hand, 2), "disk": disk}
    return figures | {"ratio": round(figures["till_ms"]["p50"] / figures["apsw_ms"]["p50"], 2)}


def table(figures: dict[str, Any]) -> str:
    till, hand, disk = figures["till_ms"], figures["apsw_ms"], figures["disk"]
    return (
        f"a sale, ms p50/p99: till {till['p50']}/{till['p99']}, the same writes by apsw {hand['p50']}/{hand['p99']}, "
        f"{figures['ratio']}×   aim ≤ 1.5\na sale on the disk: {disk['syncs']} syncs, {disk['kilobytes']} kB"
    )


def main() -> None:
    if sys.argv[2:] == ["disk"]:
        print(json.dumps(on_disk(Path(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(empty)
        if folder == Path(empty):
            store = Store.open(folder)
            open_books(store, folder, found_sample_shop)
            store.close()
        figures = measure(folder)
        print(table(figures))
        print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
