"""書き出し: everything as plain files. It goes on when the screen is left; the last word comes wherever one is then."""

from hardware.ports import Cue
from kiosk.actions.export import Exported, export, note_export
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished, ReadMoved
from kiosk.flow.desk import Desk
from kiosk.flow.exporting import export_wishes
from kiosk.flow.intents import Back, ExportHidden, ExportTo, Intent, StopExport
from kiosk.flow.states import AtExport, State
from kiosk.flow.steps.staff import back_to_staff
from kiosk.rules.business_day import local_time
from kiosk.value import replace


def at_export(state: AtExport, intent: Intent, desk: Desk) -> State:
    match intent:
        case ExportTo(place) if state.number is None and state.outcome is None:
            books = desk.books
            note_export(books, sensitive=state.hidden)
            into, now = state.places[place].path, local_time(books.now(), books.zone)
            wishes = export_wishes(into, now, books.zone, desk.words.texts, sensitive=state.hidden)
            return replace(state, number=desk.read(export(wishes)))
        case ExportHidden(hidden) if state.number is None:
            return replace(state, hidden=hidden)
        case StopExport() if state.number is not None:
            desk.give_up_reading(state.number)
            return replace(state, number=None, done=0, total=0)
        case Back():
            return back_to_staff(desk)
        case _:
            return state


def export_moved(state: AtExport, event: ReadEvent, desk: Desk) -> State:
    """What came of the read that this screen waits for."""
    match event:
        case ReadMoved(_, done, total):
            return replace(state, done=done, total=total)
        case ReadFinished(_, found):
            desk.cue(Cue.DONE if isinstance(found, Exported) else Cue.FAULT)
            return replace(state, number=None, outcome=found)
        case ReadFailed(_, trouble):
            desk.cue(Cue.FAULT)
            return replace(state, number=None, outcome=trouble)
