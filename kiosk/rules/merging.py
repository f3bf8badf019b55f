"""Two records of one person: how long it can be undone that they were made one."""

from kiosk.rules.units import BusinessDay

_DAYS = 1


def can_still_undo(merged: BusinessDay, today: BusinessDay) -> bool:
    """On the business day itself and the one after."""
    return today <= merged + _DAYS
