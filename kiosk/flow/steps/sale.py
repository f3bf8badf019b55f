"""お会計: lines are rung up, points spent, a customer joins; one touch settles it.

Every change is on the disk before the screen shows it, so that a restart in the middle brings the sale back.
"""

from typing import Any

from hardware.ports import Cue
from kiosk.actions.card import enrol_customer
from kiosk.actions.coupons import check_coupon
from kiosk.actions.product import find_product, remember_product
from kiosk.actions.record import CustomerRecord, read_record
from kiosk.actions.sale import (
    CouponRefused,
    NotEnoughPoints,
    Sold,
    SoldBefore,
    begin_sale,
    bonus_of,
    drop_sale,
    keep_sale,
    open_sale,
    reckoned,
    settle_sale,
)
from kiosk.actions.slip import JobState
from kiosk.actions.undo import SaleChanged
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    AddAmount,
    Back,
    ClearKeys,
    DiscountPercent,
    DiscountYen,
    DropSale,
    EnrolCustomer,
    EraseKey,
    Intent,
    Key,
    NameChecked,
    NameProduct,
    OpenCustomer,
    OpenSelling,
    PickLine,
    PriceProduct,
    RemoveLine,
    SetQuantity,
    Settle,
    SpendPoints,
    StartAfresh,
)
from kiosk.flow.states import (
    AtCustomer,
    AtOpenSale,
    AtSold,
    CheckingName,
    Idle,
    JoiningCard,
    NamingProduct,
    PricingProduct,
    Selling,
    SlipSeen,
    State,
)
from kiosk.flow.steps.opened import open_customer
from kiosk.flow.steps.writing import wrote
from kiosk.rules.barcode import Code, Isbn, IsbnPrice, Jan
from kiosk.rules.in_store import InStore
from kiosk.rules.letters import CouponCode, CouponTrouble
from kiosk.rules.numerals import yen
from kiosk.rules.sale import (
    MOST_PRICE,
    MOST_QUANTITY,
    Discount,
    OpenCoupon,
    OpenLine,
    OpenSale,
    by_weight,
    spendable,
)
from kiosk.rules.units import NO_POINTS, CustomerId, Points, Yen
from kiosk.value import replace

DIGITS = len(str(MOST_PRICE))


def begin_selling(desk: Desk, code: Code | None = None) -> State:
    """A new sale, with this code as its first line. One that was left open asks first."""
    return _begun(desk, None, code, by_card=False)


def begin_selling_to(desk: Desk, customer: AtCustomer, code: Code | None = None) -> State:
    """… for the customer on the screen."""
    return _begun(desk, customer.record, code, by_card=customer.visit is not None)


def _begun(desk: Desk, record: CustomerRecord | None, code: Code | None, *, by_card: bool) -> State:
    left = open_sale(desk.books)
    if left is not None:
        before = _shown(left, desk, by_card=False)
        theirs = record is not None and before.record is not None and before.record.id == record.id
        here = theirs and by_card
        before = replace(before, by_card=here, untouched=not here)
        if code is None and (record is None or theirs):
            return before
        return AtOpenSale(before, record, code, by_card)
    return _afresh(desk, record, code, by_card=by_card)


def reopened(state: Selling, desk: Desk) -> State:
    """The open sale as it is on the disk now; idle when there is none."""
    left = open_sale(desk.books)
    if left is None:
        return Idle()
    return _shown(left, desk, by_card=state.by_card and left.customer == state.sale.customer)


def _afresh(desk: Desk, record: CustomerRecord | None, code: Code | None, *, by_card: bool) -> State:
    state = _shown(begin_sale(desk.books, record.id if record is not None else None), desk, by_card=by_card)
    return state if code is None else ring_up(state, code, desk)


def _shown(sale: OpenSale, desk: Desk, *, by_card: bool) -> Selling:
    record = read_record(desk.books, sale.customer, desk.books.today()) if sale.customer is not None else None
    bonus = bonus_of(desk.books, record, desk.books.today())
    return Selling(
        sale,
        reckoned(desk.books, sale, bonus),
        record,
        bonus,
        line=len(sale.lines) - 1 if sale.lines else None,
        by_card=by_card,
    )


def _rung(state: Selling, desk: Desk, line: int | None, **changes: Any) -> Selling:
    """The sale with these changes, kept."""
    sale = replace(state.sale, **changes)
    reckoning = reckoned(desk.books, sale, state.bonus)
    if sale.points > reckoning.points_used:  # the rest has become too small for them
        sale = replace(sale, points=reckoning.points_used)
    keep_sale(desk.books, sale)
    desk.cue(Cue.DONE)
    return replace(state, sale=sale, reckoning=reckoning, typed="", line=line, untouched=False)


