"""`kiosk verify`: proves that the data is whole and adds up, and says in words what is not."""

import sys
from collections.abc import Callable
from pathlib import Path

from db.connection import FILE, Store
from db.errors import StoreError
from db.figures import rebuild as count_anew
from db.verify import FIGURES, Difference, verify
from kiosk.actions.comparing import forget_comparison
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.rules.search_words import search_text

WORST = 20
"""How many differences are printed one by one."""

Say = Callable[[str], None]


def prove(folder: Path, tell: Say, rebuild: bool = False) -> int:
    """0 when everything is as it must be, 1 with a line for each difference.

    `rebuild`: where the figures alone differ they are counted again, and all is proved once more.
    """
    if not (folder / FILE).exists():
        tell(f"There is no shop in {folder}.")
        return 1
    try:
        found = _differences(folder)
        if rebuild and found and all(one.code in FIGURES for one in found):
            _say_differences(found, tell)
            _count_anew(folder)
            tell("The figures were counted again from the sales.")
            found = _differences(folder)
    except StoreError as error:
        tell(f"The data can't be read: {error}")
        return 1
    _say_differences(found, tell)
    if found:
        remedy = "restore the last backup, or ask for help with this list."
        if all(one.code in FIGURES for one in found):
            remedy = "the sales are whole; stop the kiosk, and kiosk verify --rebuild counts the figures again."
        tell(f"{len(found)} differences: {remedy}")
        return 1
    tell("The data is whole: checksums, structure, references, points = ledger, figures = sales, words of the search.")
    return 0


def _differences(folder: Path) -> list[Difference]:
    with Bar(sys.stderr) as bar:
        return verify(folder, lambda step, done, total: bar.tell(done, total), words=search_text)


def _say_differences(found: list[Difference], tell: Say) -> None:
    for difference in found[:WORST]:
        rows = ", ".join(map(str, difference.rows[:5])) + (" …" if len(difference.rows) > 5 else "")
        tell(f"{difference.code}: table {difference.table}, rows {rows}: {difference.figures}")
    if len(found) > WORST:
        tell(f"… and {len(found) - WORST} more.")


def _count_anew(folder: Path) -> None:
    store = Store.open(folder, board=board_serial())
    try:
        with store.transaction(), Bar(sys.stderr) as bar:
            count_anew(store.database.connection(), bar.tell)
            forget_comparison()
    finally:
        store.close()
