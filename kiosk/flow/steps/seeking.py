"""Another customer is looked for: who lives in the same household, who introduced, who is the same person."""

from hardware.ports import Cue
from kiosk.actions.household import SameHousehold, join_household
from kiosk.actions.introduction import GoesRound, set_introducer
from kiosk.actions.merging import Merged, merge
from kiosk.actions.pair import read_picture
from kiosk.actions.search import find_customers
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, KeepRecord, OpenCustomer
from kiosk.flow.states import AtLookalikes, Comparing, Seeking, Sought, State
from kiosk.flow.steps.customer import open_details
from kiosk.flow.steps.lookalikes import list_lookalikes
from kiosk.flow.steps.opened import open_customer
from kiosk.flow.steps.person import told
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import Writing
from kiosk.rules.units import CustomerId
from kiosk.value import replace


def seeking(state: Seeking, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer) if customer in {found.id for found in state.found}:
            return _chosen(state, customer, desk)
        case Back():
            return state.before
        case _:
            return _looked_up(state, wrote(state.writing, intent, desk), desk)


def comparing(state: Comparing, intent: Intent, desk: Desk) -> State:
    match intent:
        case KeepRecord(kept) if kept in {picture.id for picture in state.pair}:
            gone = next(picture.id for picture in state.pair if picture.id != kept)
            done = merge(desk.books, kept, gone)
            if not isinstance(done, Merged):
                desk.say("toast.cant_merge")
                return state.before
            desk.cue(Cue.DONE)
            desk.say("toast.merged", deed=done)
            if isinstance(state.before, AtLookalikes):
                return list_lookalikes(state.before.before, desk)
            return open_details(open_customer(desk, kept), desk, state.before.section)
        case Back():
            return state.before
        case _:
            return state


def _chosen(state: Seeking, other: CustomerId, desk: Desk) -> State:
    books, before, customer = desk.books, state.before, state.before.sheet.id
    match state.sought:
        case Sought.MEMBER:
            joined = join_household(books, customer, other)
            if isinstance(joined, SameHousehold):
                desk.say("toast.same_household")
                return before
            return told(before, desk, "toast.joined", joined)
        case Sought.INTRODUCER:
            changed = set_introducer(books, customer, other)
            if isinstance(changed, GoesRound):
                desk.say("toast.goes_round")
                return before
            return told(before, desk, "toast.introducer", changed)
        case Sought.SAME:
            return Comparing(before, (read_picture(books, customer), read_picture(books, other)))


def _looked_up(state: Seeking, writing: Writing, desk: Desk) -> Seeking:
    """Everybody but the person themselves."""
    text = writing.whole
    found = find_customers(desk.books, text) if text else ()
    return replace(state, writing=writing, found=tuple(one for one in found if one.id != state.before.sheet.id))
