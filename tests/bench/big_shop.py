"""A shop of 100,000 customers, made once and kept in build/."""

import sys
import time
from pathlib import Path

from db.connection import FILE, Store
from kiosk.actions.duty import sign_in
from kiosk.actions.opening import open_books
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.actions.staff import working

FOLDER = Path("build/bench-shop")
PURCHASES = 0.05  # of the visits


def big_shop(customers: int) -> Path:
    """The folder of the shop, filled (about 1 ms for each customer) unless it is there already.

    Purchases are few: half of all visits with one would take most of the time.
    """
    folder = FOLDER.with_name(f"{FOLDER.name}-{customers}")
    if not (folder / "filled").exists():
        print(f"filling a shop of {customers:,} customers …", file=sys.stderr)
        begun = time.monotonic()
        store = Store.open(folder)
        open_books(store, folder, lambda empty, key: found_sample_shop(empty, key, customers, PURCHASES))
        store.close()
        (folder / "filled").touch()
        size = (folder / FILE).stat().st_size / 1e6
        print(f"filled in {time.monotonic() - begun:.0f} s, {size:.0f} MB", file=sys.stderr)
    _open_for_today(folder)
    return folder


def _open_for_today(folder: Path) -> None:
    """A shop that was filled on another day has nobody at its counter, and shows no customer."""
    store = Store.open(folder)
    books = open_books(store, folder, found_sample_shop)
    sign_in(books, working(books)[1])
    store.close()
