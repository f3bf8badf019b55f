"""A shop that was copied: two cards from one, each of which goes on selling on a machine of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.connection import Store
from db.models import Customer, DayStat, PointEntry
from db.verify import verify
from kiosk.actions.books import Books
from kiosk.actions.card import enrol_customer, tap_card
from kiosk.actions.joining import Joined
from kiosk.actions.joining_copies import join_folders
from kiosk.actions.ledger import read_account
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.sale import Sold, settle_sale
from kiosk.actions.settings import change_setting
from kiosk.rules.card_number import card_number
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId, Points, SaleId
from tests.flow.counter import DAY_MS, OPENING

FOUND = new_shop("オーナー", [{"text": "配達は裏口から"}])
HERE, THERE = "", "another board"


def card(number: int) -> str:
    return f"01010000000000{number:02}"


class Till:
    """One copy while it is open."""

    def __init__(self, copy: "Copy", store: Store) -> None:
        self.copy = copy
        self.store = store
        self.books: Books = open_books(store, copy.folder, FOUND)
        self.books.prints = False

    def customer(self, number: int) -> CustomerId:
        return CustomerId(Customer.get(Customer.number == number).id)

    def enrol(self, uid: str) -> CustomerId:
        return enrol_customer(self.books, card_number(uid, "felica", self.books.card_key)).record.id

    def tap(self, uid: str) -> Any:
        self.copy.ms += 1000
        return tap_card(self.books, uid, "felica")

    def sell(self, customer: CustomerId | None, yen: int, points: int = 0) -> SaleId:
        self.copy.ms += 1000
        sale = OpenSale(
            key=f"sale:{self.store.new_id()}", lines=(OpenLine(yen, 10),), customer=customer, points=Points(points)
        )
        sold = settle_sale(self.books, sale)
        assert isinstance(sold, Sold)
        return sold.sale

    def take_back(self, sale: SaleId) -> None:
        self.copy.ms += 1000
        shown = read_sale(self.books, sale)
        assert shown is not None
        assert isinstance(refund(self.books, sale, shown.whole, f"back:{self.store.new_id()}"), Refunded)

    def points(self, customer: CustomerId) -> int:
        account = read_account(self.books, customer)
        return account.held - account.debt


class Copy:
    def __init__(self, folder: Path, board: str, ms: int = OPENING) -> None:
        self.folder = folder
        self.board = board
        self.ms = ms

    @contextmanager
    def open(self) -> Iterator[Till]:
        store = Store.open(self.folder, board=self.board, now_ms=lambda: self.ms)
        store.database.execute_sql("PRAGMA synchronous = OFF")
        try:
            yield Till(self, store)
        finally:
            store.close()

    def pass_days(self, days: int) -> None:
        self.ms += days * DAY_MS

    def copied(self, folder: Path) -> "Copy":
        shutil.copytree(self.folder, folder)
        return Copy(folder, THERE, self.ms)

    def join(self, other: "Copy") -> Joined:
        """It is whole afterwards, and the other one is as it was."""
        before = other.bytes()
        joined = join_folders(self.folder, other.folder, self.board, lambda step, done, total: None)
        assert other.bytes() == before
        assert not (self.folder / "join.part").exists()
        assert verify(self.folder, words=search_text) == []
        return joined

    def bytes(self) -> dict[str, bytes]:
        """What is in its files, but for what a reader leaves beside an empty log."""
        files = sorted(self.folder.iterdir())
        return {
            one.name: one.read_bytes() for one in files if one.is_file() and not one.name.endswith(("-shm", "-wal"))
        }

    def days(self) -> dict[int, tuple[int, int]]:
        with self.open():
            return {row.bday: (row.sales, row.total) for row in DayStat.select()}

    def booked(self) -> int:
        """Points of all customers, by the ledger."""
        with self.open():
            return sum(row.delta for row in PointEntry.select())

    def rows(self) -> dict[str, int]:
        with Store.open_reader(self.folder) as reader:
            names = reader.database.get_tables()
            return {
                name: reader.database.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in names
                if "fts" not in name
            }


def founded(folder: Path, customers: int = 3, **settings: object) -> Copy:
    copy = Copy(folder, HERE)
    with copy.open() as till:
        for key, value in settings.items():
            change_setting(till.books, key.replace("__", "."), value)
        for number in range(1, customers + 1):
            till.enrol(card(number))
    return copy
