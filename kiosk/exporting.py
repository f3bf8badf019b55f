"""`kiosk export`: everything that the shop knows, as plain files, into a new folder."""

import sys
from pathlib import Path

from db.connection import Store
from db.errors import sqlite_named
from kiosk.actions.books import Books
from kiosk.actions.export import Exported, note_export, write_export
from kiosk.flow.exporting import export_wishes, outcome_words
from kiosk.flow.texts import Texts
from kiosk.importing.progress import Bar
from kiosk.rules.business_day import local_time


def export_shop(books: Books, into: Path, texts: Texts, *, sensitive: bool) -> int:
    """0: it is there, whole. 1: it is not, and why is said."""
    wishes = export_wishes(into.absolute(), local_time(books.now(), books.zone), books.zone, texts, sensitive=sensitive)
    note_export(books, sensitive=sensitive)
    with (
        Bar(sys.stderr) as bar,
        Store.open_reader(books.store.folder) as reader,
        sqlite_named(),
        reader.database.atomic(),
    ):
        outcome = write_export(reader, wishes, lambda done, total, so_far=None: bar.tell(done, total))
    whole = isinstance(outcome, Exported)
    print(outcome_words(outcome, texts), file=sys.stdout if whole else sys.stderr)
    return 0 if whole else 1
