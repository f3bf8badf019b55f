"""`python -m tests.bench.joining`: how long two copies of a big shop take to become one, and once more."""

import os
import shutil
import time
from pathlib import Path

import psutil

from db.connection import FILE, Store
from kiosk.actions.joining_copies import join_folders
from tests.bench.big_shop import big_shop
from tests.joining.copies import Copy, card

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
SALES = int(os.environ.get("BENCH_SALES", "2000"))
FOLDER = Path("build/bench-joining")


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(big_shop(CUSTOMERS), FOLDER / "here")
    here = Copy(FOLDER / "here", "", time.time_ns() // 1_000_000)
    there = here.copied(FOLDER / "there")
    for copy in (here, there):
        with copy.open() as till:
            for number in range(1, SALES + 1):
                till.sell(till.customer(number % 1000 + 1), 777)
            for number in range(20):
                till.enrol(card(number).replace("0101", "0909", 1))
    with Store.open_reader(here.folder) as reader:
        counts = {
            table: reader.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("customer", "visit", "sale", "sale_line", "point_entry")
        }
    print(", ".join(f"{table} {count:,}" for table, count in counts.items()))
    print(f"{(here.folder / FILE).stat().st_size / 1e6:.0f} MB; {SALES:,} sales and 20 customers on each side")
    for time_of_it in ("first", "second"):
        begun = time.monotonic()
        joined = join_folders(here.folder, there.folder, "", lambda step, done, total: None)
        seconds = time.monotonic() - begun
        peak = psutil.Process().memory_info().rss / 1e6
        print(f"{time_of_it} time: {seconds:.1f} s, {joined.brought.count:,} rows came, memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
