"""A slip's figures put into words, line by line."""

from collections.abc import Iterator
from datetime import date, tzinfo

from hardware.slip import Align, Barcode, Gap, Line, Mark, Pair, Rule, Size, Slip, Words
from kiosk.actions.coupons import CouponOnSlip
from kiosk.actions.sale_slip import SaleOnSlip, SlipLine
from kiosk.actions.slip import SlipToPrint
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words as Form
from kiosk.rules.business_day import day_of, local_time
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.sale import RATES
from kiosk.rules.slip_code import slip_code

REDUCED = 8


def form_slip(slip: SlipToPrint, words: Form, zone: tzinfo) -> Slip:
    """Shop, date, what was bought, points, next expiry, the shop's words. Never a tag, never a note."""
    return Slip(tuple(_lines(slip, words, zone)), opens_drawer=_opens_drawer(slip))


def _opens_drawer(slip: SlipToPrint) -> bool:
    """With money only, and never for a second copy."""
    return slip.issuer.drawer and slip.sale is not None and slip.sale.total != 0 and not slip.again


def _lines(slip: SlipToPrint, words: Form, zone: tzinfo) -> Iterator[Line]:
    texts = words.texts
    local = local_time(slip.figures.at, zone)
    if slip.sample:
        yield from (Mark(texts("slip.sample")), Gap())
    if slip.again:
        yield from (Mark(texts("slip.again")), Gap())
    if slip.sale is not None and slip.sale.back:
        yield from (Mark(texts("slip.refund")), Gap())
    yield Words(slip.shop or texts("idle.shop"), Size.LARGE, Align.CENTRE, bold=True)
    if slip.sale is not None:
        yield from _issuer(slip, texts)
    yield Words(words.moment("slip.date", local), Size.SMALL, Align.CENTRE)
    yield Gap()
    if slip.number is not None:
        yield Words(words.name(slip.name, slip.number, room="slip"), bold=True)
    yield Rule()
    if slip.sale is not None:
        yield from _bought(slip.sale, texts)
    if slip.number is not None:
        yield from _points(slip, words, local.date())
        yield Words(texts("slip.visits", n=slip.figures.visits), align=Align.CENTRE)
    yield Words(texts("slip.thanks"), align=Align.CENTRE)
    if slip.words:
        yield Gap()
    for text in slip.words:
        yield Words(text, align=Align.CENTRE)
    for coupon in slip.coupons:
        yield from _coupon(coupon, words, local.date())
    if slip.sale is not None and not slip.sale.back:
        yield from (Gap(), Barcode(slip_code(slip.sale.sale)))
    if slip.sale is None or not slip.issuer.invoice_number:
        yield from (Gap(), Words(texts("slip.not_receipt"), Size.SMALL, Align.CENTRE))


def _issuer(slip: SlipToPrint, texts: Texts) -> Iterator[Line]:
    """Who sold it (消費税法57条の4第2項1号)."""
    if slip.issuer.address:
        yield Words(slip.issuer.address, Size.SMALL, Align.CENTRE)
    if slip.issuer.phone:
        yield Words(texts("slip.phone", phone=slip.issuer.phone), Size.SMALL, Align.CENTRE)
    if slip.issuer.invoice_number:
        yield Words(texts("slip.invoice_number", number=slip.issuer.invoice_number), Size.SMALL, Align.CENTRE)


def _bought(sale: SaleOnSlip, texts: Texts) -> Iterator[Line]:
    for line in sale.lines:
        name = line.name or texts("sale.amount")
        yield Pair(texts("slip.reduced", name=name) if line.rate == REDUCED else name, yen(line.amount))
        if abs(line.quantity) != 1 or line.discount:
            yield Words(_detail(line, texts), Size.SMALL)
    yield Rule()
    if sale.discount or sale.points_used:
        yield Pair(texts("slip.goods"), yen(sale.goods))
    if sale.discount:
        yield Pair(texts("slip.discount_coupon" if sale.coupon else "slip.discount"), yen(-sale.discount))
    if sale.points_used:
        yield Pair(texts("slip.points_used"), yen(-sale.points_used))
    yield Pair(texts("slip.refund_total" if sale.back else "slip.total"), yen(sale.total), Size.LARGE, bold=True)
    for rate in RATES:
        if sale.gross[rate]:
            mark = texts("slip.reduced", name=texts("slip.rate", rate=rate)) if rate == REDUCED else ""
            yield Pair(mark or texts("slip.rate", rate=rate), yen(sale.gross[rate]), Size.SMALL)
            yield Pair(texts("slip.tax"), yen(sale.tax[rate]), Size.SMALL)
    if any(line.rate == REDUCED for line in sale.lines):
        yield Words(texts("slip.reduced_note"), Size.SMALL)
    yield Rule()


def _detail(line: SlipLine, texts: Texts) -> str:
    parts = [texts("slip.pieces", n=abs(line.quantity), price=yen(line.price))]
    if line.discount:
        parts.append(texts("slip.line_discount", yen=yen(-line.discount)))
    return "　".join(parts)


def _points(slip: SlipToPrint, words: Form, today: date) -> Iterator[Line]:
    texts, figures = words.texts, slip.figures
    yield Pair(texts("slip.before"), texts("slip.points", n=grouped(figures.before)))
    if figures.earned:
        yield Pair(texts("slip.earned"), texts("slip.moved", n=_signed(figures.earned)))
    if figures.used:
        yield Pair(texts("slip.spent"), texts("slip.moved", n=_signed(-figures.used)))
    yield Pair(texts("slip.now"), texts("slip.points", n=grouped(figures.now)), Size.LARGE, bold=True)
    if figures.expires is not None:
        last = words.day(figures.expires, today=day_of(today))
        yield Words(texts("slip.expiry", points=grouped(figures.expiring), date=last), Size.SMALL)
    yield Rule()


def _coupon(coupon: CouponOnSlip, words: Form, today: date) -> Iterator[Line]:
    texts = words.texts
    yield Rule()
    yield Words(coupon.name, align=Align.CENTRE)
    yield Words(texts("slip.coupon", yen=yen(coupon.yen)), Size.LARGE, Align.CENTRE, bold=True)
    yield Words(texts("slip.coupon_until", day=words.day(coupon.valid_until, today=day_of(today))), align=Align.CENTRE)
    yield Barcode(coupon.code)
    yield Words(texts("slip.coupon_how"), Size.SMALL, Align.CENTRE)


def _signed(points: int) -> str:
    return f"+{grouped(points)}" if points > 0 else grouped(points)
