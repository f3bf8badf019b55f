"""Commits that can be counted, for tests in which the program or the power dies. Run as a program it never stops."""

import sys
from pathlib import Path

from db.connection import Reader, Store
from db.models import Customer, PointEntry, PointLot, Visit
from tests.db.people import new_customer

PER_DAY = 5


def prepare(store: Store) -> None:
    with store.transaction():
        new_customer(store)


def commit_one(store: Store, count: int) -> None:
    """One visit with its points: rows in four tables, that must stand or fall together."""
    with store.transaction():
        customer = store.database.execute_sql("SELECT id FROM customer").fetchone()[0]
        at, visit, lot = store.now_ms(), store.new_id(), store.new_id()
        Visit.insert(id=visit, customer=customer, bday=count, at=at, clock_ok=True).execute()
        Customer.update(last_seen=count).execute()
        PointLot.insert(id=lot, customer=customer, bday=count, points=PER_DAY, left=PER_DAY).execute()
        PointEntry.insert(
            id=store.new_id(), customer=customer, lot=lot, delta=PER_DAY, kind="visit", visit=visit,
            key=f"visit:{visit}", at=at, bday=count,
        ).execute()  # fmt: skip


def counted(reader: Reader) -> int:
    """The number of commits in the data; the visits must be 1, 2, 3 … without a gap."""
    days = [row[0] for row in reader.database.execute_sql("SELECT bday FROM visit ORDER BY bday")]
    assert days == list(range(1, len(days) + 1))
    return len(days)


def main(folder: Path) -> None:
    """Commit for ever, and say each commit's number once it is safe."""
    store = Store.open(folder)
    count = counted(store)
    if count == 0:
        prepare(store)
    while True:
        count += 1
        commit_one(store, count)
        print(count, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
