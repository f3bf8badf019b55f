"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody."""

from kiosk.actions.follow_ups_made import Proposed, make_follow_ups
from kiosk.actions.long_reads import ReadEvent, ReadFinished
from kiosk.flow.desk import Desk
from kiosk.flow.states import AtRoster, State
from kiosk.flow.steps.roster import roster_read


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    if isinstance(event, ReadFinished) and isinstance(event.found, Proposed):
        make_follow_ups(desk.books, event.found)  # whatever is on the screen
    if isinstance(state, AtRoster):
        return roster_read(state, event)
    return state
