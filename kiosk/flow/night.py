"""What the counter has done when a business day has begun and nobody is there: the figures are compared."""

from kiosk.actions.comparing import compare_figures, comparison_due, note_comparison
from kiosk.actions.long_reads import ReadEvent, ReadFinished
from kiosk.flow.desk import Desk
from kiosk.rules.units import BusinessDay


class Night:
    """Once a business day, also over restarts. What can't be read now is tried again on the next day, or start."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._day: BusinessDay | None = None  # the last one that was looked at
        self._reading = 0

    def rest(self) -> None:
        """The counter stands idle."""
        today = self._desk.books.today()
        if today != self._day:
            self._day = today
            if comparison_due(self._desk.books):
                self._reading = self._desk.read(compare_figures)

    def heard(self, event: ReadEvent) -> bool:
        """Whether this was about the comparison."""
        if event.number != self._reading:
            return False
        if isinstance(event, ReadFinished):
            note_comparison(self._desk.books, event.found)
        return True
