"""Does a tap wait for a report? Tap → painted frame at 100,000 customers and 2,000,000 sales, with and without one.

    python -m tests.bench.report_taps [CUSTOMERS SALES]

Prints a table and JSON. While reports run, the month's report is read in the reports' thread over and over. Both take
turns, some taps each, in one process: what else the machine does hits them alike. The shop is a copy: taps are visits.
"""

import json
import logging
import random
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final

from db.connection import Reader, Store
from db.models import Card, Customer
from db.sample import card_uid
from kiosk.actions.comparing import note_comparison
from kiosk.actions.duty import sign_in
from kiosk.actions.long_reads import Tell
from kiosk.actions.month_reads import read_report
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.staff import choose_pin, working
from kiosk.machine import share_memory_between_threads
from kiosk.main import SWITCH_SECONDS
from kiosk.rules.business_day import month_of
from kiosk.rules.card_number import card_number
from kiosk.rules.units import Instant, Month
from tests.bench.big_sales import TODAY, big_sales
from tests.bench.figures import percentiles
from tests.bench.taps import Hand

ROUNDS: Final = 10
TAPS: Final = 20  # of other customers in each half of a round, each twice
WARM_UP: Final = 20


class Reports:
    """The last whole month's report, again and again until it is told to rest."""

    def __init__(self, hand: Hand) -> None:
        self.read = 0
        self._thread = hand.kiosk._data.reports
        self._wanted = False
        self._at_rest = threading.Event()

    def begin(self) -> None:
        self._wanted = True
        self._at_rest.clear()
        self._thread.ask(self._read)

    def rest(self) -> None:
        self._wanted = False
        assert self._at_rest.wait(60), "a report could not be read"

    def _read(self, reader: Reader, tell: Tell) -> None:
        once = read_report(Month(month_of(TODAY) - 1), Instant(0))
        while self._wanted:
            once(reader, tell)
            self.read += 1
        self._at_rest.set()


def opened_for_today(folder: Path) -> list[int]:
    """Somebody stands at the counter, nothing is left to do for the night, and these customers have cards."""
    store = Store.open(folder)
    books = open_books(store, folder, new_shop("オーナー", []))
    owner = working(books)[0]
    choose_pin(books, owner.id, "7391")
    sign_in(books, owner)
    note_comparison(books, ())
    living = Customer.merged_into.is_null() & Customer.erased_at.is_null()
    numbers = [row.number for row in Customer.select(Customer.number).where(living)]
    chosen = random.sample(numbers, WARM_UP + 2 * ROUNDS * TAPS)
    with books.deed() as deed:
        for number in chosen:
            card = card_number(card_uid(number), "felica", books.card_key)
            Card.insert(
                id=books.store.new_id(),
                customer=number,  # whose id it is in this shop
                digest=card.digest,
                last4=card.last4,
                kind=card.kind,
                state="active",
                at=deed.at,
            ).execute()
    store.close()
    return chosen


def measure(folder: Path) -> dict[str, Any]:
    numbers = iter(opened_for_today(folder))
    hand = Hand(folder)
    reports = Reports(hand)
    taken: dict[tuple[bool, bool], list[float]] = {(beside, first): [] for beside in (0, 1) for first in (0, 1)}

    def drive() -> None:
        for _ in range(WARM_UP):
            hand.tap(next(numbers))
        for _ in range(ROUNDS):
            for beside in (False, True):
                if beside:
                    reports.begin()
                for number in [next(numbers) for _ in range(TAPS)]:
                    for _ in range(2):
                        took, first = hand.tap(number)
                        if first is not None:
                            taken[beside, first].append(took)
                if beside:
                    reports.rest()

    hand.run(drive)
    found: dict[str, Any] = {"reports": reports.read}
    for first, name in ((True, "first_of_the_day"), (False, "again")):
        without, beside = (percentiles(taken[one, first]) for one in (False, True))
        ratio = {p: round(beside[p] / without[p], 2) for p in without}
        found[name] = {"taps": len(taken[True, first]), "without_ms": without, "beside_ms": beside, "ratio": ratio}
    return found


def table(figures: dict[str, Any]) -> str:
    lines = [f"{'tap → frame, ms':44} {'p50':>8} {'p95':>8} {'p99':>8}"]
    for name, words in (("first_of_the_day", "first tap of the day"), ("again", "later tap")):
        for what, says in (("without_ms", ""), ("beside_ms", ", a report being read"), ("ratio", ", ratio")):
            seen = figures[name][what]
            lines.append(f"{words + says:44} {seen['p50']:>8} {seen['p95']:>8} {seen['p99']:>8}")
    return "\n".join([*lines, f"{figures['reports']} reports were read meanwhile"])


def main() -> None:
    shop = big_sales(*(map(int, sys.argv[1:]) if len(sys.argv) > 1 else (100_000, 2_000_000)))
    with tempfile.TemporaryDirectory(dir=shop.parent) as empty:
        folder = Path(empty) / "shop"
        shutil.copytree(shop, folder)
        figures = measure(folder)
    print(table(figures))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.setswitchinterval(SWITCH_SECONDS)
    share_memory_between_threads()
    main()
