"""Cards: what becomes of a customer's other cards when a new one is attached."""

from enum import StrEnum


class OldCards(StrEnum):
    KEEP = "keep"  # a second card, both work
    REPLACED = "replaced"
    LOST = "lost"


class CardState(StrEnum):
    ACTIVE = "active"
    LOST = "lost"
    REPLACED = "replaced"
