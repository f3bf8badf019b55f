"""What the keys of the screen write."""

from enum import StrEnum


class Keys(StrEnum):
    KANA = "kana"  # into the composition, to be converted
    KATAKANA = "katakana"
    LATIN = "latin"
    DIGITS = "digits"
