"""返品: a sale is found by its slip's barcode, by day or by customer, and goes back whole, by line or by piece."""

from hardware.ports import Cue
from kiosk.actions.lists import customer_shown
from kiosk.actions.refund import (
    MoreThanSold,
    Refunded,
    RefundedBefore,
    read_sale,
    refund,
    sales_of_day,
)
from kiosk.actions.slip import JobState
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, OpenCustomer, Refund, ShowSale, TakeAll, TakeLine, TakePieces, TurnDay
from kiosk.flow.states import AtCustomer, AtMenu, AtRefunded, AtSales, AtTimeline, Idle, Refunding, SlipSeen, State
from kiosk.flow.steps.opened import open_customer
from kiosk.rules.units import BusinessDay, SaleId, SaleLineId
from kiosk.value import replace


def open_sales(desk: Desk, day: BusinessDay | None = None) -> AtSales:
    """The sales of a day; today's when none is given."""
    shown = desk.books.today() if day is None else day
    return AtSales(shown, sales_of_day(desk.books, shown))


def open_refund(desk: Desk, sale: SaleId, state: State) -> State:
    """What could be taken back of this sale. The same screen with a word when there is none."""
    found = read_sale(desk.books, sale)
    if found is None:
        desk.warn("toast.no_such_sale")
        desk.cue(Cue.FAULT)
        return state
    customer = customer_shown(desk.books, found.customer) if found.customer is not None else None
    return Refunding(
        found,
        customer.name if customer else "",
        customer.number if customer else None,
        key=f"refund:{desk.books.store.new_id()}",
        before=state if isinstance(state, AtSales | AtCustomer | AtTimeline) else None,
    )


def sales(state: AtSales, intent: Intent, desk: Desk) -> State:
    match intent:
        case ShowSale(sale):
            return open_refund(desk, sale, state)
        case TurnDay(by):
            return open_sales(desk, BusinessDay(min(state.day + by, desk.books.today())))
        case Back():
            return AtMenu()
        case _:
            return state


def refunding(state: Refunding, intent: Intent, desk: Desk) -> State:
    match intent:
        case TakeLine(line):
            left = state.sale.whole.get(line, 0)
            return _taken(state, line, 0 if _count(state, line) == left else left)
        case TakePieces(line, by):
            return _taken(state, line, _count(state, line) + by)
        case TakeAll():
            everything = tuple(state.sale.whole.items())
            return replace(state, pieces=() if state.pieces == everything else everything)
        case Refund() if state.pieces:
            return _refunded(state, desk)
        case Back():
            return _again(state.before, desk)
        case _:
            return state


def refunded(state: AtRefunded, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer):
            return open_customer(desk, customer)
        case _:
            return state


def _again(before: AtSales | AtCustomer | AtTimeline | None, desk: Desk) -> State:
    match before:
        case AtSales(day):
            return open_sales(desk, day)
        case AtCustomer() | AtTimeline():
            return before
        case None:
            return Idle()


def _count(state: Refunding, line: SaleLineId) -> int:
    return dict(state.pieces).get(line, 0)


def _taken(state: Refunding, line: SaleLineId, count: int) -> Refunding:
    """Never more than is left, in the order of the sale."""
    pieces = dict(state.pieces)
    pieces[line] = max(0, min(count, state.sale.whole.get(line, 0)))
    return replace(state, pieces=tuple((one.id, pieces[one.id]) for one in state.sale.lines if pieces.get(one.id)))


def _refunded(state: Refunding, desk: Desk) -> State:
    match refund(desk.books, state.sale.id, dict(state.pieces), state.key):
        case Refunded() as done:
            desk.cue(Cue.DONE)
            slip = None
            if done.job is not None:
                desk.print_later(done.job)
                slip = SlipSeen(done.job, JobState.SENDING)
            return AtRefunded(done, slip)
        case MoreThanSold():
            desk.warn("toast.refund_less")
            return open_refund(desk, state.sale.id, Idle())
        case RefundedBefore():
            return Idle()
