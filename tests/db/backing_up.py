"""What the tests of backups have in common: a small shop, a key, and where backups go."""

from collections.abc import Iterator
from pathlib import Path

import pyrage

from db.backup_listing import Backup
from db.backup_manifest import Contents
from db.backup_target import Target
from db.backup_writing import Order, write_backup
from db.connection import Store
from db.restore import Content, restore
from db.words import write_words
from tests.db.people import new_customer
from tests.db.shop import words

CARD_KEY = "card.key"
SECRET = bytes(range(32))


def quiet(*_: object) -> None:
    """Nobody is told how far it is."""


def take_in(store: Store, number: int, name: str = "") -> None:
    with store.transaction():
        customer = new_customer(store, number, name=name)
        text = words(name, "", number, "", [])
        write_words(store.database.connection(), [(customer, text)])


def order(store: Store, key: pyrage.x25519.Identity, stamp: str = "20261120-040000") -> Order:
    (store.folder / CARD_KEY).write_bytes(SECRET)
    return Order(store.folder, "0badcafe", "Asia/Tokyo", stamp, store.now_ms(), (str(key.to_public()),), (CARD_KEY,))


def back_up(store: Store, target: Target, key: pyrage.x25519.Identity, stamp: str = "20261120-040000") -> Backup:
    return write_backup(order(store, key, stamp), target, quiet)


def bring_back(target: Target, backup: Backup, folder: Path, key: pyrage.x25519.Identity) -> Contents:
    proved = restore(
        content(target, backup.name), folder, key, travelling=(CARD_KEY,), words=words, board="", tell=quiet
    )
    return proved.contents


def content(target: Target, name: str) -> Content:
    return Content(target.read(name), target.size(name))


def in_pieces(data: bytes, size: int = 70_000) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]
