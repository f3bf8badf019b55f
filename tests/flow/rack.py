"""Where the counter of a test finds updates: files in a folder that is the stick; the test says when it goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db.schema import newest_migration
from kiosk.actions.updates_thread import (
    UpdateEvent,
    UpdateFound,
    UpdateMoved,
    UpdateReady,
    UpdateRefused,
    UpdatesFound,
    UpdatesKnown,
)
from kiosk.releases.archive import Refused, UpdateTrouble, read_public, read_release, refusal
from kiosk.releases.keeping import Releases
from kiosk.releases.unpacking import unpack


@dataclass
class Rack:
    """Remembers what was asked of it; `answers` does it."""

    releases: Releases
    stick: Path
    asked: list[tuple[int, UpdateFound | None]] = field(default_factory=list)
    last: int = 0
    cancelled: bool = False
    switched: bool = False

    def known(self) -> UpdatesKnown:
        return UpdatesKnown(self.releases.version, self.releases.ready, self.releases.failed)

    def look(self) -> int:
        return self._ask(None)

    def unpack(self, update: UpdateFound) -> int:
        return self._ask(update)

    def cancel(self) -> None:
        self.cancelled = True

    def switch(self) -> None:
        self.releases.switch(None)
        self.switched = True

    def forget_failed(self) -> None:
        self.releases.forget_failed()

    def answers(self) -> Iterator[UpdateEvent]:
        number, update = self.asked.pop(0)
        if update is None:
            yield UpdatesFound(number, tuple(map(self._looked_at, sorted(self.stick.glob("*.update")))))
            return
        moved: list[UpdateEvent] = []

        def tell(step: str, done: int, total: int) -> None:
            if self.cancelled:
                raise Refused(UpdateTrouble.CANCELLED)
            moved.append(UpdateMoved(number, step, done, total))

        try:
            release = unpack(update.file, read_public(self.releases.key), self.releases.folder, 0, tell)
        except Refused as refused:
            yield UpdateRefused(number, refused.trouble)
        else:
            self.releases.keep_ready(release.version)
            yield from moved
            yield UpdateReady(number)

    def _ask(self, update: UpdateFound | None) -> int:
        self.last += 1
        self.cancelled = False
        self.asked.append((self.last, update))
        return self.last

    def _looked_at(self, file: Path) -> UpdateFound:
        try:
            with file.open("rb") as archive:
                release = read_release(archive, read_public(self.releases.key))
        except Refused as refused:
            return UpdateFound(file, None, refused.trouble)
        return UpdateFound(file, release, refusal(release, self.releases.version, newest_migration()))
