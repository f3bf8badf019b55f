"""PINs as they are kept: argon2id. What was typed is compared and forgotten."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB and three passes on one lane: 40 ms on a desk's machine, some 150 to 200 ms expected on a Raspberry Pi 4.
# One check at a time, so the memory is never taken twice; C code that lets the screen's thread run meanwhile.
_HASHER = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)


def hashed(pin: str) -> str:
    """As it is kept, with its own salt. Takes as long as a check does."""
    return _HASHER.hash(pin)


def fits(pin_hash: str, pin: str) -> bool:
    """Whether this PIN made the hash. Takes the same time for a right and a wrong one."""
    try:
        return _HASHER.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
