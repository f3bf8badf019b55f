"""`kiosk backup keys`: the key of the backups goes onto paper, and its public half into the books."""

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.connection import FILE, Store
from hardware.events import Event, SlipFinished, SlipOutcome
from hardware.ports import SlipPrinter
from hardware.slip import Slip
from kiosk.actions.backup_keys import (
    BackupKey,
    KeyRole,
    NewKey,
    NotAPublicKey,
    ReadBack,
    backup_keys,
    keep_key,
    new_key,
    read_back,
)
from kiosk.actions.books import Books
from kiosk.actions.opening import CANT_OPEN, Founding, open_books
from kiosk.flow.recovery_slip import form_recovery_slip, key_rows
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.machine import board_serial
from kiosk.rules.business_day import local_time
from kiosk.secret_key import Ask, Say

PRINTER_SECONDS: Final = 60.0


class KeyRoom:
    """`printer`: the configured one, None where there is none: then the key stands on the terminal."""

    def __init__(self, texts: Texts, found: Founding, printer: SlipPrinter | None, say: Say, ask: Ask) -> None:
        self._texts = texts
        self._words = Words(texts)
        self._found = found
        self._printer = printer
        self._say = say
        self._ask = ask

    def show(self, folder: Path) -> int:
        return self._in_the_shop(folder, self._show)

    def make(self, folder: Path) -> int:
        """A new key, kept only after it was read back from its paper."""
        return self._in_the_shop(folder, self._make)

    def add(self, folder: Path, public: str) -> int:
        """A second one can open the backups too."""
        return self._in_the_shop(folder, lambda books: self._add(books, public))

    def _in_the_shop(self, folder: Path, act: Callable[[Books], int]) -> int:
        if not (folder / FILE).exists():
            self._say(self._texts("backup.no_shop", folder=folder))
            return 1
        try:
            store = Store.open(folder, board=board_serial())
            try:
                return act(open_books(store, folder, self._found))
            finally:
                store.close()
        except CANT_OPEN as error:
            self._say(f"kiosk: {error}")
        return 1

    def _show(self, books: Books) -> int:
        keys = backup_keys(books)
        for key in keys:
            self._say(self._line(key))
        if not keys:
            self._say(self._texts("recovery.none"))
        return 0

    def _line(self, key: BackupKey) -> str:
        state = "recovery.in_use" if key.until is None else "recovery.old"
        return self._texts(
            "recovery.line",
            number=key.number,
            role=self._texts(f"recovery.{key.role}"),
            since=self._words.day(key.since),
            state=self._texts(state, until="" if key.until is None else self._words.day(key.until)),
            public=key.public,
        )

    def _make(self, books: Books) -> int:
        key = new_key()
        made = local_time(books.now(), books.zone)
        slip = form_recovery_slip(books.settings.shop.name, key.number, key.secret, made, self._words)
        if self._printer is None:
            self._say(self._texts("recovery.shown", number=key.number))
            for row in key_rows(key.secret):
                self._say(row)
        elif _printed(self._printer, slip):
            self._say(self._texts("recovery.printed", number=key.number))
        else:
            self._say(self._texts("recovery.not_printed"))
            return 1
        if not self._asked_back(key):
            self._say(self._texts("recovery.given_up"))
            return 1
        keep_key(books, key.public, KeyRole.FIRST)
        self._say(self._texts("recovery.kept", number=key.number))
        return 0

    def _asked_back(self, key: NewKey) -> bool:
        while True:
            try:
                typed = self._ask(self._texts("recovery.ask"))
            except EOFError:
                return False
            if (came := read_back(key, typed)) is ReadBack.SAME:
                return True
            self._say(self._texts(f"recovery.{came}", number=key.number))

    def _add(self, books: Books, public: str) -> int:
        try:
            key = keep_key(books, public, KeyRole.SECOND)
        except NotAPublicKey:
            self._say(self._texts("recovery.not_public"))
            return 1
        self._say(self._texts("recovery.second_kept", number=key.number))
        return 0


def _printed(printer: SlipPrinter, slip: Slip) -> bool:
    """Whether it surely came out. No job of the books: nothing of this slip is kept anywhere."""
    said: queue.SimpleQueue[Event] = queue.SimpleQueue()
    printer.start(said.put)
    try:
        printer.submit(0, slip)
        while True:
            event = said.get(timeout=PRINTER_SECONDS)
            if isinstance(event, SlipFinished):
                return event.outcome is SlipOutcome.PRINTED
    except queue.Empty:
        return False
    finally:
        printer.stop()
