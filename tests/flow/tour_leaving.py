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
    shutil.rmtree(counter.folder / "exports")
    (counter.folder / "exports").write_text("no folder")
    counter.send(OpenDisclosure())
    counter.pin(pin)
    counter.send(DiscloseTo(0))
    counter.reads()
    keep("disclosure-failed")
    (counter.folder / "exports").unlink()
    counter.send(Back())


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
    shutil.rmtree(counter.folder / "exports")
    (counter.folder / "exports").write_text("no folder")
    counter.send(OpenExport())
    counter.pin(pin)
    counter.send(ExportTo(0))
    counter.reads()
    keep("export-failed")
    (counter.folder / "exports").unlink()
    counter.send(Back())
