"""Why a shop can't be opened, in the kinds that need different words on the screen that stands there meanwhile."""

from enum import StrEnum

from db.errors import FolderInUse, NewerSchema, OldSqlite
from kiosk.actions.opening import CANT_OPEN
from kiosk.actions.trouble import BooksTrouble, trouble_of
from kiosk.actions.vault_thread import VaultSilent
from kiosk.card_key import CardKeyMissing


class Obstacle(StrEnum):
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    FAILING = "failing"
    HELD = "held"
    DAMAGED = "damaged"
    KEY = "key"  # card.key is missing, or another shop's
    NEWER = "newer"  # a newer version of this program has been here
    VAULT = "vault"  # whether the data is encrypted is not to be known
    FOREIGN = "foreign"  # what is there is not as this program makes it


def obstacle_of(error: BaseException) -> Obstacle | None:
    """None for what no person at the counter can do anything about, and for a kiosk that runs already."""
    trouble = trouble_of(error)
    if trouble is not BooksTrouble.OTHER:
        return Obstacle(trouble)
    match error:
        case CardKeyMissing():
            return Obstacle.KEY
        case VaultSilent():
            return Obstacle.VAULT
        case NewerSchema():
            return Obstacle.NEWER
        case FolderInUse() | OldSqlite():
            return None
        case _:
            return Obstacle.FOREIGN if isinstance(error, CANT_OPEN) else None
