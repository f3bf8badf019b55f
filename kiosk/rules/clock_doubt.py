"""When a person has to say what time it is, before a business day begins."""

from enum import StrEnum
from typing import Final

from kiosk.rules.units import Instant

BEHIND_MS: Final = 120_000
"""What was written may be so much ahead of a clock that is right (as db.connection's)."""
AHEAD_MS: Final = 60 * 86_400_000
"""A shop is seldom closed for longer, and a clock chip without its battery may say anything."""


class Doubt(StrEnum):
    BEHIND = "behind"  # before the last thing that was written
    AHEAD = "ahead"  # long after it
    UNSET = "unset"  # nobody has told the machine since it was switched on


def doubt(wall: Instant, newest: Instant, *, chip: bool) -> Doubt | None:
    """Why a clock that the network has not told the time can't be believed; `newest` is the last thing written, 0 in a
    new shop. None: its chip can be."""
    if wall < newest - BEHIND_MS:
        return Doubt.BEHIND
    if not chip:
        return Doubt.UNSET
    return Doubt.AHEAD if newest and wall > newest + AHEAD_MS else None
