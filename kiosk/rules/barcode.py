"""What a scanned text means: goods, a book, a member's card, one of our slips, or nothing that can be used."""

import re
from enum import StrEnum
from unicodedata import normalize

from stdnum import ean

from kiosk.rules.in_store import InStore, WrongValueDigit, read_in_store
from kiosk.rules.letters import CouponCode, WrongCouponCode, read_coupon_code
from kiosk.rules.settings import CodeSettings
from kiosk.rules.slip_code import SlipCode, WrongSlipCode, read_slip_code
from kiosk.value import Hidden, Value

LONGEST = 128
"""Characters of the longest code that may mean something here: a GS1 code on a parcel. Web addresses are longer."""


class Jan(Value):
    """Goods with a worldwide number: 13 digits (a UPC-A's 12 after a 0), 8, or the 14 of a whole case (ITF)."""

    number: str


class Isbn(Value):
    """A book: the upper row of the two."""

    number: str


class IsbnPrice(Value):
    """A book's lower row. `price` is None for a book of ¥100,000 and more."""

    c_code: str  # to whom, in what shape, about what
    price: int | None
    taxed: bool  # 191: the price of the years before 1997, tax of 3 % included; 192: without tax


class MemberCode(Value):
    """A member's card that the shop printed itself. Personal."""

    text: Hidden[str]


class BadReason(StrEnum):
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    RUBBISH = "rubbish"  # no code that is used here
    TOO_LONG = "too_long"


class BadCode(Value):
    reason: BadReason


GoodCode = Jan | InStore | Isbn | IsbnPrice | MemberCode | SlipCode | CouponCode
Code = GoodCode | BadCode

AIM = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
"""What a scanner may put before a code to say how it was printed: ]E0 is an EAN (ISO/IEC 15424)."""

_EAN, _ITF = "E", "I"
_GS1 = {"C1", "e0", "d2", "Q3", "J1"}  # the content is parts, each after its number: (01) is the goods'
_LENGTHS = {_EAN: {8, 12, 13}, _ITF: {14}}  # an ITF that was read in part may be shorter, and agree by chance
_ANY_LENGTH = {8, 12, 13, 14}
_ADD_ON = {15, 18}  # an EAN with the 2 or 5 digits beside it (magazines)
_RUBBISH = BadCode(BadReason.RUBBISH)
_WRONG = BadCode(BadReason.WRONG_CHECK_DIGIT)


def read_code(text: str, settings: CodeSettings) -> Code:
    """Never raises, whatever the text. A member's code goes before the shop's other labels."""
    if len(text) > LONGEST:
        return BadCode(BadReason.TOO_LONG)
    content = normalize("NFKC", text).strip()
    kind, modifier = "", ""
    if aim := AIM.match(content):
        kind, modifier = aim.groups()
        content = content[aim.end() :].strip()
    if kind + modifier in _GS1:
        return _goods(content, settings)
    match read_slip_code(content):
        case SlipCode() as slip:
            return slip
        case WrongSlipCode():
            return _WRONG
    match read_coupon_code(content):
        case CouponCode() as coupon:
            return coupon
        case WrongCouponCode():
            return _WRONG
    if settings.member_text and kind != _EAN and content.startswith(settings.member_text):
        return MemberCode(content)
    if not (content.isascii() and content.isdigit()):
        return _RUBBISH
    if kind == _EAN and len(content) in _ADD_ON:
        content = content[:13]
    if not kind and len(content) == 16:
        return _goods(content, settings)
    return _number(content, settings) if len(content) in _LENGTHS.get(kind, _ANY_LENGTH) else _RUBBISH


def _goods(content: str, settings: CodeSettings) -> Code:
    """The parts of a GS1 code; of these the goods' number matters, (01) with 14 digits."""
    part = re.match(r"01(\d{14})", content, re.ASCII)
    return _number(part[1], settings) if part else _RUBBISH


def _number(number: str, settings: CodeSettings) -> Code:
    """8, 12, 13 or 14 digits."""
    if not ean.is_valid(number):
        return _WRONG
    match len(number):
        case 14 if number.startswith("000000"):
            number = number[6:]
        case 14 if number.startswith("0"):
            number = number[1:]
        case 12:
            number = "0" + number
    match len(number):
        case 8:
            return InStore(number) if number.startswith("2") else Jan(number)
        case 13:
            return _thirteen(number, settings)
        case _:
            return Jan(number)


def _thirteen(number: str, settings: CodeSettings) -> Code:
    if number.startswith(("191", "192")):
        return IsbnPrice(number[3:7], int(number[7:12]) or None, taxed=number.startswith("191"))
    if number.startswith(("978", "979")) and not number.startswith("9790"):  # 9790 is sheet music
        return Isbn(number)
    if settings.member_prefix and number.startswith(settings.member_prefix):
        return MemberCode(number)
    if number.startswith(("02", "2")):
        found = read_in_store(number, settings.in_store)
        return _WRONG if isinstance(found, WrongValueDigit) else found
    return Jan(number)
