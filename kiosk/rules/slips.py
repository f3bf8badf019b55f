"""What a slip says, in figures. Words and name are put on when it is printed; nothing personal is kept with the job."""

from msgspec import Struct

from kiosk.rules.units import BusinessDay, Instant, Points


class SlipFigures(Struct, frozen=True, forbid_unknown_fields=True):
    """Points before + earned = now, as of `at`. `expires` and `expiring` say what is lost first, if anything is."""

    at: Instant
    before: Points
    earned: Points
    now: Points
    visits: int
    expires: BusinessDay | None = None
    expiring: Points = Points(0)
