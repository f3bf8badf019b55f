"""The shop's own labels (インストアマーキング): what stands in a JAN code that begins with 02 or 20 to 29.

A layout is written as the 13 digits look: the digits it begins with, I for the item, P for yen or W for grams, V for
their own check digit, C for the code's last one. 02IIIIIVPPPPC is the usual one of scales.
"""

from collections.abc import Iterable

from kiosk.value import Value

LAYOUT = r"^(?=.{13}\Z)(02|2\d)\d*I+(V(P{4,5}|W{4,5})|P+|W+)?C\Z"
"""What a layout has to look like."""


class InStore(Value):
    """A label of this shop. `item` names the goods: the code without price or weight, the whole code if it has none."""

    item: str
    price: int | None = None  # yen, for this one piece
    grams: int | None = None


class WrongValueDigit(Value):
    """Price or weight does not agree with its check digit."""


def read_in_store(number: str, layouts: Iterable[str]) -> InStore | WrongValueDigit:
    """`number` has 13 digits of which the last agrees. The layout with the longest beginning decides."""
    fitting = [layout for layout in layouts if number.startswith(_beginning(layout))]
    if not fitting:
        return InStore(number)
    layout = max(fitting, key=lambda layout: len(_beginning(layout)))

    def part(letter: str) -> str:
        return "".join(digit for digit, place in zip(number, layout, strict=True) if place == letter)

    price, grams, check = part("P"), part("W"), part("V")
    if not price and not grams:
        return InStore(number)
    if check and check != value_digit(price or grams):
        return WrongValueDigit()
    item = _beginning(layout) + part("I")
    return InStore(item, int(price) if price else None, int(grams) if grams else None)


def value_digit(value: str) -> str:
    """The check digit of a price or weight of 4 or 5 digits (GS1 General Specifications, 7.9)."""
    if len(value) == 4:
        a, b, c, d = list(value)
        return str(3 * (_minus(2, a) + _minus(2, b) + 3 * int(c) + _minus(5, d)) % 10)
    a, b, c, d, e = list(value)
    rest = -(_plus(5, a) + _minus(2, b) + _minus(5, c) + _plus(5, d) + _minus(2, e)) % 10
    return next(digit for digit in "0123456789" if _minus(5, digit) == rest)


def _minus(weight: int, digit: str) -> int:
    """The specification's weights 2- and 5-: the product's units less its tens."""
    tens, units = divmod(weight * int(digit), 10)
    return (units - tens) % 10


def _plus(weight: int, digit: str) -> int:
    """5+: units and tens added."""
    tens, units = divmod(weight * int(digit), 10)
    return (units + tens) % 10


def _beginning(layout: str) -> str:
    return layout.rstrip("IVPWC")
