"""連絡のご希望: by which channels a customer wants to hear from the shop, and how often at most."""

from enum import StrEnum


class Channel(StrEnum):
    VISIT = "visit"
    PHONE = "phone"
    POST = "post"
    MAIL = "mail"
    SMS = "sms"


CONSENTED = (Channel.MAIL, Channel.SMS)
"""Channels on which advertising needs recorded consent (特定電子メール法)."""

HOW_OFTEN_DAYS = (30, 90, 180, 365)
"""The choices of "not more often than this"."""


class How(StrEnum):
    """How consent was given."""

    SPOKEN = "spoken"
    PAPER = "paper"
    SCREEN = "screen"


def weight(allowed: bool, at: int) -> tuple[bool, int]:
    """Of several wishes about one channel the heaviest holds: a no outranks a yes, then the newer one the older."""
    return (not allowed, at)
