"""What of a shop's settings says where it is: asked for when the machine, and perhaps the shop, has moved."""

from enum import StrEnum


class PlaceLine(StrEnum):
    ADDRESS = "address"
    PHONE = "phone"
    INVOICE_NUMBER = "invoice_number"
    WORDS = "words"  # the first line of the shop's own words on slips
    MORE_WORDS = "more_words"
