"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody."""

from kiosk.actions.disclosure import Disclosed, NobodyThere
from kiosk.actions.export import Exported, NoRoom
from kiosk.actions.long_reads import ReadEvent, ReadFinished
from kiosk.flow.desk import Desk
from kiosk.flow.states import AtExport, Disclosing, State
from kiosk.flow.steps.disclosure import disclosed_elsewhere, disclosure_moved
from kiosk.flow.steps.export import export_moved, exported_elsewhere


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    match state:
        case AtExport(number=number) if number == event.number:
            return export_moved(state, event, desk)
        case Disclosing(number=number) if number == event.number:
            return disclosure_moved(state, event, desk)
    match event:
        case ReadFinished(_, Exported() | NoRoom() as found):
            exported_elsewhere(found, desk)
        case ReadFinished(_, Disclosed() | NobodyThere() as found):
            disclosed_elsewhere(found, desk)
    return state
