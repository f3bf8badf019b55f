"""Who may do what: the one place that says so. What stands in no table needs nobody: a card that is touched, a slip."""

from enum import IntEnum, StrEnum


class StaffRole(StrEnum):
    STAFF = "staff"
    OWNER = "owner"


class Right(StrEnum):
    """Something that not everybody may do; the access log and the screen's texts know it by this word."""

    SERVE = "serve"  # see a customer on the screen, and write for them
    REVEAL = "reveal"  # hidden tags and notes
    REFUND = "refund"
    EXPORT = "export"
    ERASE = "erase"  # customers, or anything else that is deleted
    ADJUST_POINTS = "adjust_points"
    SETTINGS = "settings"
    RESTORE = "restore"
    BACKUP = "backup"  # look at the backups, make one now
    UPDATE = "update"  # take another release of this program
    STAFF = "staff"  # add, let go, new PIN, cards
    ACCESS_LOG = "access_log"
    FIGURES = "figures"  # what the shop sells, the month's report, and the names behind its figures
    LETTERS = "letters"  # to many customers at once


class Needs(IntEnum):
    """Whom a right needs; who has the higher has the lower."""

    SIGNED_IN = 1
    OWNER = 2


_NEEDS = {
    Right.SERVE: Needs.SIGNED_IN,
    Right.REVEAL: Needs.SIGNED_IN,
    Right.REFUND: Needs.SIGNED_IN,
    Right.EXPORT: Needs.OWNER,
    Right.ERASE: Needs.OWNER,
    Right.ADJUST_POINTS: Needs.OWNER,
    Right.SETTINGS: Needs.OWNER,
    Right.RESTORE: Needs.OWNER,
    Right.BACKUP: Needs.OWNER,
    Right.UPDATE: Needs.OWNER,
    Right.STAFF: Needs.OWNER,
    Right.ACCESS_LOG: Needs.OWNER,
    Right.FIGURES: Needs.OWNER,
    Right.LETTERS: Needs.OWNER,
}


def needs(right: Right) -> Needs:
    return _NEEDS[right]


def may(right: Right, role: StaffRole | None) -> bool:
    """Whether somebody in this role may; None: nobody has signed in."""
    return role is not None and (role is StaffRole.OWNER or needs(right) is Needs.SIGNED_IN)
