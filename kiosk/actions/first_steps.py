"""How far the first start of this machine is, in a file beside the data: a power cut changes nothing of it.

It is the machine's and not the shop's: a shop that comes back from its backup is new to the machine all the same.
"""

import logging
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.secret_file import write_secret
from kiosk.synced import sync
from kiosk.value import Value

logger = logging.getLogger(__name__)

NAME: Final = "first_steps"


class FirstStep(StrEnum):
    """What is done once there is a shop, in this order."""

    CLOCK = "clock"
    PIN = "pin"
    NAME = "name"
    READER = "reader"
    PRINTER = "printer"
    SCANNER = "scanner"
    KEY = "key"


class Beginning(StrEnum):
    NEW = "new"
    RESTORED = "restored"  # it brings its own name, PINs and key
    SAMPLE = "sample"  # so does this one, but for the key


_DEVICES: Final = (FirstStep.READER, FirstStep.PRINTER, FirstStep.SCANNER)
STEPS: Final = {
    Beginning.NEW: tuple(FirstStep),
    Beginning.RESTORED: _DEVICES,
    Beginning.SAMPLE: _DEVICES,
}
BEFORE: Final = {Beginning.NEW: 2, Beginning.RESTORED: 0, Beginning.SAMPLE: 0}
"""Steps that were done when there was no shop yet: the language, and which shop."""


class Progress(Value):
    """A step is number `number` of `of`."""

    number: int
    of: int


WHICH_LANGUAGE, WHICH_SHOP = (Progress(number, BEFORE[Beginning.NEW] + len(STEPS[Beginning.NEW])) for number in (1, 2))


class FirstSteps:
    """Of one data folder. Where the file can't be written they go on all the same, until the program ends."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._now = self._kept()

    def begin(self, beginning: Beginning) -> None:
        """Called before there is the shop: a power cut between the two leaves steps without a shop, and they begin
        anew with it."""
        self._go((beginning, STEPS[beginning][0]))

    @property
    def progress(self) -> Progress | None:
        if (now := self._now) is None:
            return None
        steps, before = STEPS[now[0]], BEFORE[now[0]]
        return Progress(before + steps.index(now[1]) + 1, before + len(steps))

    @property
    def step(self) -> FirstStep | None:
        """None: all is done, or there never was a first start here."""
        return None if self._now is None else self._now[1]

    def done(self, step: FirstStep) -> None:
        """Go on to the next one; nothing if another one is under way."""
        now = self._now
        if now is None or now[1] is not step:
            return
        steps = STEPS[now[0]]
        after = steps.index(step) + 1
        self._go((now[0], steps[after]) if after < len(steps) else None)

    def back(self) -> FirstStep | None:
        """To the one before; None, and nothing has changed, where there is none to go back to."""
        now, before = self._now, self.before
        if now is not None and before is not None:
            self._go((now[0], before))
        return before

    @property
    def before(self) -> FirstStep | None:
        """The step before this one, if it can be done again: a PIN is changed elsewhere."""
        if (now := self._now) is None:
            return None
        steps = STEPS[now[0]]
        at = steps.index(now[1])
        return steps[at - 1] if at and steps[at - 1] not in (FirstStep.CLOCK, FirstStep.PIN) else None

    def _go(self, now: tuple[Beginning, FirstStep] | None) -> None:
        self._now = now
        try:
            if now is None:
                self._file.unlink(missing_ok=True)
                sync(self._file.parent)
            else:
                write_secret(self._file, f"{now[0]} {now[1]}\n".encode())
        except OSError:
            logger.exception("how far the first start is can't be kept")

    def _kept(self) -> tuple[Beginning, FirstStep] | None:
        try:
            beginning, step = self._file.read_text("ascii").split()
            return Beginning(beginning), FirstStep(step)
        except (OSError, ValueError):  # none, or of no version that this one knows: the shop works without
            return None
