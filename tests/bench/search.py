"""How long a search takes from what was typed to the customers found, by its length. In the counter's own code.

    python -m tests.bench.search FOLDER

Prints JSON. What is typed is cut at random places out of names, readings, phone ends and notes of the shop itself, so
that what is common comes often; `common` are the single characters that most customers have, `nobody` what none has.
"""

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from db.connection import Store
from kiosk.actions.books import Books
from kiosk.actions.search import find_customers
from kiosk.card_key import NAME as KEY_FILE
from tests.bench.figures import percentiles

SEARCHES = 300
LENGTHS = (1, 2, 3, 4, 6)
SAMPLE = 4000  # customers and notes out of which searches are cut


def cuts(chance: random.Random, texts: list[str], length: int) -> list[str]:
    """`SEARCHES` pieces of this length; of names and the like half of them begin where the text begins."""
    long = [text for text in texts if len(text) >= length]
    found = []
    for text in chance.choices(long, k=SEARCHES):
        begin = 0 if chance.random() < 0.5 else chance.randrange(len(text) - length + 1)
        found.append(text[begin : begin + length])
    return found


def searches(books: Books, chance: random.Random) -> dict[str, list[str]]:
    ask = books.store.database.connection().execute

    def texts(sql: str) -> list[str]:
        return [text for (text,) in ask(f"{sql} ORDER BY random() LIMIT {SAMPLE}") if text]

    kinds = {
        "name": texts("SELECT replace(name, ' ', '') FROM customer"),
        "reading": texts("SELECT replace(reading, ' ', '') FROM customer"),
        "note": texts("SELECT text FROM note WHERE NOT sensitive"),
    }
    found = {f"{kind} {n}": cuts(chance, all_, n) for kind, all_ in kinds.items() for n in LENGTHS}
    phones = texts("SELECT phone FROM customer")
    for length in LENGTHS:
        found[f"phone end {length}"] = [phone[-length:] for phone in chance.choices(phones, k=SEARCHES)]
    seen = Counter(char for all_ in kinds.values() for text in all_ for char in set(text) if char.isalnum())
    common = [char for char, _ in seen.most_common(30)]
    found["common 1"] = common * (SEARCHES // len(common))
    found["nobody 3"] = ["".join(chance.sample("鬱麒麟薔薇檸檬ぬゑ", 3)) for _ in range(SEARCHES)]
    return found


def measure(folder: Path) -> dict[str, Any]:
    """p50, p95 and p99 in ms by kind and by length: of the clock, and of the processor where others use it too."""
    store = Store.open(folder)
    by_kind: dict[str, Any] = {}
    clock: dict[int, list[float]] = {length: [] for length in LENGTHS}
    processor: dict[int, list[float]] = {length: [] for length in LENGTHS}
    try:
        books = Books(store, (folder / KEY_FILE).read_bytes())
        for kind, typed in searches(books, random.Random(1)).items():
            find_customers(books, typed[0])
            times = []
            for text in typed:
                begun, used = time.perf_counter(), time.thread_time()
                find_customers(books, text)
                times.append((time.perf_counter() - begun) * 1000)
                processor[int(kind.split()[-1])].append((time.thread_time() - used) * 1000)
            by_kind[kind] = percentiles(times, 2)
            clock[int(kind.split()[-1])] += times
    finally:
        store.close()
    return {
        "by_length": {str(n): percentiles(times, 2) for n, times in clock.items()},
        "by_length_processor": {str(n): percentiles(times, 2) for n, times in processor.items()},
        "by_kind": by_kind,
    }


def table(figures: dict[str, Any]) -> str:
    def row(what: str, seen: dict[str, float]) -> str:
        return f"{what:44} {seen['p50']:>8} {seen['p95']:>8} {seen['p99']:>8}"

    return "\n".join(
        (
            *(row(f"search of {n} characters, ms", seen) + "   aim ≤ 10" for n, seen in figures["by_length"].items()),
            *(
                row(f"  {n} characters, ms of the processor", seen)
                for n, seen in figures["by_length_processor"].items()
            ),
            *(row(f"  {kind}", seen) for kind, seen in figures["by_kind"].items()),
        )
    )


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
