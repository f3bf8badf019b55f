"""What a sale costs to write: the till's own commit against the same writes by apsw alone, and what reaches the disk.

    python -m tests.bench.sale [FOLDER]

Prints three lines and JSON. FOLDER is a filled shop (the sample shop when there is none); it is copied, never changed.
Each sale has three lines, a customer who has come today, ten points spent and a slip's job. Aim: at most 1.5 times
apsw.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pyrage

from db.connection import Store
from db.figures import TABLES
from db.models import Customer, Product
from kiosk.actions.books import Books
from kiosk.actions.opening import open_books
from kiosk.actions.record import CustomerRecord, read_record
from kiosk.actions.sale import Sold, settle_sale
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.units import CustomerId, Points, ProductId
from tests.bench.figures import percentiles
from tests.db.recording_disk import RECORD, RecordingDisk, Sync, Write

SALES = 300
WARM = 20
LINES = 3

Statements = list[tuple[str, Any]]


def opened(folder: Path, copy: Path) -> Books:
    """A copy of the shop, open."""
    shutil.copytree(folder, copy)
    store = Store.open(copy)
    return open_books(store, copy, found_sample_shop)


@dataclass(frozen=True)
class Shopper:
    """As the screen shows them, and what they buy every time."""

    record: CustomerRecord
    lines: tuple[OpenLine, ...]


def at_counter(books: Books, customer: CustomerId) -> Shopper:
    goods = Product.select().order_by(Product.id).limit(LINES)
    lines = tuple(OpenLine(one.price, one.rate, ProductId(one.id), one.name, one.code) for one in goods)
    return Shopper(read_record(books, customer, books.today()), lines)


def sell(books: Books, shopper: Shopper, count: int) -> None:
    sale = OpenSale(key=f"bench:{count}", lines=shopper.lines, points=Points(10), customer=shopper.record.id)
    done = settle_sale(books, sale, shopper.record)
    assert isinstance(done, Sold)


def written(books: Books, customer: CustomerId) -> list[Statements]:
    """The writing statements of each sale with what was bound to them."""
    connection = books.store.database.connection()
    sales: list[Statements] = []

    def keep(_: apsw.Cursor, sql: str, bindings: Any) -> bool:
        if sql.lstrip().split(maxsplit=1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            sales[-1].append((sql, bindings))
        return True

    someone = at_counter(books, customer)
    connection.exec_trace = keep
    for count in range(SALES):
        sales.append([])
        sell(books, someone, count)
    connection.exec_trace = None
    return sales


def timed(sell_one: Callable[[int], None], by_hand: Sequence[Callable[[int], None]]) -> list[list[float]]:
    """ms for each sale after the warm ones, of each way to write it. The ways take turns: what else the machine does
    hits them all."""
    ways = (sell_one, *by_hand)
    times: list[list[float]] = [[] for _ in ways]
    for count in range(SALES):
        for way, taken in zip(ways, times, strict=True):
            begun = time.perf_counter()
            way(count)
            taken.append((time.perf_counter() - begun) * 1000)
    return [taken[WARM:] for taken in times]


def by_hand(books: Books, sales: list[Statements]) -> Callable[[int], None]:
    """A sale's statements in one transaction, by apsw alone on the same kind of connection."""
    connection = books.store.database.connection()

    def write(count: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for sql, bindings in sales[count]:
            connection.execute(sql, bindings)
        connection.execute("COMMIT")

    return write


def without_figures(sales: list[Statements]) -> list[Statements]:
    """The same sales in a shop that would keep no figures."""
    kept = (*TABLES, "class_month")
    return [[one for one in sale if not any(f'"{table}"' in one[0] for table in kept)] for sale in sales]


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
        someone = at_counter(books, shopper(books))
        RECORD.clear()
        for count in range(SALES):
            sell(books, someone, count)
        syncs = sum(isinstance(done, Sync) for done in RECORD)
        size = sum(len(done.data) for done in RECORD if isinstance(done, Write))
        books.store.close()
    disk.unregister()
    return {"syncs": round(syncs / SALES, 2), "kilobytes": round(size / SALES / 1000, 1)}


def measure(folder: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as empty:
        base, *copies = (Path(empty) / name for name in ("base", "traced", "ours", "told", "apsw", "plain"))
        first = opened(folder, base)
        customer = shopper(first)
        first.store.close()
        traced, ours, told, bare, plain = (opened(base, copy) for copy in copies)
        told.store.keep_journal([str(pyrage.x25519.Identity.generate().to_public())])
        sales = written(traced, customer)
        someone = at_counter(ours, customer)
        till, journal, hand, less = timed(
            lambda count: sell(ours, someone, count),
            (lambda count: sell(told, someone, count), by_hand(bare, sales), by_hand(plain, without_figures(sales))),
        )
        for books in (traced, ours, told, bare, plain):
            books.store.close()
    words = [sys.executable, "-m", "tests.bench.sale", str(folder), "disk"]
    disk = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    figures = {
        "till_ms": percentiles(till, 2),
        "journal_ms": percentiles(journal, 2),
        "apsw_ms": percentiles(hand, 2),
        "without_figures_ms": percentiles(less, 2),
        "disk": disk,
    }
    return figures | {
        "ratio": round(figures["till_ms"]["p50"] / figures["apsw_ms"]["p50"], 2),
        "journal_ratio": round(figures["journal_ms"]["p50"] / figures["till_ms"]["p50"], 2),
        "figures_ratio": round(figures["apsw_ms"]["p50"] / figures["without_figures_ms"]["p50"], 2),
    }


def table(figures: dict[str, Any]) -> str:
    till, hand, less, disk = (figures[name] for name in ("till_ms", "apsw_ms", "without_figures_ms", "disk"))
    return (
        f"a sale, ms p50/p99: till {till['p50']}/{till['p99']}, the same writes by apsw {hand['p50']}/{hand['p99']}, "
        f"{figures['ratio']}×   aim ≤ 1.5\n"
        f"with the journal {figures['journal_ms']['p50']}/{figures['journal_ms']['p99']}: {figures['journal_ratio']}×\n"
        f"without the figures {less['p50']}/{less['p99']}: with them {figures['figures_ratio']}×   aim ≤ 2\n"
        f"a sale on the disk: {disk['syncs']} syncs, {disk['kilobytes']} kB"
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
