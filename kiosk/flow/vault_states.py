"""What the screens of the vault are at: choosing its PIN, encrypting, opening it, and changing the PIN."""

from enum import StrEnum
from typing import Final

from msgspec import field

from kiosk.rules.pins import TooEasy
from kiosk.value import Hidden, Value

LEAST: Final = 6
MOST: Final = 12
"""Digits of a vault's PIN: whoever has the card tries them as fast as a computer does."""


class ChoosingVaultPin(Value):
    """A new PIN, typed twice."""

    typed: Hidden[str] = ""
    first: Hidden[str] = ""  # as it was typed the first time
    refused: TooEasy | None = None
    differed: bool = False


class AboutVault(Value):
    """What it protects and what not, before anybody wants one."""


class MakingVault(Value):
    """`number`: of what is asked for."""

    number: int
    percent: int = 0


class VaultMade(Value):
    """The program ends, and starts with the data that is in it."""


class VaultNotMade(Value):
    """All is as before, but the program has let go of its folder, and has to start anew."""


class Opening(StrEnum):
    """How far it is with the PIN that was typed."""

    TYPING = "typing"
    TRYING = "trying"
    WRONG = "wrong"
    FAILED = "failed"
    OPEN = "open"


class AtClosedVault(Value):
    typed: Hidden[str] = ""
    at: Opening = Opening.TYPING
    number: int = 0  # of what is asked for
    until: float = 0.0  # no PIN is tried before (monotonic)


class AtDamagedVault(Value):
    """No PIN opens it any more."""


class ChangingVaultPin(Value):
    """An owner's. `old` is typed first; whether it is right is known at the end."""

    typed: Hidden[str] = ""
    old: Hidden[str] = ""
    new: ChoosingVaultPin = field(default_factory=ChoosingVaultPin)
    number: int = 0  # of what is asked for; 0: nothing
    wait: int | None = None  # the old one was wrong, and none is tried for so many seconds
    failed: bool = False
