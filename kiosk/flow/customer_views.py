"""What a customer sees on a display of their own: frozen values, words and figures already formed.

They are all that ever reaches the process that paints them: who is served, their points, and what they buy.
"""

from msgspec import Struct

from kiosk.value import Hidden, Value


class Sum(Value):
    """小計 ¥1,200: a figure, and what it is."""

    label: str
    value: str


class Welcome(Value, tag="welcome"):
    """Nobody is served; nothing of anybody is here. It is empty without a shop, and while that is closed."""

    shop: str = ""
    greeting: str = ""


class CustomerHere(Value, tag="customer"):
    """A card was touched."""

    greeting: str
    who: Hidden[str]  # the name with 様, or the number
    points: Hidden[Sum]


class Bought(Value):
    name: Hidden[str]
    pieces: str  # "" for one
    amount: Hidden[str]


class RungUp(Value, tag="sale"):
    """What has been rung up so far."""

    who: Hidden[str]  # "" without a card
    points: Hidden[Sum | None]
    lines: tuple[Bought, ...]  # the newest, the last one at the end
    more: str  # how many pieces came before them; "" for none
    sums: Hidden[tuple[Sum, ...]]
    total: Hidden[Sum]


class Thanks(Value, tag="thanks"):
    """It is paid."""

    thanks: str
    total: Hidden[Sum]
    sums: Hidden[tuple[Sum, ...]]  # what came of it in points


CustomerView = Welcome | CustomerHere | RungUp | Thanks


class Said(Struct, frozen=True):
    """A view on its way to the display. `at`: when it held, by the machine's monotonic clock."""

    at: float
    version: str  # of the kiosk
    view: CustomerView
    welcome: Welcome  # what is shown when it holds no more
