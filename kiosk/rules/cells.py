"""What one cell of somebody else's table says. Each reader gives a value, or Wrong with the reason; none ever raises.

Full-width digits and letters are folded, what Excel does to numbers is undone where that is certain. "" is an empty
cell and always right: what it then means is for the row to say.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final

from kiosk.rules.card_number import printed_number
from kiosk.rules.kana import hiragana
from kiosk.value import Value


class Fault(StrEnum):
    ENCODING = "encoding"  # characters that the file's encoding doesn't have
    RAGGED = "ragged"  # more or fewer cells than headings
    FORMULA = "formula"
    ERROR = "error"  # #N/A and its like
    EXPONENT = "exponent"  # 4.9E+12: digits are lost
    LONG = "long"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    NUMBER = "number"
    POINTS = "points"
    JAN = "jan"
    PRICE = "price"
    RATE = "rate"
    DAYS = "days"
    PERCENT = "percent"
    CARD = "card"
    EMPTY = "empty"  # nothing by which the row could be known
    UNNAMED = "unnamed"  # a product without a name
    UNPRICED = "unpriced"
    TIME = "time"
    AMOUNT = "amount"
    UNIT = "unit"  # a fraction of the unit in which sums are kept
    PIECES = "pieces"
    UNDATED = "undated"  # a sale without a day
    FUTURE = "future"
    UNSUMMED = "unsummed"  # a sale without a sum
    OTHER_NAME = "other_name"  # the shop's number is somebody else's
    SEVERAL = "several"  # more than one of the shop's customers is meant
    TWO_CUSTOMERS = "two_customers"  # on one receipt


class Wrong(Value):
    fault: Fault


MOST_YEN: Final = 99_999_999
MOST_POINTS: Final = 9_999_999
MOST_NUMBER: Final = 999_999_999
_LONGEST: Final = 200
_LONGEST_NOTE: Final = 2000
_ERRORS: Final = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
_LITERAL: Final = re.compile(r'="([^"]*)"')  # how tables keep a leading zero from Excel
_EXPONENT: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_YEN: Final = re.compile(
    r"[¥\\]?\s*(-?[0-9]{1,3}(?:,[0-9]{3})+|-?[0-9]+)(?:\.0+)?\s*円?(?:\s*\(?(?:税込|税抜|税別)\)?)?"
)
_WHOLE: Final = re.compile(r"(-?[0-9]{1,3}(?:,[0-9]{3})+|-?[0-9]+)(?:\.0+)?")
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_ERAS: Final = {"明治": 1867, "m": 1867, "大正": 1911, "t": 1911, "昭和": 1925, "s": 1925, "平成": 1988, "h": 1988}
_ERAS_NOW: Final = {"令和": 2018, "r": 2018}
_DAY: Final = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[mtshr])\s*(?P<nth>[0-9]{1,2}|元)\s*[年./-]\s*"
    r"|(?P<year>[0-9]{4})\s*[年./-]\s*)?"
    r"(?P<month>[0-9]{1,2})\s*[月./-]\s*(?P<day>[0-9]{1,2})\s*日?(?:[ t][0-9:.]*z?)?",
    re.IGNORECASE,
)
_DAY_DIGITS: Final = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_LEAP: Final = 2000  # a year in which every day of a birthday exists
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))


def plain(cell: str) -> str | Wrong:
    """The cell's own text: trimmed, control characters out, not a formula, every character readable."""
    if "\ufffd" in cell:
        return Wrong(Fault.ENCODING)
    text = cell.strip()
    if literal := _LITERAL.fullmatch(text):
        text = literal[1].strip()
    if text.startswith("="):
        return Wrong(Fault.FORMULA)
    if text.upper() in _ERRORS:
        return Wrong(Fault.ERROR)
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in text)


