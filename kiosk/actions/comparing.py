"""The night's comparison: once a business day the figures are counted again from the sales, beside the counter."""

import json
import logging
from typing import Final

from db.connection import Reader
from db.models import Setting
from db.verify import Difference, wrong_figures_of
from kiosk.actions.books import Books
from kiosk.actions.long_reads import Tell

logger = logging.getLogger(__name__)

_KEY: Final = "figures_compared"
_NAMED: Final = 20  # rows in the log; `kiosk verify` names them all


def comparison_due(books: Books) -> bool:
    """Whether the figures were not compared on this business day."""
    kept = _kept()
    return kept is None or kept["bday"] != books.today()


def compare_figures(reader: Reader, tell: Tell) -> tuple[Difference, ...]:
    """A long read. Measured beside other work on a shared 2-core machine: 31 to 42 s for 2,000,000 sales, 50 MB."""
    return tuple(wrong_figures_of(reader, tell))


def note_comparison(books: Books, found: tuple[Difference, ...]) -> None:
    """Keep how it came out, and name the rows in the log, by their ids."""
    if found:
        rows = "; ".join(f"{one.table} {', '.join(map(str, one.rows))}: {one.figures}" for one in found[:_NAMED])
        logger.error("%d figures are not what the sales make: %s", len(found), rows)
    with books.deed() as deed:
        kept = json.dumps({"bday": deed.bday, "wrong": len(found)})
        Setting.insert(key=_KEY, value=kept).on_conflict_replace().execute()


def forget_comparison() -> None:
    """In the transaction at hand: the figures were counted anew."""
    Setting.delete().where(Setting.key == _KEY).execute()


def wrong_figures_known(books: Books) -> int:
    """How many rows the last comparison found wrong."""
    kept = _kept()
    return 0 if kept is None else kept["wrong"]


def _kept() -> dict[str, int] | None:
    row = Setting.get_or_none(Setting.key == _KEY)
    return None if row is None else json.loads(row.value)
