"""What a slip says, in figures. Words and name are put on when it is printed; nothing personal is kept with the job."""

from msgspec import Struct

from kiosk.rules.units import NO_POINTS, BusinessDay, Instant, Points


class SlipFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Points before + earned - used = now, as of `at`; a refund counts both downwards. `expires` and `expiring` say
    what is lost first, if anything is. Without a customer only `at` means something."""

    at: Instant
    before: Points = NO_POINTS
    earned: Points = NO_POINTS
    used: Points = NO_POINTS
    now: Points = NO_POINTS
    visits: int = 0
    expires: BusinessDay | None = None
    expiring: Points = NO_POINTS
