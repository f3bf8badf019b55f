"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody."""

from kiosk.actions.long_reads import ReadEvent
from kiosk.flow.desk import Desk
from kiosk.flow.states import State


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    return state
