"""これまで: more of it as the list nears its end, what is hidden while it is held, and a sale to take it back."""

from kiosk.actions.timeline import reveal_event
from kiosk.actions.timeline import timeline as read_timeline
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, HoldEvent, Intent, MoreRows, ReleaseSensitive, ShowSale
from kiosk.flow.states import AtTimeline, State
from kiosk.flow.steps.refund import open_refund
from kiosk.value import replace


def timeline(state: AtTimeline, intent: Intent, desk: Desk) -> State:
    match intent:
        case MoreRows(have) if state.more and have == len(state.events):
            page = read_timeline(desk.books, state.before.record, state.events[-1])
            return replace(state, events=state.events + page.events, more=page.more)
        case HoldEvent(place) if 0 <= place < len(state.events) and state.events[place].sensitive:
            reveal_event(desk.books, state.before.record, state.events[place])
            return replace(state, revealed=place)
        case ReleaseSensitive():
            return replace(state, revealed=None)
        case ShowSale(sale):
            return open_refund(desk, sale, replace(state, revealed=None))
        case Back():
            return state.before
        case _:
            return state
