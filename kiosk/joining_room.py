"""`kiosk merge`: two copies of one shop that both went on selling become one.

All of it is done beside, on copies of both; the other folder is only read. What was joined is proved as `kiosk verify`
does, and then takes the place of the shop's file: broken off anywhere before, nothing has changed, and it begins again.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.connection import FILE, LOCK, Store, bring_up_to_date, locked
from db.errors import files_named, sqlite_named
from db.joining import AnotherShop, SameIds
from db.restore import NODE, move_in
from db.snapshot import one_moment, snapshot
from db.verify import FIGURES, verify
from kiosk.actions.joining import Joined, join
from kiosk.actions.opening import CANT_OPEN, Founding, open_books
from kiosk.card_key import NAME as CARD_KEY
from kiosk.flow.texts import Texts
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.rules.numerals import grouped
from kiosk.rules.search_words import search_text

Say = Callable[[str], None]
Tell = Callable[[int, int], None]

BESIDE: Final = "join.part"
_THERE: Final = "there"


class Refused(Exception):
    """It can't be joined; `why` names its words (texts.joining.refused)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class JoiningRoom:
    def __init__(self, texts: Texts, found: Founding, say: Say) -> None:
        self._texts = texts
        self._found = found
        self._say = say

    def merge(self, other: Path, folder: Path) -> int:
        """0: what `other` had more is in `folder`. 1: nothing was changed, and why is said."""
        try:
            with Bar(sys.stderr) as bar:
                joined = join_folders(folder, other, self._found, bar.tell)
        except Refused as error:
            self._say(self._texts(f"joining.refused.{error.why}", folder=folder, other=other))
            return 1
        except CANT_OPEN as error:
            self._say(self._texts("joining.cant", why=error))
            return 1
        self._report(joined)
        return 0

    def _report(self, joined: Joined) -> None:
        texts, brought = self._texts, joined.brought
        if not brought.count:
            self._say(texts("joining.nothing"))
        for table in ("customer", "visit", "sale", "note"):
            if count := brought.rows.get(table):
                self._say(texts(f"joining.brought.{table}", n=grouped(count)))
        for there, here in brought.renumbered:
            self._say(texts("joining.renumbered", there=there, here=here, name=joined.names.get(here, "")))
        for number, points in joined.owing:
            self._say(texts("joining.owing", number=number, points=points, name=joined.names.get(number, "")))
        for pair in joined.alike:
            self._say(
                texts(
                    "joining.alike",
                    theirs=pair.theirs,
                    their_name=joined.names.get(pair.theirs, ""),
                    ours=pair.ours,
                    our_name=joined.names.get(pair.ours, ""),
                    why=texts(f"joining.why.{pair.why}"),
                )
            )
        if joined.alike:
            self._say(texts("joining.how_to_merge"))
        for one in brought.decided:
            self._say(
                texts(
                    "joining.here_holds" if one.here else "joining.there_holds",
                    table=texts(f"export.table.{one.table}"),
                    row=f"No.{joined.numbers[one.row]}" if one.row in joined.numbers else "",
                    column=one.column if one.table == "setting" else texts(f"joining.field.{one.column}"),
                    other=one.other,
                )
            )
        if brought.refused:
            self._say(
                texts("joining.returned_twice", n=len(brought.refused), sales=", ".join(map(str, brought.refused)))
            )
        if brought.sale_left_open:
            self._say(texts("joining.sale_left_open"))
        self._say(texts("joining.done"))


def join_folders(folder: Path, other: Path, found: Founding, tell: Tell) -> Joined:
    """Raises Refused, and what opening a shop raises (actions.opening.CANT_OPEN); then `folder` is as it was."""
    for place, why in ((folder, "no_shop"), (other, "no_copy")):
        if not (place / FILE).exists():
            raise Refused(why)
    if folder.samefile(other):
        raise Refused("same_folder")
    Store.open(folder, board=board_serial()).close()  # all of the log is in the file, which then can be put aside
    with _held(folder), _held(other), _beside(folder) as beside:
        for name in (NODE, CARD_KEY):
            if (folder / name).exists():  # without its key the shop can't be opened, which is said then
                shutil.copyfile(folder / name, beside / name)
        _copied(folder, beside, tell)
        there = beside / _THERE
        there.mkdir(mode=0o700)
        _copied(other, there, tell)
        bring_up_to_date(there)
        if any(one.code not in FIGURES for one in verify(there, lambda step, *far: tell(*far))):
            raise Refused("damaged")
        joined = _joined(beside, there, found, tell)
        if verify(beside, lambda step, *far: tell(*far), words=search_text):
            raise Refused("does_not_add_up")
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
    beside = folder / BESIDE
    with files_named():
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(mode=0o700)
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copied(source: Path, into: Path, tell: Tell) -> None:
    with Store.open_reader(source) as reader, one_moment(reader):
        snapshot(reader, into / FILE, tell)


def _joined(beside: Path, there: Path, found: Founding, tell: Tell) -> Joined:
    store = Store.open(beside, board=board_serial())
    try:
        books = open_books(store, beside, found)
        connection = store.database.connection()
        with sqlite_named():
            connection.pragma("synchronous", "off")  # power cut or not, it begins again
            connection.pragma("foreign_keys", 0)
            connection.execute("ATTACH ? AS there", (str(there / FILE),))
            try:
                return join(books, tell)
            except (AnotherShop, SameIds) as error:
                raise Refused("another_shop" if isinstance(error, AnotherShop) else "same_ids") from error
            finally:
                connection.execute("DETACH there")
    finally:
        store.close()
