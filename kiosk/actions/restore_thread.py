"""Looking for backups and bringing one back, in a thread of its own, before there is a shop on this machine."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from db.backup_errors import BackupError, Cancelled
from db.errors import StoreError
from kiosk.actions.backup_place import backup_target
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.actions.restoring import BackupInList, ShopInBackup, backups_at, bring_back
from kiosk.rules.backup_places import BackupPlace
from kiosk.value import Hidden, Value

logger = logging.getLogger(__name__)

TOLD_EVERY: Final = 0.5  # seconds between two words about how far it is


class BackupsFound(Value):
    """What lies at the place for backups, or why it can't be seen."""

    number: int
    backups: tuple[BackupInList, ...]
    trouble: BackupTrouble | None = None


class RestoreMoved(Value):
    number: int
    step: str  # "read", "unpack", and what is proved then
    done: int
    total: int


class Restored(Value):
    number: int
    shop: ShopInBackup


class NotRestored(Value):
    """The folder has no shop, as before."""

    number: int
    trouble: BackupTrouble


RestoreEvent = BackupsFound | RestoreMoved | Restored | NotRestored


class Restores(Protocol):
    """Whom the first screen asks. Nothing blocks; each answer carries the number that was returned."""

    def look(self) -> int:
        """One BackupsFound."""

    def restore(self, name: str, key: str, *, alone: bool) -> int:
        """One Restored or NotRestored; the backup lies where it was looked for last. `alone`: without the journal."""

    def cancel(self) -> None:
        """The run at hand ends soon, with its answer."""


class _Wish(Value):
    number: int
    name: str = ""  # "": look
    key: Hidden[str] = ""
    alone: bool = False


class RestoreThread:
    def __init__(self, folder: Path, places: tuple[BackupPlace, ...], board: str) -> None:
        self._folder = folder
        self._places = places
        self._found: dict[str, BackupPlace] = {}  # by the backup's name, when it was looked for last
        self._board = board
        self._waiting: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._last = 0
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, sink: Callable[[RestoreEvent], None]) -> None:
        """`sink` gets what happens, in this thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="restore", daemon=True)
        self._thread.start()

    def look(self) -> int:
        return self._ask(_Wish(self._last + 1))

    def restore(self, name: str, key: str, *, alone: bool) -> int:
        return self._ask(_Wish(self._last + 1, name, key, alone))

    def cancel(self) -> None:
        self._cancelled.set()

    def stop(self) -> None:
        """End the run at hand; blocks 5 s at most. It is a daemon, and what it leaves behind is no shop."""
        self._cancelled.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(5)

    def _ask(self, wish: _Wish) -> int:
        self._last = wish.number
        self._cancelled.clear()
        self._waiting.put(wish)
        return wish.number

    def _run(self, sink: Callable[[RestoreEvent], None]) -> None:
        while (wish := self._waiting.get()) is not None:
            sink(self._answer(wish, sink))

    def _answer(self, wish: _Wish, sink: Callable[[RestoreEvent], None]) -> RestoreEvent:
        told = 0.0

        def tell(step: str, done: int, total: int) -> None:
            nonlocal told
            if self._cancelled.is_set():
                raise Cancelled("somebody wanted it to end")
            if (now := time.monotonic()) - told >= TOLD_EVERY:
                told = now
                sink(RestoreMoved(wish.number, step, done, total))

        try:
            if not wish.name:
                return BackupsFound(wish.number, self._looked())
            with backup_target(self._found[wish.name], self._folder) as target:
                shop = bring_back(target, wish.name, self._folder, wish.key, self._board, tell, alone=wish.alone)
            return Restored(wish.number, shop)
        except StoreError as error:
            logger.warning("nothing was restored: %s", error)
            trouble = backup_trouble_of(error)
        except Exception:
            logger.exception("the restore has a fault")
            trouble = BackupTrouble.OTHER
        return NotRestored(wish.number, trouble) if wish.name else BackupsFound(wish.number, (), trouble)

    def _looked(self) -> tuple[BackupInList, ...]:
        """At every place; what is wrong with one is only told when there is nothing anywhere."""
        self._found.clear()
        backups: list[BackupInList] = []
        troubles: list[BackupError] = []
        for place in self._places:
            try:
                with backup_target(place, self._folder) as target:
                    here = [one for one in backups_at(target) if one.name not in self._found]
            except BackupError as error:
                troubles.append(error)
            else:
                self._found |= dict.fromkeys((one.name for one in here), place)
                backups += here
        if troubles and not backups:
            raise troubles[0]
        return tuple(sorted(backups, key=lambda one: -one.shop.made_at if one.shop else 1))
