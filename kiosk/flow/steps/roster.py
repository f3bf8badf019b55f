"""名簿の手入れ: a list is read while the counter goes on; one touch settles a row, and can be undone for 5 s."""

from functools import partial

from hardware.ports import Cue
from kiosk.actions.delivery import mark_trouble
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished
from kiosk.actions.roster import RosterRead, look_at, read_roster, stop_writing
from kiosk.actions.undo import Undoable
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseRoster,
    Intent,
    LookAt,
    MarkTrouble,
    OpenLookalikes,
    OpenSheet,
    StopWriting,
)
from kiosk.flow.states import AtMenu, AtRoster, AtRosterLists, State
from kiosk.flow.steps.customer import open_details
from kiosk.flow.steps.lookalikes import list_lookalikes
from kiosk.flow.steps.opened import open_customer
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.roster import RosterList
from kiosk.rules.units import CustomerId
from kiosk.value import replace

TROUBLE_SAID = {
    DeliveryTrouble.RETURNED: "toast.trouble_returned",
    DeliveryTrouble.MOVED: "toast.trouble_moved",
    None: "toast.trouble_past",
}


def roster_lists(state: AtRosterLists, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseRoster(which):
            return AtRoster(which, None, _asked(which, desk))
        case OpenLookalikes():
            return list_lookalikes(state, desk)
        case Back():
            return AtMenu()
        case _:
            return state


def roster(state: AtRoster, intent: Intent, desk: Desk) -> State:
    match intent:
        case LookAt(customer):
            return _settled(state, customer, "toast.looked_at", look_at(desk.books, customer), desk)
        case StopWriting(customer):
            return _settled(state, customer, "toast.writing_stopped", stop_writing(desk.books, customer), desk)
        case MarkTrouble(customer, channel, trouble):
            marked = mark_trouble(desk.books, customer, channel, trouble)
            return _settled(state, customer, TROUBLE_SAID[trouble], marked, desk)
        case OpenSheet(customer, section):
            return open_details(open_customer(desk, customer), desk, section)
        case Back():
            if state.reading is not None:
                desk.give_up_reading(state.reading)
            return AtRosterLists()
        case _:
            return state


def roster_again(state: AtRoster, desk: Desk) -> AtRoster:
    """What is shown stays until it has been read anew."""
    return replace(state, reading=_asked(state.which, desk))


def roster_read(state: AtRoster, event: ReadEvent) -> AtRoster:
    match event:
        case ReadFinished(number, RosterRead() as found) if number == state.reading:
            return replace(state, found=found, reading=None, trouble=None)
        case ReadFailed(number, trouble) if number == state.reading:
            return replace(state, reading=None, trouble=trouble)
        case _:
            return state


def _asked(which: RosterList, desk: Desk) -> int:
    return desk.read(partial(read_roster, which=which, rules=desk.books.settings.roster, today=desk.books.today()))


def _settled(state: AtRoster, customer: CustomerId, key: str, deed: Undoable, desk: Desk) -> AtRoster:
    """The row goes; what else the list holds is as it was read."""
    desk.cue(Cue.DONE)
    desk.say(key, deed=deed)
    if state.found is None:
        return state
    lines = tuple(line for line in state.found.lines if line.customer != customer)
    gone = len(state.found.lines) - len(lines)
    return replace(state, found=RosterRead(lines, state.found.total - gone))
