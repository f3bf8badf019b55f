"""Two copies of one shop that both went on selling become one file.

All of it is done beside, on copies of both; the other one, a data folder or a backup, is only read. What was joined is
proved as `kiosk verify` does, and then takes the place of the shop's file: broken off anywhere before, nothing has
changed, and it begins again.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.backup_errors import DamagedBackup
from db.backup_target import FolderTarget
from db.backup_writing import Tell
from db.connection import FILE, LOCK, Store, bring_up_to_date, locked, wall_ms
from db.errors import StoreError, files_named, sqlite_named
from db.joining import AnotherShop, SameIds
from db.restore import NODE, move_in, parsed_key, unpack_shop
from db.snapshot import one_moment, snapshot
from db.verify import FIGURES, verify
from kiosk.actions.backing_up import TRAVELLING
from kiosk.actions.books import Books
from kiosk.actions.joining import Joined, join
from kiosk.actions.leftovers import JOIN
from kiosk.actions.opening import open_books
from kiosk.actions.restoring import ShopInBackup, content_of, require_proved, shop_brought
from kiosk.card_key import NAME as CARD_KEY
from kiosk.rules.search_words import search_text

_THERE: Final = "there"


class CantJoin(StoreError):
    """`why` names its words (texts.joining.refused)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


Keep = Callable[[Books, Joined], None]
"""Writes into what was joined, before that takes the place of the shop's file."""


def _nothing(books: Books, joined: Joined) -> None: ...


def join_folders(
    folder: Path, other: Path, board: str, tell: Tell, keep: Keep = _nothing, now_ms: Callable[[], int] = wall_ms
) -> Joined:
    """What the data folder `other` has more comes into `folder`, which becomes the installation of `board`, whose time
    is `now_ms`.

    Raises CantJoin, and what opening a shop raises (actions.opening.CANT_OPEN); then `folder` is as it was.
    """
    if not (other / FILE).exists():
        raise CantJoin("no_copy")
    if (folder / FILE).exists() and folder.samefile(other):
        raise CantJoin("same_folder")

    def copied(there: Path) -> None:
        with _held(other):
            _copied(other, there, tell)
        if not _sound(there, tell):
            raise CantJoin("damaged")

    return _join(folder, copied, board, tell, keep, now_ms)


def join_backup(
    folder: Path,
    place: Path,
    name: str,
    key: str,
    board: str,
    tell: Tell,
    keep: Keep = _nothing,
    now_ms: Callable[[], int] = wall_ms,
) -> tuple[Joined, ShopInBackup]:
    """As join_folders(), from the backup `name`, opened with the secret `key`, and the journal that comes after it;
    with what that was. Raises BackupErrors too."""
    identity = parsed_key(key)
    target = FolderTarget.present(place)
    shop: list[ShopInBackup] = []

    def copied(there: Path) -> None:
        require_proved(target, name, tell)
        content = content_of(target, name)
        unpacked = unpack_shop(content, there, identity, travelling=TRAVELLING, words=search_text, tell=tell)
        if not _sound(there, tell):
            raise DamagedBackup("the data in this backup doesn't add up")
        shop.append(shop_brought(unpacked))

    joined = _join(folder, copied, board, tell, keep, now_ms)
    return joined, shop[0]


def _join(
    folder: Path, copied: Callable[[Path], None], board: str, tell: Tell, keep: Keep, now_ms: Callable[[], int]
) -> Joined:
    """`copied` puts the other shop's file into an empty folder, proved, with this program's tables."""
    if not (folder / FILE).exists():
        raise CantJoin("no_shop")
    Store.open(folder, board=board, now_ms=now_ms).close()  # all of the log is in the file, which then can be put aside
    with _held(folder), _beside(folder) as beside:
        there = beside / _THERE
        there.mkdir(mode=0o700)
        copied(there)
        for name in (NODE, CARD_KEY):
            if (folder / name).exists():  # without its key the shop can't be opened, which is said then
                shutil.copyfile(folder / name, beside / name)
        _copied(folder, beside, tell)
        joined = _joined(beside, there, board, tell, keep, now_ms)
        if verify(beside, tell, words=search_text):
            raise CantJoin("does_not_add_up")
        move_in(beside, folder, (FILE,))
    return joined


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    with files_named():
        lock = locked(folder / LOCK)
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    beside = folder / JOIN
    with files_named():
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(mode=0o700)
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copied(source: Path, into: Path, tell: Tell) -> None:
    with Store.open_reader(source) as reader, one_moment(reader):
        snapshot(reader, into / FILE, lambda done, total: tell("copy", done, total))


def _sound(there: Path, tell: Tell) -> bool:
    """Figures are made anew, whatever they were."""
    bring_up_to_date(there)
    return all(one.code in FIGURES for one in verify(there, tell))


def _joined(beside: Path, there: Path, board: str, tell: Tell, keep: Keep, now_ms: Callable[[], int]) -> Joined:
    store = Store.open(beside, board=board, now_ms=now_ms)
    try:
        books = open_books(store, beside, lambda store, key: None)
        connection = store.database.connection()
        with sqlite_named():
            connection.pragma("synchronous", "off")  # power cut or not, it begins again
            connection.pragma("foreign_keys", 0)
            connection.execute("ATTACH ? AS there", (str(there / FILE),))
            try:
                joined = join(books, lambda done, total: tell("join", done, total))
            except (AnotherShop, SameIds) as error:
                raise CantJoin("another_shop" if isinstance(error, AnotherShop) else "same_ids") from error
            finally:
                connection.execute("DETACH there")
        keep(books, joined)
    finally:
        store.close()
    return joined
