"""The part of the tour where data leaves: a disclosure to one person, and an export of everything."""

import shutil
from typing import Protocol

from kiosk.actions.long_reads import ReadMoved
from kiosk.flow.intents import Back, DiscloseTo, ExportHidden, ExportTo, Intent, OpenDisclosure, OpenExport
from tests.flow.counter import Counter


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_disclosure(counter: Counter, keep: Keep, pin: str) -> None:
    """From the record of a person; the owner's PIN is asked for."""
    counter.send(OpenDisclosure())
    counter.pin(pin)
    keep("disclosure")
    keep("disclosure-working", DiscloseTo(0))
    counter.reads()
    keep("disclosure-done")
    counter.send(Back())
    _fail(counter, pin, OpenDisclosure(), DiscloseTo(0))
    keep("disclosure-failed")
    _mend(counter)


def tour_export(counter: Counter, keep: Keep, pin: str) -> None:
    """From the screen of who is on duty; the owner's PIN is asked for."""
    counter.send(OpenExport())
    counter.pin(pin)
    keep("export")
    keep("export-hidden-too", ExportHidden(True))
    counter.send(ExportHidden(False))
    counter.send(ExportTo(0))
    counter.happens(ReadMoved(counter.archive.last, 61_200, 254_066))
    keep("export-working")
    counter.reads()
    keep("export-done")
    counter.send(Back())
    _fail(counter, pin, OpenExport(), ExportTo(0))
    keep("export-failed")
    _mend(counter)


def _fail(counter: Counter, pin: str, begin: Intent, to_here: Intent) -> None:
    """The same with a place that is no folder."""
    shutil.rmtree(counter.folder / "exports")
    (counter.folder / "exports").write_text("no folder")
    counter.send(begin)
    counter.pin(pin)
    counter.send(to_here)
    counter.reads()


def _mend(counter: Counter) -> None:
    (counter.folder / "exports").unlink()
    counter.send(Back())