def words(text: str) -> str | Wrong:
    """A name, a group: one line, single spaces."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else Wrong(Fault.LONG)


def kana(text: str) -> str | Wrong:
    """A reading: hiragana."""
    return words(hiragana(text))


def note(text: str) -> str | Wrong:
    return text if len(text) <= _LONGEST_NOTE else Wrong(Fault.LONG)


def phone(text: str) -> str | Wrong:
    """A number in Japan, 10 or 11 digits from 0 on. +81 is turned into it, and the 0 that Excel drops is put back."""
    if not text:
        return ""
    folded = _folded(text).translate(_DASHES)
    if _EXPONENT.fullmatch(folded):
        return Wrong(Fault.EXPONENT)
    if not re.fullmatch(r"[0-9+()\-. ]+(?:\.0)?", folded):
        return Wrong(Fault.PHONE)
    digits = re.sub(r"[^0-9]", "", re.sub(r"^([0-9]+)\.0$", r"\1", folded))
    if folded.startswith("+") or (digits.startswith("81") and len(digits) in (11, 12)):
        digits = digits.removeprefix("81")
    if not digits.startswith("0"):
        digits = "0" + digits
    return digits if len(digits) in (10, 11) and digits[1] != "0" else Wrong(Fault.PHONE)


def email(text: str) -> str | Wrong:
    folded = _folded(text)
    return folded if not folded or (len(folded) <= _LONGEST and _EMAIL.fullmatch(folded)) else Wrong(Fault.EMAIL)


def postcode(text: str) -> str | Wrong:
    """Seven digits; the zeros that Excel drops are put back."""
    if not text:
        return ""
    folded = re.sub(r"\.0$", "", _folded(text).translate(_DASHES).removeprefix("〒").strip())
    if not re.fullmatch(r"[0-9]{3}-?[0-9]{4}|[0-9]{5,6}", folded):
        return Wrong(Fault.POSTCODE)
    return folded.replace("-", "").zfill(7)


def birthday(text: str) -> tuple[int, int] | Wrong | None:
    """Month and day, with or without a year of either calendar. A day that never was is wrong."""
    if not text:
        return None
    folded = _folded(text)
    found = _DAY.fullmatch(folded) or _DAY_DIGITS.fullmatch(folded)
    if found is None:
        return Wrong(Fault.DATE)
    parts = found.groupdict()
    month, day, year = int(parts["month"]), int(parts["day"]), _LEAP
    if parts.get("era"):
        begin = {**_ERAS, **_ERAS_NOW}[parts["era"].lower()]
        year = begin + (1 if parts["nth"] == "元" else int(parts["nth"]))
    elif parts["year"]:
        year = int(parts["year"])
    try:
        date(year, month, day)
    except ValueError:
        return Wrong(Fault.DATE)
    return month, day


def number(text: str) -> int | Wrong | None:
    """A customer's number, 1 or more; leading zeros don't count."""
    return _between(text, 1, MOST_NUMBER, Fault.NUMBER)


def points(text: str) -> int | Wrong | None:
    """A balance, 0 or more."""
    return _between(
        re.sub(r"\s*(?:ポイント|points?|pt|p)$", "", _folded(text), flags=re.I), 0, MOST_POINTS, Fault.POINTS
    )


def days(text: str) -> int | Wrong | None:
    return _between(re.sub(r"\s*(?:日|days?)$", "", _folded(text), flags=re.I), 1, 36_500, Fault.DAYS)


def percent(text: str) -> int | Wrong | None:
    return _between(_folded(text).removesuffix("%").strip(), 0, 1000, Fault.PERCENT)


def yen(text: str) -> int | Wrong | None:
    """Whole yen: 1,280 · ¥1280 · 1,280円 · 1280.0."""
    folded = _folded(text)
    if not folded:
        return None
    found = _YEN.fullmatch(folded)
    value = int(found[1].replace(",", "")) if found and len(found[1]) < 16 else -1
    return value if 0 <= value <= MOST_YEN else Wrong(Fault.PRICE)


def rate(text: str) -> int | Wrong | None:
    """8 or 10, per cent: 8 · 8% · 0.08 · 軽減 · 標準."""
    folded = _folded(text).removesuffix("%").strip()
    if not folded:
        return None
    if folded in ("8", "8.0", "0.08") or "軽減" in folded or folded.casefold() == "reduced":
        return 8
    if folded in ("10", "10.0", "0.1", "0.10") or "標準" in folded or folded.casefold() == "standard":
        return 10
    return Wrong(Fault.RATE)


def code(text: str) -> str | Wrong:
    """A product's code. One of 8, 12 or 13 digits is a JAN and its check digit has to be right; 12 become 13."""
    folded = re.sub(r"[\s-]", "", re.sub(r"^([0-9]+)\.0$", r"\1", _folded(text)))
    if _EXPONENT.fullmatch(folded):
        return Wrong(Fault.EXPONENT)
    if folded.isascii() and folded.isdigit() and len(folded) in (8, 12, 13):
        return (
            folded.zfill(13) if len(folded) == 12 and is_jan(folded) else folded if is_jan(folded) else Wrong(Fault.JAN)
        )
    return folded if len(folded) <= 48 else Wrong(Fault.LONG)


def card(text: str) -> str | Wrong:
    """What a scanner reads from a printed card, as it is hashed."""
    folded = printed_number(re.sub(r"^([0-9]+)\.0$", r"\1", _folded(text)))
    if _EXPONENT.fullmatch(folded):
        return Wrong(Fault.EXPONENT)
    if folded and not re.fullmatch(r"[0-9a-z]{4,48}", folded):
        return Wrong(Fault.CARD)
    return folded


def is_jan(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (weights 1 and 3 from the right)."""
    return sum(int(c) * (3 if place % 2 else 1) for place, c in enumerate(reversed(digits))) % 10 == 0


def with_tax(price: int, percent: int) -> int:
    """The price with tax of one without it; a fraction of a yen is cut off."""
    return price * (100 + percent) // 100


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _between(text: str, least: int, most: int, fault: Fault) -> int | Wrong | None:
    folded = _folded(text)
    if not folded:
        return None
    if _EXPONENT.fullmatch(folded):
        return Wrong(Fault.EXPONENT)
    found = _WHOLE.fullmatch(folded)
    value = int(found[1].replace(",", "")) if found and len(found[1]) < 16 else least - 1
    return value if least <= value <= most else Wrong(fault)
