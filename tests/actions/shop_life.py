"""A small shop's life, deed by deed, and all that it knows afterwards: for tests that bring it back from somewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pyrage

from db import models
from db.backup_listing import Backup
from db.backup_target import FolderTarget
from db.connection import Store, wall_ms
from db.errors import sqlite_named
from db.journal import Entry, entries_after, last_number
from db.restore import Content, Unpacked, restore
from kiosk.actions.backing_up import TRAVELLING, back_up
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_log import note_backup
from kiosk.actions.books import Books
from kiosk.actions.card import enrol_customer
from kiosk.actions.closing import begin_day
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.notes import save_note
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.record import read_record
from kiosk.actions.refund import read_sale, refund
from kiosk.actions.sale import Sold, begin_sale, settle_sale
from kiosk.actions.tags import Options, presets, put_on
from kiosk.rules.backup_places import BackupPlace, parse_backup_place
from kiosk.rules.card_number import card_number
from kiosk.rules.notes import Draft
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId, Points, SaleId
from tests.db.backing_up import quiet

Rows = dict[str, list[tuple[Any, ...]]]


def tables(folder: Path) -> Rows:
    """All that a shop knows, but for what one installation alone does."""
    with Store.open_reader(folder) as reader, sqlite_named():
        return {
            name: sorted(reader.database.execute_sql(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for model in models.TABLES
            if (name := model._meta.table_name) not in ("journal", "node", "class_month")
        }


@dataclass
class Shop:
    folder: Path
    stick: Path
    key: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)
    count: int = 0
    sales: list[SaleId] = field(default_factory=list)
    people: list[CustomerId] = field(default_factory=list)
    nights: int = 0  # that went by at once

    def __post_init__(self) -> None:
        self.stick.mkdir(exist_ok=True)
        FolderTarget.present(self.stick).choose()
        self.open()
        keep_key(self.books, str(self.key.to_public()), KeyRole.FIRST)

    def open(self) -> None:
        self.books: Books = open_books(
            Store.open(self.folder, now_ms=self.now_ms), self.folder, new_shop("オーナー", [{"text": "重い物は車まで"}])
        )

    def now_ms(self) -> int:
        return wall_ms() + self.nights * 86_400_000

    def close(self) -> None:
        self.books.store.close()

    def backs_up(self) -> Backup:
        backup = back_up(self.folder, FolderTarget.present(self.stick), self.books.now(), quiet)
        note_backup(self.books, backup, self.place, asked=False, drops_journal=True)
        return backup

    @property
    def place(self) -> BackupPlace:
        return parse_backup_place(str(self.stick))

    @property
    def last(self) -> int:
        with sqlite_named():
            return last_number(self.books.store.database.connection())

    def entries(self, after: int) -> list[Entry]:
        return entries_after(self.books.store.database.connection(), after, 1000)

    def brought_back(self, folder: Path, backup: Backup, after: Callable[[int], Any]) -> Unpacked:
        target = FolderTarget.present(self.stick)
        content = Content(target.read(backup.name), target.size(backup.name), after)
        return restore(content, folder, self.key, travelling=TRAVELLING, words=search_text, board="", tell=quiet)

    # what is done at the counter

    def does(self, what: int, chance: Random) -> None:
        deeds = (
            self.enrols,
            self.sells,
            self.sells,
            self.takes_back,
            self.tags,
            self.notes,
            self.merges,
            self.erases,
            self.closes_the_day,
        )
        deeds[what % len(deeds)](chance)

    def closes_the_day(self, _: Random) -> None:
        self.nights += 1
        begin_day(self.books)

    def enrols(self, _: Random) -> None:
        self.count += 1
        number = card_number(f"01020000{self.count:08d}", "felica", self.books.card_key)
        self.people.append(enrol_customer(self.books, number).record.id)

    def sells(self, chance: Random) -> None:
        self.count += 1
        customer = chance.choice([*self.people, None])
        begin_sale(self.books, customer)
        lines = (OpenLine(chance.randint(1, 9) * 100, 10, quantity=2), OpenLine(150, 8, name=f"品{self.count}"))
        sale = OpenSale(key=f"k{self.count}", lines=lines, points=Points(0), customer=customer)
        done = settle_sale(self.books, sale)
        assert isinstance(done, Sold)
        self.sales.append(done.sale)

    def takes_back(self, chance: Random) -> None:
        if self.sales:
            self.count += 1
            sold = chance.choice(self.sales)
            sale = read_sale(self.books, sold)
            assert sale is not None
            left = {line: 1 for line, pieces in sale.whole.items() if pieces}
            if left:
                refund(self.books, sold, left, f"b{self.count}")

    def tags(self, chance: Random) -> None:
        if self.people:
            record = read_record(self.books, chance.choice(self.people), self.books.today())
            put_on(self.books, record, presets(self.books)[0], Options())

    def notes(self, chance: Random) -> None:
        if self.people:
            save_note(self.books, chance.choice(self.people), Draft(text="ばらを育てておられる"))

    def merges(self, chance: Random) -> None:
        if len(self.people) > 2:
            kept, gone = chance.sample(self.people, 2)
            merge(self.books, kept, gone)
            self.people.remove(gone)

    def erases(self, chance: Random) -> None:
        if len(self.people) > 3:
            gone = chance.choice(self.people)
            self.people.remove(gone)
            erase_person(self.books, gone)
