"""The tour's last stop: a figure that the night's comparison found wrong."""

from collections.abc import Callable
from datetime import UTC, datetime

from db.errors import DamagedPage
from db.models import CustomerStat
from db.room import Room
from kiosk.actions.long_reads import ReadFailed
from kiosk.actions.obstacle import Obstacle
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.intents import Leave, OpenDevices
from kiosk.flow.showing.closed import closed
from tests.flow.counter import Counter


def night_screens(counter: Counter, keep: Callable[..., None]) -> None:
    """Everything else that can be wrong on the first screen is, too."""
    counter.send(Leave())
    CustomerStat.update(total=CustomerStat.total + 1).where(CustomerStat.days > 9).execute()
    counter.session.rest()
    counter.reads()
    keep("idle-wrong-figures")
    keep("devices-wrong-figures", OpenDevices())
    counter.send(Leave())
    counter.store.room = lambda: Room(150 << 20, ballast=True)
    counter.happens(ReadFailed(0, BooksTrouble.DAMAGED))
    keep("idle-storage")
    keep("devices-storage", OpenDevices())
    counter.session._fault(DamagedPage(""), None, counter.clock.seconds)
    counter.view = counter.session.view()
    keep("fault-damaged")
    words = counter.session._desk.words
    for obstacle in (Obstacle.DAMAGED, Obstacle.DISK_FULL):
        counter.view = closed(words, obstacle, datetime(2025, 11, 22, 3, tzinfo=UTC))
        keep(f"fault-closed-{obstacle}")
    counter.view = counter.session.view()
