"""A sale (お会計): what is being rung up, and what it comes to.

Order of the rules: lines less their own discounts, less the discount on the whole and the coupon, less the points
used. What is taken off the whole is shared out over the tax rates, then over the lines of each rate, so that every line
knows its own net sum and a part of it can be taken back exactly.
"""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from kiosk.rules.money import Rounding, apportion, tax_within
from kiosk.rules.settings import PointSettings
from kiosk.rules.units import NO_POINTS, CustomerId, Points, ProductId, Yen
from kiosk.value import Hidden, Value

RATES = (10, 8)
MOST_QUANTITY = 999
MOST_PRICE = 9_999_999
"""Yen: what is typed above it is a slip of the finger."""

Amount = Annotated[int, Meta(ge=0, le=MOST_PRICE)]


class Discount(Value):
    """So many yen, or so many per cent (the yen it makes are rounded down). One of the two is 0."""

    yen: Amount = 0
    percent: Annotated[int, Meta(ge=0, le=100)] = 0

    def of(self, sum_before: int) -> Yen:
        """Never more than there is."""
        return Yen(min(sum_before, self.yen + sum_before * self.percent // 100))


NO_DISCOUNT = Discount()


class OpenLine(Value):
    """One line of the open sale. `product` None: an amount was typed."""

    price: Amount  # of one
    rate: int
    product: ProductId | None = None
    name: str = ""
    code: str = ""
    quantity: Annotated[int, Meta(ge=1, le=MOST_QUANTITY)] = 1
    discount: Discount = NO_DISCOUNT
    points_percent: int = 100

    @property
    def before(self) -> Yen:
        return Yen(self.price * self.quantity)

    @property
    def amount(self) -> Yen:
        return Yen(self.before - self.discount.of(self.before))


class OpenCoupon(Value):
    """A coupon that was scanned: so many yen off the whole."""

    code: str
    yen: Amount


class OpenSale(Value):
    """What has been rung up so far. `key` makes the sale that comes of it, once (idempotency)."""

    key: str
    lines: tuple[OpenLine, ...] = ()
    discount: Discount = NO_DISCOUNT
    points: Points = NO_POINTS  # to be spent
    customer: CustomerId | None = None
    coupon: OpenCoupon | None = None


class Bonus(Value):
    """What multiplies the points of this customer on this day, in per cent."""

    birthday: int = 100
    customer_class: int = 100


class ReckonedLine(Value):
    line: OpenLine
    discount: Yen
    amount: Yen
    discount_share: Yen
    points_share: Yen
    net: Yen
    earned: Points


class Reckoning(Value):
    """What a sale comes to. total = goods - discount - points_used = the gross sums of both rates."""

    lines: Hidden[tuple[ReckonedLine, ...]]
    goods: Yen
    discount: Yen
    points_used: Points
    total: Yen
    gross: dict[int, Yen]  # by rate
    tax: dict[int, Yen]  # by rate, within the gross
    earned: Points
    coupon: Yen  # of the discount

    @property
    def most_points(self) -> int:
        """How many points could be spent at all: a sale is never paid below ¥0."""
        return self.goods - self.discount


def reckon(sale: OpenSale, rules: PointSettings, rounding: Rounding, bonus: Bonus) -> Reckoning:
    """What the open sale comes to now. Points are earned with a customer alone."""
    amounts = [line.amount for line in sale.lines]
    goods = sum(amounts)
    discount = sale.discount.of(goods)
    coupon = min(goods - discount, sale.coupon.yen) if sale.coupon is not None else 0
    discount = Yen(discount + coupon)
    of_discount = _shared_out(discount, amounts, sale.lines)
    left = [amount - share for amount, share in zip(amounts, of_discount, strict=True)]
    points = min(sale.points, goods - discount)
    of_points = _shared_out(points, left, sale.lines)
    nets = [amount - share for amount, share in zip(left, of_points, strict=True)]
    worth = [net * line.points_percent for net, line in zip(nets, sale.lines, strict=True)]
    earned = _earned(sum(nets), sum(worth), rules, bonus) if sale.customer is not None else 0
    gross = {rate: Yen(sum(n for n, line in zip(nets, sale.lines, strict=True) if line.rate == rate)) for rate in RATES}
    return Reckoning(
        lines=tuple(
            ReckonedLine(line, Yen(line.before - amount), Yen(amount), Yen(ds), Yen(ps), Yen(net), Points(part))
            for line, amount, ds, ps, net, part in zip(
                sale.lines, amounts, of_discount, of_points, nets, apportion(earned, worth), strict=True
            )
        ),
        goods=Yen(goods),
        discount=discount,
        points_used=Points(points),
        total=Yen(sum(nets)),
        gross=gross,
        tax={rate: tax_within(gross[rate], rate, rounding) for rate in RATES},
        earned=Points(earned),
        coupon=Yen(coupon),
    )


def by_weight(price: Yen, grams: int) -> Yen:
    """The price of so many grams, where `price` is for 100 g; half a yen counts as one."""
    return Yen((price * grams + 50) // 100)


def spendable(reckoning: Reckoning, balance: Points, unit: int) -> Points:
    """The most points that this sale can take, in whole units."""
    most = max(0, min(balance, reckoning.most_points))
    return Points(most - most % unit)


def _shared_out(total: int, sums: Sequence[int], lines: tuple[OpenLine, ...]) -> list[int]:
    """Over the rates, then over the lines of each."""
    shares = [0] * len(lines)
    if not total:
        return shares
    by_rate = [[at for at, line in enumerate(lines) if line.rate == rate] for rate in RATES]
    of_rates = apportion(total, [sum(sums[at] for at in places) for places in by_rate])
    for places, part in zip(by_rate, of_rates, strict=True):
        for at, share in zip(places, apportion(part, [sums[at] for at in places]), strict=True):
            shares[at] = share
    return shares


def _earned(total: int, worth: int, rules: PointSettings, bonus: Bonus) -> int:
    """One point for each `yen_per_point`, rounded down once; `worth` is yen × per cent."""
    if total < rules.smallest_spend:
        return 0
    return worth * bonus.birthday * bonus.customer_class // (rules.yen_per_point * 1_000_000)
