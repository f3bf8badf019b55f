"""Yen: how a sum is shared out without losing one, and the tax that a sum holds."""

from collections.abc import Sequence
from enum import StrEnum

from kiosk.rules.units import Yen


class Rounding(StrEnum):
    """What becomes of a part of a yen."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


def apportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` shared out in proportion to the weights; the shares add up to it exactly.

    What the rounding down leaves over goes to the largest weights, one each (product.md: the last yen to the largest).
    No share is above its weight while the total is not above their sum. Nothing is shared out where no weight is > 0.
    """
    whole = sum(weights)
    if not total or whole <= 0:
        return (0,) * len(weights)
    shares = [total * weight // whole for weight in weights]
    largest = sorted(range(len(weights)), key=lambda at: -weights[at])
    for at in largest[: total - sum(shares)]:
        shares[at] += 1
    return tuple(shares)


def tax_within(gross: Yen, rate: int, rounding: Rounding) -> Yen:
    """The consumption tax in a sum with tax, `rate` per cent. Rounded once: call it with a slip's whole sum of a rate
    (消費税法施行令70条の10)."""
    over, per = gross * rate, 100 + rate
    match rounding:
        case Rounding.DOWN:
            return Yen(over // per)
        case Rounding.HALF_UP:
            return Yen((2 * over + per) // (2 * per))
        case Rounding.UP:
            return Yen(-(-over // per))