def joined(state: Selling, customer: CustomerId, desk: Desk) -> Selling:
    """The customer's card was touched: the sale is theirs. Points of another one are not spent any more."""
    sale = replace(state.sale, customer=customer, points=NO_POINTS)
    if sale.coupon is not None and (why := _against(sale.coupon, customer, desk)) is not None:
        sale = replace(sale, coupon=None)
        desk.warn(f"coupon.{why}")
    keep_sale(desk.books, sale)
    desk.cue(Cue.KNOWN)
    return replace(_shown(sale, desk, by_card=True), typed=state.typed, line=state.line)


def selling(state: Selling, intent: Intent, desk: Desk) -> State:
    match intent:
        case Key(text):
            return replace(state, typed=_digits(state.typed + text))
        case EraseKey():
            return replace(state, typed=state.typed[:-1])
        case ClearKeys():
            return replace(state, typed="")
        case AddAmount(rate):
            return _amount(state, rate, desk)
        case PickLine(place):
            return replace(state, line=None if place == state.line else place)
        case SetQuantity():
            return _quantity(state, desk)
        case DiscountYen():
            return _discounted(state, Discount(yen=_number(state)), desk)
        case DiscountPercent():
            if _number(state) > 100:
                desk.warn("toast.percent")
                return state
            return _discounted(state, Discount(percent=_number(state)), desk)
        case SpendPoints():
            return _points(state, desk)
        case RemoveLine() if state.line is not None:
            lines = state.sale.lines[: state.line] + state.sale.lines[state.line + 1 :]
            desk.say("toast.line_removed", deed=SaleChanged(state.sale))
            return _rung(state, desk, len(lines) - 1 if lines else None, lines=lines)
        case Settle():
            return _settled(state, desk)
        case DropSale():
            if state.sale.lines:
                drop_sale(desk.books)
                desk.say("toast.sale_dropped", deed=SaleChanged(state.sale))
            return Idle()
        case _:
            return state


def ring_up(state: Selling, code: Code, desk: Desk) -> State:
    """Goods are scanned: a line more, or the question what this is."""
    price: int | None = None
    grams: int | None = None
    match code:
        case CouponCode():
            return _coupon(state, code, desk)
        case Jan(number) | Isbn(number):
            item = number
        case InStore():
            item, price, grams = code.item, code.price, code.grams
        case _:
            desk.warn("toast.lower_row" if isinstance(code, IsbnPrice) else "toast.finish_first")
            desk.cue(Cue.FAULT)
            return state
    product = find_product(desk.books, item)
    if product is None:
        desk.cue(Cue.UNKNOWN)
        return PricingProduct(state, item, typed=str(price) if price else "", grams=grams)
    if grams is not None:
        price = by_weight(product.price, grams)
    return _added(state, product.line(price, _times(state)), desk)


def pricing(state: PricingProduct, intent: Intent, desk: Desk) -> State:
    match intent:
        case Key(text):
            return replace(state, typed=_digits(state.typed + text))
        case EraseKey():
            return replace(state, typed=state.typed[:-1])
        case ClearKeys():
            return replace(state, typed="")
        case PriceProduct(rate) if state.typed:
            return NamingProduct(state, rate)
        case Back():
            return state.before
        case _:
            return state


