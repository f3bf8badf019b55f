"""The tour's last stop: a figure that the night's comparison found wrong."""

from collections.abc import Callable

from db.models import CustomerStat
from kiosk.flow.intents import Leave, OpenDevices
from tests.flow.counter import Counter


def night_screens(counter: Counter, keep: Callable[..., None]) -> None:
    """Everything else that can be wrong on the first screen is, too."""
    counter.send(Leave())
    CustomerStat.update(total=CustomerStat.total + 1).where(CustomerStat.days > 9).execute()
    counter.session.rest()
    counter.reads()
    keep("idle-wrong-figures")
    keep("devices-wrong-figures", OpenDevices())
