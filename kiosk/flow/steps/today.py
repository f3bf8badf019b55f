"""Today's customers: opened from the list, or what was learned of them written down without leaving it."""

from kiosk.actions.lists import customers_today
from kiosk.actions.notes import templates
from kiosk.actions.tags import presets
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, OpenCustomer, OpenNotesOf, OpenTagsOf
from kiosk.flow.states import AtToday, Idle, Noting, State, Tagging
from kiosk.flow.steps.opened import open_customer


def list_today(desk: Desk) -> AtToday:
    """As it is now: who was written about has moved down."""
    return AtToday(customers_today(desk.books))


def today(state: AtToday, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer):
            return open_customer(desk, customer)
        case OpenTagsOf(customer):
            return Tagging(open_customer(desk, customer), presets(desk.books), from_list=True)
        case OpenNotesOf(customer):
            return Noting(open_customer(desk, customer), templates(desk.books), from_list=True)
        case Back():
            return Idle()
        case _:
            return state
