"""`kiosk verify`: proves that the data is whole and adds up, and says in words what is not."""

from collections.abc import Callable
from pathlib import Path

from db.connection import FILE
from db.errors import StoreError
from db.verify import verify
from kiosk.rules.search_words import search_text

WORST = 20
"""How many differences are printed one by one."""


def prove(folder: Path, tell: Callable[[str], None]) -> int:
    """0 when everything is as it must be, 1 with a line for each difference."""
    if not (folder / FILE).exists():
        tell(f"There is no shop in {folder}.")
        return 1
    try:
        found = verify(folder, words=search_text)
    except StoreError as error:
        tell(f"The data can't be read: {error}")
        return 1
    for difference in found[:WORST]:
        rows = ", ".join(map(str, difference.rows[:5])) + (" …" if len(difference.rows) > 5 else "")
        tell(f"{difference.code}: table {difference.table}, rows {rows}: {difference.figures}")
    if len(found) > WORST:
        tell(f"… and {len(found) - WORST} more.")
    if found:
        tell(f"{len(found)} differences: restore the last backup, or ask for help with this list.")
        return 1
    tell("The data is whole: checksums, structure, references, points = ledger, and the words of the search.")
    return 0
