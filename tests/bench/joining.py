"""How long two copies of a shop with 100,000 customers and 1,000,000 sales take to become one, and once more.

python -m tests.bench.joining [CUSTOMERS SALES]
"""

import shutil
import sys
import time
from pathlib import Path

import psutil

from db.connection import FILE, Store
from db.journal_play import make_anew
from kiosk.actions.joining_copies import join_folders
from kiosk.rules.search_words import search_text
from tests.bench.big_sales import big_sales
from tests.joining.copies import Copy, card

AFTER = 2_000  # sales on each side, after the copy
FOLDER = Path("build/bench-joining")


def main(customers: int, sales: int) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(big_sales(customers, sales, points=False), FOLDER / "here")
    make_anew(FOLDER / "here", search_text, lambda done, total: None)
    here = Copy(FOLDER / "here", "", time.time_ns() // 1_000_000)
    there = here.copied(FOLDER / "there")
    for copy in (here, there):
        with copy.open() as till:
            for number in range(1, AFTER + 1):
                till.sell(till.customer(number % 190 + 1), 777)
            for number in range(20):
                till.enrol(card(number).replace("0101", "0909", 1))
    with Store.open_reader(here.folder) as reader:
        counts = {
            table: reader.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("customer", "visit", "sale", "sale_line", "point_entry")
        }
    print(", ".join(f"{table} {count:,}" for table, count in counts.items()))
    print(f"{(here.folder / FILE).stat().st_size / 1e6:.0f} MB; {AFTER:,} sales and 20 customers on each side")
    for time_of_it in ("first", "second"):
        begun = time.monotonic()
        joined = join_folders(here.folder, there.folder, "", lambda step, done, total: None)
        seconds = time.monotonic() - begun
        peak = psutil.Process().memory_info().rss / 1e6
        print(f"{time_of_it} time: {seconds:.1f} s, {joined.brought.count:,} rows came, memory {peak:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("100000", "1000000")))
