"""返品: how much of a sale's line goes back.

A line is so many pieces, and each piece has its own share of every figure; a refund takes pieces in their order, so
that parts taken one by one add up to the whole exactly.
"""

from kiosk.rules.money import Rounding, apportion, tax_within
from kiosk.rules.units import Points, Yen
from kiosk.value import Value


class SoldLine(Value):
    """A line as it was sold, or what of it is taken back (then all is counted upwards too)."""

    quantity: int
    price: Yen
    discount: Yen
    discount_share: Yen
    points_share: Yen
    net: Yen
    earned: Points

    @property
    def amount(self) -> Yen:
        return Yen(self.quantity * self.price - self.discount)


def part_of(sold: SoldLine, before: int, quantity: int) -> SoldLine:
    """What goes back with `quantity` pieces when `before` of them were taken back earlier.

    Raises ValueError when that is more than was sold.
    """
    if quantity < 1 or before < 0 or before + quantity > sold.quantity:
        raise ValueError(f"{before} + {quantity} of {sold.quantity} pieces")
    pieces = range(sold.quantity)
    discounts = apportion(sold.discount, [sold.price] * sold.quantity)
    amounts = [sold.price - discounts[at] for at in pieces]
    shares = apportion(sold.discount_share, amounts)
    left = [amounts[at] - shares[at] for at in pieces]
    points = apportion(sold.points_share, left)
    nets = [left[at] - points[at] for at in pieces]
    earned = apportion(sold.earned, nets)
    taken = slice(before, before + quantity)
    return SoldLine(
        quantity=quantity,
        price=sold.price,
        discount=Yen(sum(discounts[taken])),
        discount_share=Yen(sum(shares[taken])),
        points_share=Yen(sum(points[taken])),
        net=Yen(sum(nets[taken])),
        earned=Points(sum(earned[taken])),
    )


def tax_back(gross_left: Yen, gross_back: Yen, rate: int, rounding: Rounding) -> Yen:
    """The tax that a refund gives back: what the rest held before, less what it holds after. The parts of a sale
    taken back one by one so give back its whole tax."""
    return Yen(tax_within(gross_left, rate, rounding) - tax_within(Yen(gross_left - gross_back), rate, rounding))


class TakeBack(Value):
    """What happens to the points that a refunded sale had earned."""

    from_balance: Points  # leaves the balance, or becomes a debt
    gone: Points  # had expired unused: nobody has them any more


def earned_back(back: Points, expired: Points, gone_before: Points) -> TakeBack:
    """`back` earned points go back. Those of them that expired unused were never had: they are no debt.

    `expired` is what of the sale's own lot expired in all, `gone_before` what earlier refunds have counted as gone.
    """
    gone = min(back, max(0, expired - gone_before))
    return TakeBack(Points(back - gone), Points(gone))


GRACE_DAYS = 30
"""How long points live that return to a lot whose last day is past (product.md)."""