def price_scanned(state: PricingProduct, code: IsbnPrice) -> PricingProduct:
    """The lower row of a book, just when its price is asked for. 192 is without tax."""
    if code.price is None:
        return state
    return replace(state, typed=str(code.price if code.taxed else code.price * 110 // 100))


def naming_product(state: NamingProduct, intent: Intent, desk: Desk) -> State:
    match intent:
        case NameProduct():
            asked, written = state.before, state.writing
            name = written.whole.strip() or desk.words.texts("pricing.unnamed", code=asked.code)
            price = Yen(int(asked.typed))
            product = remember_product(desk.books, asked.code, name, written.reading, price, state.rate)
            own = by_weight(price, asked.grams) if asked.grams is not None else None
            return _added(asked.before, product.line(own, _times(asked.before)), desk)
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def checking_name(state: CheckingName, intent: Intent, desk: Desk) -> State:
    match intent:
        case NameChecked():
            return _rung(state.before, desk, state.before.line, points=state.points)
        case Back():
            return state.before
        case _:
            return state


def joining_card(state: JoiningCard, intent: Intent, desk: Desk) -> State:
    match intent:
        case EnrolCustomer():
            known = enrol_customer(desk.books, state.card, slip=False)
            return joined(state.before, known.record.id, desk)
        case Back():
            return state.before
        case _:
            return state


def left_open(state: AtOpenSale, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenSelling():
            return state.left
        case StartAfresh():
            drop_sale(desk.books)
            return _afresh(desk, state.record, state.code, by_card=state.by_card)
        case _:
            return state


def sold(state: AtSold, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer):
            return open_customer(desk, customer)
        case OpenSelling():
            return begin_selling(desk)
        case _:
            return state


def _digits(text: str) -> str:
    return text[:DIGITS].lstrip("0") or ("0" if text else "")


def _number(state: Selling) -> int:
    return int(state.typed or 0)


def _times(state: Selling) -> int:
    """A number typed before the scan is how many of them there are."""
    return min(int(state.typed), MOST_QUANTITY) if state.typed and int(state.typed) else 1


def _amount(state: Selling, rate: int, desk: Desk) -> Selling:
    if not _number(state):
        desk.warn("toast.type_first")
        return state
    return _added(state, OpenLine(price=_number(state), rate=rate), desk)


def _added(state: Selling, line: OpenLine, desk: Desk) -> Selling:
    """The same goods at the same price are one line more of each."""
    lines = state.sale.lines
    for place, known in enumerate(lines):
        same = line.product is not None and replace(known, quantity=line.quantity) == line
        if same and known.quantity + line.quantity <= MOST_QUANTITY:
            more = replace(known, quantity=known.quantity + line.quantity)
            return _rung(state, desk, place, lines=(*lines[:place], more, *lines[place + 1 :]))
    return _rung(state, desk, len(lines), lines=(*lines, line))


def _quantity(state: Selling, desk: Desk) -> Selling:
    """So many as were typed, or one more."""
    if state.line is None:
        desk.warn("toast.pick_line")
        return state
    line = state.sale.lines[state.line]
    count = _number(state) if state.typed else line.quantity + 1
    if not 1 <= count <= MOST_QUANTITY:
        desk.warn("toast.quantity")
        return state
    return _changed(state, replace(line, quantity=count), desk)


def _discounted(state: Selling, discount: Discount, desk: Desk) -> Selling:
    """On the picked line, or on the whole; nothing typed takes it away."""
    if state.line is None:
        return _rung(state, desk, None, discount=discount)
    return _changed(state, replace(state.sale.lines[state.line], discount=discount), desk)


def _changed(state: Selling, line: OpenLine, desk: Desk) -> Selling:
    assert state.line is not None, "asked before"
    lines = state.sale.lines
    return _rung(state, desk, state.line, lines=(*lines[: state.line], line, *lines[state.line + 1 :]))


def with_coupon(desk: Desk, customer: AtCustomer, code: CouponCode) -> State:
    """The customer on the screen brings one: their sale begins with it, or goes on."""
    before = begin_selling_to(desk, customer)
    return _coupon(before, code, desk) if isinstance(before, Selling) else before


def _coupon(state: Selling, code: CouponCode, desk: Desk) -> Selling:
    """So many yen off the whole; scanned again it goes off again."""
    now = state.sale.coupon
    if now is not None and now.code == code.text:
        desk.say("toast.coupon_off")
        return _rung(state, desk, state.line, coupon=None)
    found = CouponTrouble.SECOND if now is not None else _checked(code, state.record, desk)
    if isinstance(found, CouponTrouble):
        desk.warn(f"coupon.{found}")
        desk.cue(Cue.FAULT)
        return state
    desk.say("toast.coupon_on", yen(found.yen))
    return _rung(state, desk, state.line, coupon=found)


def _checked(code: CouponCode, record: CustomerRecord | None, desk: Desk) -> OpenCoupon | CouponTrouble:
    return check_coupon(desk.books, code, record, desk.books.today())


def _against(coupon: OpenCoupon, customer: CustomerId, desk: Desk) -> CouponTrouble | None:
    """Why the coupon that was scanned can't be this customer's."""
    record = read_record(desk.books, customer, desk.books.today())
    found = _checked(CouponCode(coupon.code), record, desk)
    return found if isinstance(found, CouponTrouble) else None


def _points(state: Selling, desk: Desk) -> State:
    if state.record is None:
        desk.warn("toast.points_card")
        return state
    rules = desk.books.settings.points
    most = spendable(state.reckoning, state.record.points, rules.spend_unit)
    wanted = Points(_number(state) if state.typed else most)
    if wanted > most or wanted % rules.spend_unit:
        desk.warn("toast.points_most")
        return state
    if not state.typed and state.sale.points == most:
        wanted = NO_POINTS  # touched again: none
    if wanted > max(rules.check_above, state.sale.points):
        return CheckingName(replace(state, typed=""), wanted)
    return _rung(state, desk, state.line, points=wanted)


def _settled(state: Selling, desk: Desk) -> State:
    if _number(state):  # an amount, and at once paid
        state = _amount(state, desk.books.settings.sale.rate, desk)
    if not state.sale.lines:
        desk.warn("toast.nothing_rung")
        return replace(state, typed="")
    match settle_sale(desk.books, state.sale, state.record):
        case Sold() as done:
            desk.cue(Cue.DONE)
            slip = None
            if done.job is not None:
                desk.print_later(done.job)
                slip = SlipSeen(done.job, JobState.SENDING)
            return AtSold(done, state.by_card, slip)
        case NotEnoughPoints():
            desk.warn("toast.points_most")
            return _rung(_shown(state.sale, desk, by_card=state.by_card), desk, state.line, points=NO_POINTS)
        case CouponRefused(why):
            desk.warn(f"coupon.{why}")
            return _rung(state, desk, state.line, coupon=None)
        case SoldBefore():
            desk.warn("toast.sold_before")
            return Idle()
