"""A machine without a shop, the stick on which its backups may lie, and the card that may be encrypted; the test says
when what was asked of them ends."""

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
from kiosk.actions.sample_shop import make_sample_shop
from kiosk.actions.vault_thread import VaultSeen, VaultState
from kiosk.clock import ShopClock
from kiosk.flow.closed_vault import ClosedVault
from kiosk.flow.first_start import FirstStart
from kiosk.flow.fitting_intents import ChooseLanguage
from kiosk.flow.session import Session
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from tests.flow.counter import OWNER_PIN, Counter


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
    """A counter as soon as there is a shop, and the vault is open."""

    def __init__(
        self,
        folder: Path,
        stick: Path,
        language: str = "ja",
        scans: bool = True,
        prints: bool = True,
        seen: VaultSeen | None = None,
        **more: Any,
    ) -> None:
        """`seen` None: the card can't be encrypted."""
        self.shelf = Shelf(stick, folder)
        self.seen = seen
        self.starts = 0  # how often the program ended to start anew
        super().__init__(folder, language, prints, scans=scans, staffed=False, **more)

    def open(self) -> None:
        self.folder.mkdir(exist_ok=True)  # as kiosk.main does
        hidden = self.seen is not None and self.seen.state in (VaultState.CLOSED, VaultState.DAMAGED)
        if (self.folder / FILE).exists() and not hidden:
            super().open()
            return
        self.words = self.workbench.texts = Texts((self.language, *self.workbench.spoken)[-1])
        first = self._first()
        self.session = cast(Session, first)
        self.view = first.begin()

    def enter(self) -> "Doorstep":
        """The language that it already speaks is chosen."""
        self.send(ChooseLanguage(self.words.language))
        return self

    def found_shop(self) -> None:
        """A new one, whose owner has a PIN; in Japanese."""
        self.press("はじめてのお店")
        self.press("合っています")
        self.pin(OWNER_PIN)
        self.pin(OWNER_PIN)

    def _first(self) -> FirstStart | ClosedVault:
        words, clock = Words(self.words), ShopClock(self.clock)
        if self.seen is not None and self.seen.state in (VaultState.CLOSED, VaultState.DAMAGED):
            return ClosedVault(words, clock, self.safe, self.seen, self._start_anew)
        return FirstStart(
            words,
            self.workbench,
            self.shelf,
            clock,
            self.opened,
            (self.folder / FILE).exists,
            self._make_sample,
            FirstSteps(self.folder),
            self.safe if self.seen is not None and self.seen.state is VaultState.PLAIN else None,
            self._start_anew,
        )

    def _make_sample(self) -> None:
        make_sample_shop(self.folder, self.board, self.clock.wall_ms)

    def _start_anew(self) -> None:
        self.starts += 1

    def comes_back(self) -> None:
        """What was asked of the shelf has come."""
        self.happens(self.shelf.answer())
