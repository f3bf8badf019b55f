"""The words by which customers are found: refreshed with whatever changed them, made anew when there are none."""

import json
import logging
from typing import Final

from db.models import Setting
from db.words import FACTS, drop_all_words, drop_words, write_words
from kiosk.actions.books import Books, Deed
from kiosk.rules.search_words import VERSION, search_text
from kiosk.rules.units import CustomerId

logger = logging.getLogger(__name__)

_KEY: Final = "words_version"  # which rules made the index
_AT_ONCE: Final = 2000  # customers in one transaction: a WAL of some megabytes


def refresh_words(books: Books, deed: Deed, customer: CustomerId) -> None:
    """Let a customer be found by what the rows say now. Call it in the deed that changed a name, reading, number,
    phone or note, that merged the record into another or took it out again, or made the person anonymous."""
    connection = books.store.database.connection()
    facts = connection.execute(f"{FACTS} AND id = ?", (customer,)).fetchone()
    if facts is None:
        drop_words(connection, customer)
        return
    _, name, reading, number, phone, notes = facts
    write_words(connection, [(customer, search_text(name, reading, number, phone, json.loads(notes)))])


def ensure_words(books: Books) -> None:
    """Index everybody when nothing is indexed yet, or when other rules did it. Broken off, it begins again."""
    found = Setting.get_or_none(Setting.key == _KEY)
    if found is not None and json.loads(found.value) == VERSION:
        return
    store, connection = books.store, books.store.database.connection()
    with store.transaction():
        drop_all_words(connection)
    total = connection.execute("SELECT count(*) FROM customer").get
    last = done = 0
    while batch := connection.execute(f"{FACTS} AND id > ? ORDER BY id LIMIT ?", (last, _AT_ONCE)).fetchall():
        with store.transaction():
            write_words(
                connection,
                [
                    (row, search_text(name, reading, number, phone, json.loads(notes)))
                    for row, name, reading, number, phone, notes in batch
                ],
            )
        store.checkpoint()
        last, done = batch[-1][0], done + len(batch)
        logger.info("indexed %d of %d customers for the search", done, total)
    with store.transaction():
        mark_words()


def forget_words() -> None:
    """In the transaction at hand: the rows came from elsewhere. ensure_words() then indexes everybody."""
    Setting.delete().where(Setting.key == _KEY).execute()


def mark_words() -> None:
    """The index is that of the present rules."""
    Setting.insert(key=_KEY, value=json.dumps(VERSION)).on_conflict_replace().execute()
