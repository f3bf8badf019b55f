"""What a slip says of a sale or a refund, read back from the rows that were written."""

from kiosk.actions.books import Books
from kiosk.actions.coupons import had_coupon
from kiosk.rules.sale import RATES
from kiosk.rules.units import Points, SaleId, Yen
from kiosk.value import Hidden, Value


class SlipLine(Value):
    name: Hidden[str]  # "" for an amount that was typed
    quantity: int
    price: Yen
    discount: Yen
    amount: Yen
    rate: int


class SaleOnSlip(Value):
    """Figures as they were written: those of a refund are 0 or less."""

    sale: SaleId
    back: bool  # a refund
    lines: Hidden[tuple[SlipLine, ...]]
    goods: Yen
    discount: Yen
    points_used: Points
    total: Yen
    gross: dict[int, Yen]  # by rate
    tax: dict[int, Yen]
    coupon: bool  # a part of the discount was a coupon


def sale_on_slip(books: Books, sale: SaleId) -> SaleOnSlip:
    """Raises LookupError for a sale that is none."""
    row = books.till.sale.one(sale=sale)
    if row is None:
        raise LookupError(f"no sale {sale}")
    gross, tax = (row.gross_10, row.gross_8), (row.tax_10, row.tax_8)
    return SaleOnSlip(
        sale=sale,
        back=row.of is not None,
        lines=tuple(
            SlipLine(line.name, line.quantity, Yen(line.price), Yen(line.discount), Yen(line.amount), line.rate)
            for line in books.till.lines.all(sale=sale)
        ),
        goods=Yen(row.goods),
        discount=Yen(row.discount),
        points_used=Points(row.points_used),
        total=Yen(row.total),
        gross={rate: Yen(figure) for rate, figure in zip(RATES, gross, strict=True)},
        tax={rate: Yen(figure) for rate, figure in zip(RATES, tax, strict=True)},
        coupon=had_coupon(books, sale),
    )
