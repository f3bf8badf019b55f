"""What the cells of an old register's sales say: days, times, sums with a sign, pieces, codes of customers.

As in kiosk.rules.cells each reader gives a value, or Wrong with the reason, and "" is an empty cell.
"""

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Final

from kiosk.rules.cells import MOST_YEN, Fault, Wrong

MOST_PIECES: Final = 99_999
_LONGEST_CODE: Final = 48
_ERAS: Final = {"大正": 1911, "t": 1911, "昭和": 1925, "s": 1925, "平成": 1988, "h": 1988, "令和": 2018, "r": 2018}
_TIME: Final = (
    r"(?P<hour>[0-9]{1,2})\s*[:時]\s*(?P<minute>[0-9]{2})\s*分?(?:\s*:?\s*(?P<second>[0-9]{2})(?:\.[0-9]+)?\s*秒?)?"
)
_CLOCK: Final = re.compile(_TIME)
_DAY: Final = re.compile(
    r"(?:(?P<era>大正|昭和|平成|令和|[tshr])\s*(?P<nth>[0-9]{1,2}|元)|(?P<year>[0-9]{4}))\s*[年./-]\s*"
    r"(?P<month>[0-9]{1,2})\s*[月./-]\s*(?P<day>[0-9]{1,2})\s*日?(?:\s*[(][^)]*[)])?"
    rf"(?:[ t]+{_TIME}\s*(?:z|[+-][0-9:]+)?)?",
    re.IGNORECASE,
)
_DAY_DIGITS: Final = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_SUM: Final = re.compile(
    r"(?P<minus>[-−△▲]?)\s*[¥\\$]?\s*(?P<sign>-?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?\s*円?"
)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
FIRST_YEAR: Final = 1970


def moment(text: str) -> tuple[date, time | None] | Wrong | None:
    """A day, with the time where one stands beside it: 2023/5/1 · 20230501 · 令和5年5月1日 · 2023-05-01 14:30."""
    folded = _folded(text)
    if not folded:
        return None
    found = _DAY.fullmatch(folded) or _DAY_DIGITS.fullmatch(folded)
    if found is None:
        return Wrong(Fault.DATE)
    parts = found.groupdict()
    if era := parts.get("era"):
        year = _ERAS[era.lower()] + (1 if parts["nth"] == "元" else int(parts["nth"]))
    else:
        year = int(parts["year"])
    try:
        day = date(year, int(parts["month"]), int(parts["day"]))
        at = _time(parts) if parts.get("hour") else None
    except ValueError:
        return Wrong(Fault.DATE)
    return (day, at) if year >= FIRST_YEAR else Wrong(Fault.DATE)


def clock(text: str) -> time | Wrong | None:
    """14:30 · 14:30:05 · 14時30分."""
    folded = _folded(text)
    if not folded:
        return None
    found = _CLOCK.fullmatch(folded) or re.fullmatch(
        r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?", folded
    )
    if found is None:
        return Wrong(Fault.TIME)
    try:
        return _time(found.groupdict())
    except ValueError:
        return Wrong(Fault.TIME)


def money(text: str, unit: Decimal) -> int | Wrong | None:
    """A sum, below 0 with a sign before it (-500, △500): how many of `unit` it is (1: yen, 0.01: cents of a dollar)."""
    folded = _folded(text)
    if not folded:
        return None
    found = _SUM.fullmatch(folded)
    if found is None:
        return Wrong(Fault.AMOUNT)
    value = Decimal(found["digits"].replace(",", "") + (found["part"] or "")) / unit
    if value > MOST_YEN:
        return Wrong(Fault.AMOUNT)
    whole = int(value)
    if whole != value:
        return Wrong(Fault.UNIT)
    return -whole if found["minus"] or found["sign"] else whole


def pieces(text: str) -> int | Wrong | None:
    """How many, below 0 for what came back, never 0: 3 · 3個 · 2.0 · -1."""
    folded = _folded(text).translate(_DASHES)
    if not folded:
        return None
    found = re.fullmatch(r"([-△▲]?)([0-9]{1,6})(?:\.0+)?\s*(?:個|点|本|枚|箱|袋|セット|pcs?)?", folded, re.IGNORECASE)
    if found is None or not 0 < int(found[2]) <= MOST_PIECES:
        return Wrong(Fault.PIECES)
    return -int(found[2]) if found[1] else int(found[2])


def old_code(text: str) -> str | Wrong:
    """By what an old register knew a customer, or a receipt: any text, folded so that it is the same again."""
    folded = " ".join(re.sub(r"^([0-9]+)\.0$", r"\1", _folded(text)).split())
    return folded if len(folded) <= _LONGEST_CODE else Wrong(Fault.LONG)


def _time(parts: dict[str, str | None]) -> time:
    return time(int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts.get("second") or 0))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
