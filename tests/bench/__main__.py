"""`make bench`: what the counter takes, in milliseconds, megabytes and ratios. Prints a table and JSON."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import apsw
import psutil

from db.connection import CHECKSUM_VFS, FILE, Store, load_checksums
from db.queries.counter import CounterQueries
from db.sample import card_uid
from kiosk.card_key import NAME as KEY_FILE
from kiosk.rules.card_number import card_number
from tests.bench import search
from tests.bench.big_shop import big_shop
from tests.bench.figures import percentiles
from tests.end_to_end.kiosk import Kiosk

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
TAPS = 200
QUERIES = 20_000
STARTS = 7
IDLE_SECONDS = 20.0
SOFTWARE_GL = re.compile(r"libLLVM|_dri\.so|libgallium")  # a machine with a graphics processor loads none of it


def taps(folder: Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.bench.taps", str(folder), str(CUSTOMERS), str(TAPS)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    for kind in ("first_of_the_day", "again"):
        found[f"{kind}_ratio"] = {
            p: round(found[f"{kind}_ms"][p] / found["empty_view_ms"][p], 2) for p in ("p50", "p95", "p99")
        }
    return found


def hot_query(folder: Path) -> dict[str, Any]:
    """The card's query as compiled, against the same SQL by apsw alone on the same file."""
    key = (folder / KEY_FILE).read_bytes()
    digests = [card_number(card_uid(n), "felica", key).digest for n in range(1, CUSTOMERS, max(1, CUSTOMERS // 500))]
    store = Store.open(folder)
    try:
        card = CounterQueries(store).card
        load_checksums()
        raw = apsw.Connection(str(folder / FILE), flags=apsw.SQLITE_OPEN_READONLY, vfs=CHECKSUM_VFS)

        def compiled_run() -> float:
            begun = time.perf_counter()
            for count in range(QUERIES):
                card.one(digest=digests[count % len(digests)])
            return (time.perf_counter() - begun) / QUERIES * 1e6

        def raw_run() -> float:
            begun = time.perf_counter()
            for count in range(QUERIES):
                raw.execute(card.sql, (digests[count % len(digests)],)).fetchone()
            return (time.perf_counter() - begun) / QUERIES * 1e6

        compiled_run(), raw_run()
        rounds = [(compiled_run(), raw_run()) for _ in range(5)]
    finally:
        store.close()
    ours, theirs = (sorted(times)[2] for times in zip(*rounds, strict=True))
    return {"compiled_us": round(ours, 1), "apsw_us": round(theirs, 1), "ratio": round(ours / theirs, 2)}


def starts(folder: Path) -> dict[str, Any]:
    times = []
    for _ in range(STARTS):
        with Kiosk(folder) as kiosk:
            kiosk.ready()
            kiosk.quit()
            said = re.findall(r"first frame ([\d.]+) s", kiosk.log.read_text("utf-8"))
            times.append(float(said[-1]))
    return {"first_frame_s": percentiles(times, 2)}


def idle(folder: Path) -> dict[str, Any]:
    """Memory and processor time of the whole process, simulated devices included, with the screen at rest."""
    with Kiosk(folder) as kiosk:
        kiosk.ready()
        kiosk.sim("tap", card_uid(1))
        kiosk.sim("press", "おわり")
        process = psutil.Process(kiosk.process.pid)
        time.sleep(12)  # until the screen dozes
        before = process.cpu_times()
        time.sleep(IDLE_SECONDS)
        after = process.cpu_times()
        used = after.user + after.system - before.user - before.system
        memory = process.memory_info().rss / 1e6
        drawing = sum(one.rss for one in process.memory_maps() if SOFTWARE_GL.search(one.path)) / 1e6
        kiosk.quit()
    return {
        "rss_mb": round(memory, 1),
        "software_gl_mb": round(drawing, 1),
        "idle_cpu_percent": round(used / IDLE_SECONDS * 100, 2),
    }


def main() -> None:
    folder = big_shop(CUSTOMERS)
    figures = {
        "customers": CUSTOMERS,
        "taps": taps(folder),
        "hot_query": hot_query(folder),
        "start": starts(folder),
        "rest": idle(folder),
        "search": search.measure(folder),
    }
    print(table(figures))
    print(search.table(figures["search"]))
    print(json.dumps(figures, indent=2))


def table(figures: dict[str, Any]) -> str:
    tap, query, rest = figures["taps"], figures["hot_query"], figures["rest"]

    def row(what: str, seen: dict[str, Any]) -> str:
        return f"{what:44} {seen['p50']:>8} {seen['p95']:>8} {seen['p99']:>8}"

    return "\n".join(
        (
            f"{figures['customers']:,} customers{'':29} {'p50':>8} {'p95':>8} {'p99':>8}",
            row("first tap of the day → frame, ms", tap["first_of_the_day_ms"]),
            row("later tap → frame, ms", tap["again_ms"]),
            row("a view without a change → frame, ms", tap["empty_view_ms"]),
            row("ratio, first tap", tap["first_of_the_day_ratio"]) + "   aim ≤ 1.5",
            row("ratio, later tap", tap["again_ratio"]) + "   aim ≤ 1.5",
            row("start → first usable frame, s", figures["start"]["first_frame_s"]) + "   aim ≤ 1.5",
            f"card query, µs: compiled {query['compiled_us']}, apsw {query['apsw_us']}, {query['ratio']}×   aim ≤ 1.3",
            f"memory {rest['rss_mb']} MB (aim ≤ 170), {rest['software_gl_mb']} of it the libraries of software GL",
            f"idle {rest['idle_cpu_percent']} % of a core (aim ≤ 2)",
        )
    )


if __name__ == "__main__":
    main()
