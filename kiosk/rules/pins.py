"""PINs: which are too easy, and how long a wrong one makes everybody wait."""

from enum import StrEnum

from kiosk.rules.units import Instant
from kiosk.value import Value

LEAST, MOST = 4, 8
"""Digits of a PIN."""

_WAITS = (0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds after so many wrong PINs: two slips of the finger cost nothing. Later ones cost as much as the last."""
LOCKED_AFTER = 10
"""Wrong PINs in a row. Then only an owner helps: 10 guesses find a PIN of 4 digits once in a thousand times."""

_UP, _DOWN = "01234567890", "09876543210"
_YEARS = range(1920, 2040)


class TooEasy(StrEnum):
    """Why a PIN is refused; the first thing that anyone would try."""

    SHORT = "short"
    SAME = "same"  # 0000
    RUN = "run"  # 1234, 8765, 7890
    REPEAT = "repeat"  # 1212, 123123, 0808: a birthday twice over
    PAIRS = "pairs"  # 1122
    YEAR = "year"  # a year of birth


class Open(Value):
    """A PIN may be tried."""


class Wait(Value):
    """Not before so many ms have passed."""

    ms: int

    @property
    def seconds(self) -> int:
        """As it is said to a person: never 0 while there is any time left."""
        return -(-self.ms // 1000)


class Locked(Value):
    """Not before an owner has unlocked it."""


Gate = Open | Wait | Locked


def weakness(pin: str, least: int = LEAST) -> TooEasy | None:
    """Why these digits can't be a PIN of `least` digits or more; None: they can."""
    if len(pin) < least:
        return TooEasy.SHORT
    if len(set(pin)) == 1:
        return TooEasy.SAME
    if pin in _UP or pin in _DOWN:
        return TooEasy.RUN
    if any(pin == pin[:size] * (len(pin) // size) for size in range(2, len(pin) // 2 + 1)):
        return TooEasy.REPEAT
    if len(pin) % 2 == 0 and pin[::2] == pin[1::2]:
        return TooEasy.PAIRS
    if len(pin) == 4 and int(pin) in _YEARS:
        return TooEasy.YEAR
    return None


def seconds_after(failures: int) -> int:
    """How long to wait after so many wrong PINs in a row."""
    return _WAITS[min(failures, len(_WAITS) - 1)]


def gate(failures: int, failed_at: Instant | None, now: Instant) -> Gate:
    """Whether a PIN may be tried now. A clock that went back makes the wait begin anew, never longer than it was."""
    if failures >= LOCKED_AFTER:
        return Locked()
    if failed_at is None:
        return Open()
    whole = seconds_after(failures) * 1000
    left = whole - max(0, now - failed_at)
    return Wait(left) if left > 0 else Open()
