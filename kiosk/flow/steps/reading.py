"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody; but that a
file was written, or wasn't, is said wherever one is by then."""

from kiosk.actions.disclosure import Disclosed, NobodyThere
from kiosk.actions.export import CantWrite, Exported, NoRoom
from kiosk.actions.long_reads import ReadEvent, ReadFinished
from kiosk.flow.desk import Desk
from kiosk.flow.states import AtExport, Disclosing, State
from kiosk.flow.steps.disclosure import disclosure_moved
from kiosk.flow.steps.export import export_moved


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    match state:
        case AtExport(number=number) if number == event.number:
            return export_moved(state, event, desk)
        case Disclosing(number=number) if number == event.number:
            return disclosure_moved(state, event, desk)
    match event:
        case ReadFinished(_, Exported(folder)):
            desk.say("toast.exported", folder.name)
        case ReadFinished(_, Disclosed(file)):
            desk.say("toast.disclosed", file.name)
        case ReadFinished(_, NoRoom() | CantWrite() | NobodyThere()):
            desk.warn("toast.not_written")
    return state
