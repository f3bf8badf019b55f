"""The one way in: everything that happens is a frozen value put into this queue, from any thread."""

import queue

from hardware.events import Event
from kiosk.actions.backup_thread import BackupEvent
from kiosk.actions.join_thread import JoinEvent
from kiosk.actions.journal_thread import JournalEvent
from kiosk.actions.long_reads import ReadEvent
from kiosk.actions.restore_thread import RestoreEvent
from kiosk.actions.updates_thread import UpdateEvent
from kiosk.actions.vault_thread import VaultEvent
from kiosk.flow.intents import Pressed


class Stop:
    """The program ends."""


Happening = (
    Event | Pressed | ReadEvent | BackupEvent | JournalEvent | RestoreEvent | JoinEvent | UpdateEvent | VaultEvent
)  # fmt: skip

Arrival = Happening | Stop


class Inbox:
    def __init__(self) -> None:
        self._queue: queue.Queue[Arrival] = queue.Queue()

    def put(self, arrival: Arrival) -> None:
        """Never blocks."""
        self._queue.put(arrival)

    def take(self, seconds: float) -> Arrival | None:
        """The oldest arrival, or None when there was none for that long. Say done() when it is dealt with."""
        try:
            return self._queue.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None

    def done(self) -> None:
        """What was taken has been dealt with, and its view shown."""
        self._queue.task_done()

    def wait_until_empty(self, seconds: float) -> bool:
        """Block until all that came has been dealt with, or the time is over; whether it has."""
        with self._queue.all_tasks_done:
            return self._queue.all_tasks_done.wait_for(lambda: not self._queue.unfinished_tasks, seconds)
