"""A machine without a shop, and the stick on which its backups may lie; the test says when a look or a restore ends."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from db.backup_errors import Cancelled
from db.backup_target import FolderTarget
from db.connection import FILE
from db.errors import StoreError
from kiosk.actions.backup_trouble import backup_trouble_of
from kiosk.actions.first_steps import FirstSteps
from kiosk.actions.restore_thread import BackupsFound, NotRestored, Restored, RestoreEvent
from kiosk.actions.restoring import backups_at, bring_back
from kiosk.clock import ShopClock
from kiosk.flow.first_start import FirstStart
from kiosk.flow.fitting_intents import ChooseLanguage
from kiosk.flow.session import Session
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from tests.flow.counter import Counter


@dataclass
class Shelf:
    """Remembers what was asked of it; `answer` does it."""

    place: Path
    folder: Path
    asked: list[tuple[int, str, str, bool]] = field(default_factory=list)
    last: int = 0
    cancelled: bool = False

    def look(self) -> int:
        return self.restore("", "", alone=False)

    def restore(self, name: str, key: str, *, alone: bool) -> int:
        self.last += 1
        self.cancelled = False
        self.asked.append((self.last, name, key, alone))
        return self.last

    def cancel(self) -> None:
        self.cancelled = True

    def answer(self) -> RestoreEvent:
        number, name, key, alone = self.asked.pop(0)

        def tell(step: str, done: int, total: int) -> None:
            if self.cancelled:
                raise Cancelled("enough")

        try:
            target = FolderTarget.present(self.place)
            if not name:
                return BackupsFound(number, backups_at(target))
            return Restored(number, bring_back(target, name, self.folder, key, "", tell, alone=alone))
        except StoreError as error:
            trouble = backup_trouble_of(error)
            return NotRestored(number, trouble) if name else BackupsFound(number, (), trouble)


class Doorstep(Counter):
    """A counter as soon as there is a shop."""

    def __init__(
        self, folder: Path, stick: Path, language: str = "ja", scans: bool = True, prints: bool = True, **more: Any
    ) -> None:
        self.shelf = Shelf(stick, folder)
        super().__init__(folder, language, prints, scans=scans, staffed=False, **more)

    def open(self) -> None:
        self.folder.mkdir(exist_ok=True)  # as kiosk.main does
        if (self.folder / FILE).exists():
            super().open()
            return
        self.words = self.workbench.texts = Texts((self.language, *self.workbench.spoken)[-1])
        first = FirstStart(
            Words(self.words),
            self.workbench,
            self.shelf,
            ShopClock(self.clock),
            self.opened,
            (self.folder / FILE).exists,
            FirstSteps(self.folder),
        )
        self.session = cast(Session, first)
        self.view = first.begin()

    def enter(self) -> "Doorstep":
        """The language that it already speaks is chosen."""
        self.send(ChooseLanguage(self.words.language))
        return self

    def comes_back(self) -> None:
        """What was asked of the shelf has come."""
        self.happens(self.shelf.answer())
