"""A barcode at the counter: what is done with it on each screen."""

from hardware.ports import Cue
from kiosk.flow.desk import Desk
from kiosk.flow.states import AskingClock, AtCustomer, Busy, Finding, PricingProduct, Selling, State
from kiosk.flow.steps.refund import open_refund
from kiosk.flow.steps.sale import begin_selling, begin_selling_to, price_scanned, ring_up, with_coupon
from kiosk.rules.barcode import Code, IsbnPrice
from kiosk.rules.letters import CouponCode
from kiosk.rules.slip_code import SlipCode
from kiosk.rules.units import SaleId


def scan_failed(state: State, key: str, desk: Desk) -> State:
    """Nothing of it can be used: a word why, and nothing else changes."""
    desk.warn(key)
    desk.cue(Cue.FAULT)
    return state


def code_scanned(state: State, code: Code, desk: Desk) -> State:
    """Goods, a label of this shop's, a book or one of our slips. Something unfinished is never dropped for it."""
    match state, code:
        case AskingClock(), _:
            return scan_failed(state, "toast.clock_first", desk)
        case PricingProduct(), IsbnPrice():
            return price_scanned(state, code)
        case Selling(), _:
            return ring_up(state, code, desk)
        case _ if isinstance(state, Busy) and not _searching(state):
            return scan_failed(state, "toast.finish_first", desk)
        case _, SlipCode(sale):
            return open_refund(desk, SaleId(sale), state)
        case AtCustomer() as customer, CouponCode():
            return with_coupon(desk, customer, code)
        case _, CouponCode():
            return scan_failed(state, "coupon.no_card", desk)
        case _, IsbnPrice():
            return scan_failed(state, "toast.lower_row", desk)
        case AtCustomer() as customer, _:
            return begin_selling_to(desk, customer, code)
        case _:
            return begin_selling(desk, code)


def _searching(state: State) -> bool:
    """A search that is about nothing else can be left."""
    return isinstance(state, Finding) and state.card is None
