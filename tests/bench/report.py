"""The report, the classes and the questions at 100,000 customers and 2,000,000 sales, against DuckDB's count.

    python -m tests.bench.report [CUSTOMERS SALES]

Prints a table and JSON: ms of each (the better of two), of DuckDB over the raw rows, and whether both say the same;
then takes a thousand sales or parts of them back by the till, a third of them voids of what was just sold, and
compares once more. The shop is kept in build/.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.connection import FILE, Reader, Store
from kiosk.actions.classes import class_table, moves_of
from kiosk.actions.long_reads import LongRead
from kiosk.actions.month_reads import read_questions, read_report
from kiosk.actions.months import Months
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.questions import question
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.report import month_report
from kiosk.actions.sale import Sold, settle_sale
from kiosk.rules.business_day import date_of
from kiosk.rules.questions import Ask
from kiosk.rules.report_json import question_json, report_json
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay, Instant, Month, ProductId, SaleId
from tests.bench.big_sales import TODAY, big_sales
from tests.recount import Recount

REFUNDS = 1_000
VOIDS = 0.33  # of them
NOW = Instant(0)  # the clock of the data is later
NOON_MS = TODAY * 86_400_000 + 3 * 3_600_000  # in Tokyo


def timed(work: Callable[[], Any], times: int = 2) -> tuple[float, Any]:
    """ms of the best run, and what it gave."""
    best, found = float("inf"), None
    for _ in range(times):
        begun = time.perf_counter()
        found = work()
        best = min(best, (time.perf_counter() - begun) * 1000)
    return round(best, 1), found


def measure(folder: Path, again: Recount, back: int) -> dict[str, Any]:
    """Of the running month, or of one that is so many months back."""
    with Store.open_reader(folder) as reader, reader.database.atomic():

        def fresh() -> Months:
            """Which has read no year yet, as when a screen is opened."""
            return Months(reader, Settings(), TODAY)

        months = fresh()
        month = Month(months.this_month - back)
        found = {
            "classes": _row(
                lambda: [
                    (row.standing.key, row.people, row.total) for row in class_table(months, months.day(month)).rows
                ],
                lambda: again.classes(months.day(month)),
            ),
            "classes, middle of the month": _row(
                lambda: [
                    (row.standing.key, row.people, row.total)
                    for row in class_table(months, BusinessDay(months.day(month) - 12)).rows
                ],
                lambda: again.classes(months.day(month) - 12),
            ),
            "movement": _row(
                lambda: {
                    (move.was and move.was.key, move.now.key): [move.people, move.total]
                    for move in moves_of(months, month)
                },
                lambda: dict(again.moves(month)),
            ),
        }
        for number, (ask, count) in enumerate(again.questions.items(), 1):
            found[f"question {number} {ask}"] = _row(
                lambda ask=ask: _answers(fresh(), ask, month), lambda count=count: count(month)
            )
        found["all ten questions"] = _row(
            lambda: _all_answers(fresh(), again, month),
            lambda: {ask: count(month) for ask, count in again.questions.items()},
            times=1,
        )
        found["the whole report"] = _row(
            lambda: report_json(month_report(fresh(), month)), lambda: again.report(month), times=1
        )
        pages = {"the report's pages": read_report(month, NOW), "the ten answers": read_questions(month, NOW)}
        shown = {name: _shown_after(read, reader) for name, read in pages.items()}
    for name, row in found.items():
        same = "the same" if row["same"] else "DIFFERENT"
        print(f"M-{back} {name:30} {row['ms']:9.1f} ms   DuckDB {row['duckdb_ms']:9.1f} ms   {same}", flush=True)
    for name, after in shown.items():
        print(f"M-{back} {name} are on the screen after {', '.join(map(str, after))} ms", flush=True)
    return found | {name: {"shown_after_ms": after} for name, after in shown.items()}


def _shown_after(read: LongRead, reader: Reader) -> list[int]:
    """ms from the question to each answer, as the reports' thread hands them to the counter one by one."""
    begun, after = time.perf_counter(), []
    read(reader, lambda done, total, so_far=None: after.append(round((time.perf_counter() - begun) * 1000)))
    return after


def _row(ours: Callable[[], Any], theirs: Callable[[], Any], times: int = 2) -> dict[str, Any]:
    ms, found = timed(ours, times)
    duckdb_ms, counted = timed(theirs, 1)
    return {"ms": ms, "duckdb_ms": duckdb_ms, "same": found == counted}


def _answers(months: Months, ask: str, month: Month) -> dict[tuple[str, int], Any]:
    plain = question_json(question(months, Ask(ask), month))
    return {(one["key"], one["number"]): one["answer"] for one in plain["figures"]}


def _all_answers(months: Months, again: Recount, month: Month) -> dict[str, Any]:
    """Those that are counted again too, as a screen asks for them: by one object."""
    return {ask: _answers(months, ask, month) for ask in again.questions}


def take_back(folder: Path) -> float:
    """A thousand random refunds: of random sales, whole or a piece, and voids, of what was sold this minute; ms of
    each."""
    clock = iter(range(NOON_MS, NOON_MS + 10**9, 1000))
    store = Store.open(folder, now_ms=lambda: next(clock))
    books = open_books(store, folder, new_shop("オーナー", []))
    books.prints = False
    store.database.execute_sql("PRAGMA synchronous = OFF")  # the disk is not what is measured
    chance = random.Random()
    # points that were spent stand in no ledger of this shop, so none can go back to it
    sales = [
        row for (row,) in store.database.execute_sql("SELECT id FROM sale WHERE of_id IS NULL AND points_used = 0")
    ]
    people = [
        row
        for (row,) in store.database.execute_sql(
            "SELECT id FROM customer WHERE merged_into_id IS NULL AND erased_at IS NULL"
        )
    ]

    def sell() -> SaleId:
        lines = tuple(OpenLine(500, 10, ProductId(chance.randrange(1, 2000)), "品") for _ in range(3))
        sale = OpenSale(key=f"bench:{chance.getrandbits(64)}", lines=lines, customer=chance.choice(people))
        done = settle_sale(books, sale)
        assert isinstance(done, Sold)
        return done.sale

    taken, ms = 0, 0.0
    while taken < REFUNDS:
        void = chance.random() < VOIDS
        sale = sell() if void else SaleId(chance.choice(sales))
        shown = read_sale(books, sale)
        assert shown is not None
        pieces = shown.whole if void or chance.random() < 0.5 else dict(list(shown.whole.items())[:1])
        begun = time.perf_counter()
        taken += isinstance(refund(books, sale, pieces, f"bench:{chance.getrandbits(64)}"), Refunded)
        ms += (time.perf_counter() - begun) * 1000
    store.close()
    return round(ms / REFUNDS, 1)


def main() -> None:
    customers, sales = map(int, sys.argv[1:]) if len(sys.argv) > 1 else (100_000, 2_000_000)
    folder = big_sales(customers, sales)
    Store.open(folder).close()  # of an earlier version: migrated
    again = Recount(folder / FILE, date_of(TODAY))
    figures: dict[str, Any] = {"before": {back: measure(folder, again, back) for back in (0, 1, 30)}}
    figures["refund_ms"] = take_back(folder)
    print(f"{REFUNDS} refunds, {figures['refund_ms']} ms each", flush=True)
    again.take(folder / FILE)
    figures["after"] = {back: measure(folder, again, back) for back in (0, 30)}
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
