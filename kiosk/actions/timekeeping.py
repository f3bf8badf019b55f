"""Whether the shop's clock can be believed, and what a person said about it. It outlives the program, not the power."""

import json
from typing import Final

from db.models import Setting
from kiosk.actions.books import Books
from kiosk.clock import STEP_MS, ShopClock
from kiosk.rules.clock_doubt import Doubt, doubt
from kiosk.rules.units import Instant

_KNOWN: Final = "clock_known"


def clock_doubt(books: Books, clock: ShopClock) -> Doubt | None:
    """Why a person has to say what time it is; None: it is known. So is what a chip says that can be believed."""
    if not clock.sure:
        _recall(clock)
    if clock.sure:
        return None
    why = doubt(Instant(clock.wall_ms()), Instant(books.store.newest_ms), chip=clock.has_chip)
    if why is None:
        clock.confirm(clock.wall_ms())
    return why


def confirm_clock(books: Books, clock: ShopClock, now: Instant) -> None:
    """A person says that it is `now`."""
    clock.confirm(now)
    keep_clock(books, clock)
    with books.deed() as deed:
        books.log_access(deed, "clock_set")


def keep_clock(books: Books, clock: ShopClock) -> None:
    """Write down what is known, for when the program starts again; a short transaction if it is news."""
    if clock.begun is None:
        return
    boot, begun = clock.begun
    kept = _kept()
    if kept is None or kept[0] != boot or abs(kept[1] - begun) > STEP_MS:
        with books.deed():
            Setting.insert(key=_KNOWN, value=json.dumps({"boot": boot, "begun": begun})).on_conflict_replace().execute()


def _recall(clock: ShopClock) -> None:
    if (kept := _kept()) is not None:
        clock.recall(*kept)


def _kept() -> tuple[str, int] | None:
    row = Setting.get_or_none(Setting.key == _KNOWN)
    if row is None:
        return None
    kept = json.loads(row.value)
    return kept["boot"], kept["begun"]
