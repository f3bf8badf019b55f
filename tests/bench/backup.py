"""A backup of a large shop: seconds, megabytes, memory; its restore; and what taps take while backups are made.

    python -m tests.bench.backup [CUSTOMERS [TAPS]]

Prints a table and JSON. The taps are run twice, without backups and with one after the other being made.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from db.backup_target import FolderTarget
from db.connection import FILE, Store, wall_ms
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.backup_process import command
from kiosk.actions.opening import open_books
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.rules.backup_places import parse_backup_place
from tests.bench.big_shop import big_shop

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
TAPS = 200


def measured(words: list[str]) -> dict[str, float]:
    """Seconds and peak megabytes of one `kiosk …` in a process of its own."""
    begun, most = time.monotonic(), 0
    process = subprocess.Popen([sys.executable, "-m", "kiosk", *words], stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.02)
    if process.wait():
        raise SystemExit(f"kiosk {words[0]} failed")
    return {"seconds": round(time.monotonic() - begun, 1), "peak_mb": round(most / 1e6)}


def taps(folder: Path, customers: int, count: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "tests.bench.taps", str(folder), str(customers), str(count)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def backups_without_end(folder: Path, place: Path) -> Iterator[list[float]]:
    """One after the other, each as the kiosk makes it; the seconds that each of them took."""
    ended, took = threading.Event(), list[float]()

    def run() -> None:
        while not ended.is_set():
            begun = time.monotonic()
            words = command(folder, parse_backup_place(str(place.resolve())), wall_ms(), choose=False)
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took.append(round(time.monotonic() - begun, 1))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield took
    finally:
        ended.set()
        thread.join()


def key_of(folder: Path) -> str:
    """A new one of this shop; the secret half."""
    store = Store.open(folder)
    key = new_key()
    keep_key(open_books(store, folder, found_sample_shop), key.public, KeyRole.FIRST)
    store.close()
    return key.secret


def main(customers: int, count: int) -> None:
    folder = big_shop(customers)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        stick, new, paper = Path(beside) / "stick", Path(beside) / "new", Path(beside) / "paper"
        stick.mkdir()
        FolderTarget.present(stick).choose()
        paper.write_text(key_of(folder))
        made = measured(["backup", "now", "--to", str(stick), "--data", str(folder)])
        (file,) = stick.glob("*.age")  # a later one of this day takes its place
        size = file.stat().st_size
        restored = measured(["restore", str(file), "--data", str(new), "--key", str(paper)])
        alone = taps(folder, customers, count)
        with backups_without_end(folder, stick) as seconds:
            beside_backups = taps(folder, customers, count)
        figures = {
            "customers": customers,
            "database_mb": round((folder / FILE).stat().st_size / 1e6),
            "backup_mb": round(size / 1e6),
            "backup": made,
            "restore": restored,
            "taps": alone,
            "taps_during_backups": beside_backups | {"backup_seconds": seconds},
        }
    print(table(figures))
    print(json.dumps(figures, indent=2))


def table(figures: dict[str, Any]) -> str:
    alone, beside = figures["taps"], figures["taps_during_backups"]

    def row(what: str, kind: str) -> str:
        pairs = "".join(f"{alone[kind][p]:>9} {beside[kind][p]:>8}" for p in ("p50", "p95", "p99"))
        return f"{what:38}{pairs}   p99 ×{beside[kind]['p99'] / alone[kind]['p99']:.2f}"

    return "\n".join(
        (
            f"{figures['customers']:,} customers, database {figures['database_mb']} MB → {figures['backup_mb']} MB",
            *(
                f"{what}: {figures[what]['seconds']} s, peak memory {figures[what]['peak_mb']} MB"
                for what in ("backup", "restore")
            ),
            f"taps, ms: without, with {len(beside['backup_seconds'])} backups, of p50, p95, p99",
            row("first tap of the day → frame", "first_of_the_day_ms"),
            row("later tap → frame", "again_ms"),
            row("a view without a change → frame", "empty_view_ms"),
        )
    )


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + [str(CUSTOMERS), str(TAPS)][len(sys.argv) - 1 :])))
