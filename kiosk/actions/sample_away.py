"""A sample shop is put away: what goes with it, and how its folder becomes one without a shop.

No real shop can go so: the mark in the database itself is read again before anything is touched.
"""

import logging
import os
import shutil
from pathlib import Path
from typing import Any, Final

from db.connection import FILE, LOCK, Store, locked
from db.errors import StoreError, files_named, sqlite_named
from db.models import Customer, Sale
from db.restore import NODE
from kiosk.actions.books import SAMPLE, Books
from kiosk.actions.first_steps import NAME as FIRST_STEPS
from kiosk.actions.letter_files import FOLDER as LETTERS
from kiosk.actions.papers import REPORTS
from kiosk.actions.places import FOLDER as EXPORTS
from kiosk.card_key import NAME as CARD_KEY
from kiosk.mail_password import NAME as MAIL_PASSWORD
from kiosk.synced import sync
from kiosk.value import Value

logger = logging.getLogger(__name__)

AWAY: Final = "sample.away"
"""What the database is called from the moment at which the sample is gone until nothing of it is left."""

_GOES_TOO: Final = (
    FILE + "-wal", FILE + "-shm", NODE, CARD_KEY, MAIL_PASSWORD, FIRST_STEPS, LETTERS, EXPORTS, REPORTS,
)  # fmt: skip
"""What of the data folder is the shop's and not the machine's. With the node and the key that hashed its cards gone,
the next shop here can't be taken for a copy of this one."""


class NotASample(StoreError):
    """The shop in this folder was not founded as a sample."""


class SampleContents(Value):
    """What is in the sample, and what of it came after it was founded."""

    customers: int
    customers_since: int
    sales_since: int


def sample_contents(books: Books) -> SampleContents:
    since = books.sample_since or 0
    people = Customer.select().where(Customer.merged_into.is_null() & Customer.erased_at.is_null())
    return SampleContents(
        customers=people.count(),
        customers_since=people.where(Customer.at > since).count(),
        sales_since=Sale.select().where((Sale.at > since) & Sale.of.is_null()).count(),
    )


def put_sample_away(folder: Path) -> None:
    """Nobody has its shop open. A power cut leaves the sample whole, or none: what is left of it then is taken away by
    finish_putting_away(). Raises NotASample and other StoreErrors; then the sample is whole."""
    lock = locked(folder / LOCK)
    try:
        with Store.open_reader(folder) as reader, sqlite_named():
            marked: Any = reader.database.execute_sql("SELECT 1 FROM setting WHERE key = ?", (SAMPLE,)).fetchone()
        if marked is None:
            raise NotASample("the shop in this folder is no sample: it is left alone")
        with files_named():
            (folder / FILE).rename(folder / AWAY)
            sync(folder)
            _take_the_rest(folder)
    finally:
        os.close(lock)


def finish_putting_away(folder: Path) -> None:
    """What a power cut left of it. Nobody has a shop open in `folder`. Never raises: the next start tries it again."""
    if (folder / AWAY).exists():
        try:
            _take_the_rest(folder)
        except OSError:
            logger.exception("what is left of the sample shop can't be taken away")


def _take_the_rest(folder: Path) -> None:
    """The database last: as long as it is there under its other name, this is to be done."""
    if not (folder / FILE).exists():  # else another shop has come meanwhile, and they are its own
        for name in _GOES_TOO:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        sync(folder)
    (folder / AWAY).unlink()
    sync(folder)
