"""What a customer may tell of themselves, all of it optional: what counts as a phone number, a postcode, a birthday."""

import re
import unicodedata
from calendar import monthrange
from enum import StrEnum

from kiosk.rules.kana import digits, hiragana
from kiosk.value import Hidden, Value

_LEAP_YEAR = 2000  # the year of birth is not asked: 29 February is a birthday
_PHONE_DIGITS = (10, 11)
_POSTCODE_DIGITS = 7
_MOBILE = re.compile(r"0[25789]0\d{8}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Detail(StrEnum):
    NAME = "name"
    READING = "reading"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    BIRTHDAY = "birthday"


class Fault(StrEnum):
    """Why what was typed can't be taken."""

    PHONE_SHORT = "phone_short"
    PHONE_LONG = "phone_long"
    PHONE_START = "phone_start"  # numbers here begin with 0
    POSTCODE_DIGITS = "postcode_digits"
    BIRTHDAY_DIGITS = "birthday_digits"
    NO_SUCH_DAY = "no_such_day"
    EMAIL_FORM = "email_form"


class Accepted(Value):
    """As it is kept; nothing typed is an empty text (for a birthday None): the detail is forgotten."""

    value: Hidden[str | tuple[int, int] | None]


def accept(detail: Detail, typed: str) -> Accepted | Fault:
    """
    >>> accept(Detail.PHONE, "０９０-1234-5678").value
    '09012345678'
    >>> accept(Detail.BIRTHDAY, "229").value
    (2, 29)
    """
    text = typed.strip()
    match detail:
        case Detail.PHONE:
            return _phone(digits(text))
        case Detail.POSTCODE:
            number = digits(text)
            return Accepted(number) if len(number) in (0, _POSTCODE_DIGITS) else Fault.POSTCODE_DIGITS
        case Detail.BIRTHDAY:
            return _birthday(digits(text))
        case Detail.EMAIL:
            address = unicodedata.normalize("NFKC", text)
            return Accepted(address) if not address or _EMAIL.fullmatch(address) else Fault.EMAIL_FORM
        case Detail.READING:
            return Accepted(hiragana(text))
        case Detail.NAME | Detail.ADDRESS:
            return Accepted(text)


def _phone(number: str) -> Accepted | Fault:
    if not number:
        return Accepted("")
    if not number.startswith("0"):
        return Fault.PHONE_START
    if len(number) < _PHONE_DIGITS[0]:
        return Fault.PHONE_SHORT
    return Accepted(number) if len(number) <= _PHONE_DIGITS[1] else Fault.PHONE_LONG


def _birthday(number: str) -> Accepted | Fault:
    """Month and day: 1127, 0303 or 303."""
    if not number:
        return Accepted(None)
    if len(number) not in (3, 4):
        return Fault.BIRTHDAY_DIGITS
    month, day = int(number[:-2]), int(number[-2:])
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        return Fault.NO_SUCH_DAY
    return Accepted((month, day))


def spaced_phone(number: str) -> str:
    """090-1234-5678. Where an area code ends only the phone company knows: other numbers stay as they are."""
    return f"{number[:3]}-{number[3:7]}-{number[7:]}" if _MOBILE.fullmatch(number) else number


def spaced_postcode(postcode: str) -> str:
    """123-4567."""
    return f"{postcode[:3]}-{postcode[3:]}" if len(postcode) == _POSTCODE_DIGITS else postcode
