"""What only the owner may do."""

from kiosk.flow.desk import Desk


def owner_only(desk: Desk) -> bool:
    """Whether whoever is at the counter may do it. Nobody signs in yet: everybody may."""
    return True
