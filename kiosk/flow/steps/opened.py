"""A customer on the screen, read from the books as they are now."""

from kiosk.actions.record import read_record
from kiosk.flow.desk import Desk
from kiosk.flow.states import AtCustomer
from kiosk.rules.units import CustomerId
from kiosk.value import replace


def open_customer(desk: Desk, customer: CustomerId) -> AtCustomer:
    """Someone found by search or in a list; no visit is recorded by that."""
    return AtCustomer(read_record(desk.books, customer, desk.books.today()))


def refreshed(state: AtCustomer, desk: Desk) -> AtCustomer:
    return replace(state, record=read_record(desk.books, state.record.id, desk.books.today()))
