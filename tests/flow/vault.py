"""Where the counter of a test backs up to: a real folder; the test says when a run goes on."""

from dataclasses import dataclass, field
from pathlib import Path

from db.backup_errors import Cancelled
from db.backup_target import FolderTarget
from db.errors import StoreError
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_thread import BackupEvent, BackupFailed, BackupFinished
from kiosk.actions.backup_trouble import backup_trouble_of
from kiosk.rules.backup_places import BackupPlace, BackupPlaceKind


@dataclass
class Vault:
    """Remembers what was asked of it; `answer` does it."""

    place: Path  # the stick, and what a server keeps
    asked: list[tuple[int, BackupPlace, bool]] = field(default_factory=list)
    last: int = 0
    cancelled: bool = False
    wanted_back: int = 0

    def begin(self, place: BackupPlace, *, choose: bool = False) -> int:
        self.last += 1
        self.cancelled = False
        self.asked.append((self.last, place, choose))
        return self.last

    def cancel(self) -> None:
        self.cancelled = True

    def give_back(self) -> None:
        """The journal's part of it."""
        self.wanted_back += 1

    def answer(self, folder: Path, now_ms: int) -> BackupEvent:
        number, place, choose = self.asked.pop(0)

        def tell(step: str, done: int, total: int) -> None:
            if self.cancelled:
                raise Cancelled("enough")

        try:
            target = FolderTarget.present(Path(place.folder) if place.kind is BackupPlaceKind.FOLDER else self.place)
            if choose:
                target.choose()
            return BackupFinished(number, back_up(folder, target, now_ms, tell))
        except StoreError as error:
            return BackupFailed(number, backup_trouble_of(error))
