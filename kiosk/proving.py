"""`kiosk verify`: proves that the data is whole and adds up, and says in words what is not, and what to do."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from db.connection import FILE, Store
from db.errors import StoreError
from db.figures import rebuild as count_anew
from db.verify import FIGURES, Code, Difference, verify
from kiosk.actions.comparing import forget_comparison
from kiosk.actions.folder_proof import FolderProof, prove_folder
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.rules.business_day import local_time
from kiosk.rules.numerals import grouped
from kiosk.rules.search_words import search_text

WORST: Final = 20
"""How many differences of an area are printed one by one."""

AREAS: Final = {
    "pages": frozenset((Code.PAGE, Code.UNREADABLE)),
    "structure": frozenset((Code.STRUCTURE, Code.CHECK, Code.POINTS_TO_NOTHING, Code.TABLES)),
    "points": frozenset(
        (
            Code.LOT_LEFT,
            Code.LOT_ISSUED,
            Code.CUSTOMER_POINTS,
            Code.ENTRY_OWNER,
            Code.ENTRY_VISIT,
            Code.ENTRY_SALE,
            Code.ENTRY_SIGN,
        )
    ),
    "sales": frozenset((Code.SALE_LINES, Code.SALE_POINTS, Code.REFUND)),
    "people": frozenset((Code.VISIT_TWICE, Code.LAST_SEEN, Code.MERGED, Code.SLIP)),
    "figures": FIGURES,
    "words": frozenset((Code.WORDS,)),
}
"""What is said of the data, one line each; every difference belongs to one."""

_STEPS: Final = ("pages", "structure", "ledger", "figures", "words")
_MIB: Final = 20

Say = Callable[[str], None]


class Proving:
    def __init__(self, texts: Texts, say: Say) -> None:
        self._texts = texts
        self._say = say

    def prove(self, folder: Path, *, rebuild: bool = False) -> int:
        """0 when everything is as it must be, 1 with what differs, what that means and what to do.

        `rebuild`: where the figures alone differ they are counted again, and all is proved once more.
        """
        if not (folder / FILE).exists():
            self._say(self._texts("verify.no_shop", folder=folder))
            return 1
        try:
            found = self._differences(folder)
            if rebuild and found and all(one.code in FIGURES for one in found):
                self._say_differences("figures", found)
                _count_anew(folder)
                self._say(self._texts("verify.rebuilt"))
                found = self._differences(folder)
        except StoreError as error:
            self._say(self._texts("verify.unreadable", why=error))
            return 1
        known = prove_folder(folder)
        for area in AREAS:
            self._say_area(area, found)
        self._say_folder(folder, known)
        self._say_backup(known)
        sound = not found and known.key_fits is not False
        self._say("")
        self._say(self._texts("verify.whole") if sound else self._texts("verify.not_whole", n=grouped(len(found))))
        return 0 if sound else 1

    def _differences(self, folder: Path) -> list[Difference]:
        with Bar(sys.stderr) as bar:
            return verify(folder, lambda *far: bar.tell(far[1], far[2], self._step(far[0])), words=search_text)

    def _step(self, step: str) -> str:
        return f"{_STEPS.index(step) + 1}/{len(_STEPS)} {self._texts(f'verify.step.{step}')}"

    def _say_area(self, area: str, found: list[Difference]) -> None:
        wrong = [one for one in found if one.code in AREAS[area]]
        name = self._texts(f"verify.area.{area}")
        if wrong:
            self._say(self._texts("verify.wrong", area=name, n=grouped(len(wrong))))
            self._say_differences(area, wrong)
        elif any(one.code is Code.UNREADABLE for one in found):
            self._say(self._texts("verify.unknown", area=name))
        else:
            self._say(self._texts("verify.right", area=name))

    def _say_differences(self, area: str, wrong: Iterable[Difference]) -> None:
        """For the owner what it means and what to do; then the rows, for whoever helps."""
        wrong = list(wrong)
        for line in (*self._texts(f"verify.means.{area}").splitlines(), *map(_row, wrong[:WORST])):
            self._say(f"    {line}")
        if len(wrong) > WORST:
            self._say("    " + self._texts("verify.more", n=grouped(len(wrong) - WORST)))

    def _say_folder(self, folder: Path, known: FolderProof) -> None:
        area = self._texts("verify.area.folder")
        if known.key_fits is False:
            self._say(self._texts("verify.wrong_key"))
        if known.open_names:
            self._say(self._texts("verify.open", names=", ".join(known.open_names)))
            self._say(f"    chmod -R go-rwx {folder}")
        elif known.key_fits is not False:
            self._say(self._texts("verify.right", area=area))
        if known.room.scarce:
            self._say(self._texts("verify.room", mb=known.room.free >> _MIB))

    def _say_backup(self, known: FolderProof) -> None:
        if known.backup_at is None:
            self._say(self._texts("verify.no_backup"))
            return
        made = local_time(known.backup_at, ZoneInfo(known.zone))
        self._say(self._texts("verify.backup", moment=Words(self._texts).moment("backup.year_moment", made)))


def _row(one: Difference) -> str:
    rows = ", ".join(map(str, one.rows[:5])) + (" …" if len(one.rows) > 5 else "")
    return f"{one.code}: table {one.table}, rows {rows}: {one.figures}"


def _count_anew(folder: Path) -> None:
    store = Store.open(folder, board=board_serial())
    try:
        with store.transaction(), Bar(sys.stderr) as bar:
            count_anew(store.database.connection(), bar.tell)
            forget_comparison()
    finally:
        store.close()
