"""名簿の手入れ: what in the roster wants looking after, so that nobody is written to in vain."""

from enum import StrEnum


class RosterList(StrEnum):
    RETURNED = "returned"  # a letter or a mail came back
    MOVED = "moved"
    UNSEEN = "unseen"  # for so many months
    NO_CONSENT = "no_consent"  # a mail address, and no consent to advertising
    NO_ADDRESS = "no_address"
