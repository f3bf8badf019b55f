"""What the customer sees meanwhile, on a display of their own. Whatever else the staff do, it shows the welcome."""

from kiosk.actions.record import CustomerRecord
from kiosk.flow.customer_views import Bought, CustomerHere, CustomerView, RungUp, Sum, Thanks, Welcome
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import (
    AtCustomer,
    AtSold,
    CheckingName,
    JoiningCard,
    NamingProduct,
    PricingProduct,
    Selling,
    State,
)
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.sale import ReckonedLine, Reckoning
from kiosk.rules.settings import CalledBy
from kiosk.rules.units import Points

MOST_LINES = 5
"""So many can be read from the other side of a counter."""


def customer_view(scene: Scene, state: State, called_by: CalledBy, *, covered: bool) -> CustomerView:
    """`covered`: the staff's screen is, for nobody is there: then this one tells nothing of anybody, either."""
    match state:
        case Selling(sale=sale, untouched=False) if sale.lines:
            return _rung_up(scene, state, called_by, covered=covered)
        case Selling(record=CustomerRecord() as record, by_card=True) if not covered:
            return _here(scene, record, called_by)
        case NamingProduct(before=asked):
            return customer_view(scene, asked, called_by, covered=covered)
        case PricingProduct(before=selling) | CheckingName(before=selling) | JoiningCard(before=selling):
            return customer_view(scene, selling, called_by, covered=covered)
        case AtCustomer(visit=visit, record=record) if visit is not None and not covered:
            return _here(scene, record, called_by)
        case AtSold() if not covered:
            return _thanks(scene, state)
        case _:
            return Welcome(scene.shop, scene.text("display.greeting"))


def _here(scene: Scene, record: CustomerRecord, called_by: CalledBy) -> CustomerHere:
    return CustomerHere(scene.text("display.greeting"), _who(scene, record, called_by), _points(scene, record.points))


def _who(scene: Scene, record: CustomerRecord, called_by: CalledBy) -> str:
    name = record.name if called_by is CalledBy.NAME else ""
    return scene.words.name(name, record.number, room="display")


def _points(scene: Scene, points: Points) -> Sum:
    return Sum(scene.text("display.points"), grouped(points))


def _rung_up(scene: Scene, state: Selling, called_by: CalledBy, *, covered: bool) -> RungUp:
    record = state.record if state.by_card and not covered else None
    lines = state.reckoning.lines
    more = sum(line.line.quantity for line in lines[:-MOST_LINES])
    return RungUp(
        who="" if record is None else _who(scene, record, called_by),
        points=None if record is None else _points(scene, record.points),
        lines=tuple(_bought(scene, line) for line in lines[-MOST_LINES:]),
        more=scene.text("display.more", n=more) if more else "",
        sums=_sums(scene, state.reckoning),
        total=Sum(scene.text("display.total"), yen(state.reckoning.total)),
    )


def _bought(scene: Scene, one: ReckonedLine) -> Bought:
    line = one.line
    return Bought(
        name=line.name or scene.text("sale.amount"),
        pieces=scene.text("display.pieces", n=line.quantity) if line.quantity > 1 else "",
        amount=yen(one.amount),
    )


def _sums(scene: Scene, reckoning: Reckoning) -> tuple[Sum, ...]:
    off = (Sum(scene.text("display.discount"), yen(-reckoning.discount)),) if reckoning.discount else ()
    return off + _moved(scene, reckoning)


def _moved(scene: Scene, reckoning: Reckoning) -> tuple[Sum, ...]:
    """Points that are used, and given."""
    moved = []
    if reckoning.points_used:
        moved.append(Sum(scene.text("display.used"), grouped(reckoning.points_used)))
    if reckoning.earned:
        moved.append(Sum(scene.text("display.earned"), f"+{grouped(reckoning.earned)}"))
    return tuple(moved)


def _thanks(scene: Scene, state: AtSold) -> Thanks:
    record = state.sold.record if state.by_card else None
    now = () if record is None else (Sum(scene.text("display.now"), grouped(record.points)),)
    return Thanks(
        thanks=scene.text("display.thanks"),
        total=Sum(scene.text("display.total"), yen(state.sold.reckoning.total)),
        sums=_moved(scene, state.sold.reckoning) + now,
    )
