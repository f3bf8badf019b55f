"""開示: what is held about one person becomes a PDF. It is made beside the counter, which goes on."""

from hardware.ports import Cue
from kiosk.actions.disclosure import Disclosed, Papers, disclose, note_disclosure
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished
from kiosk.flow.desk import Desk
from kiosk.flow.disclosing import Discloser
from kiosk.flow.intents import Back, DiscloseTo, Intent
from kiosk.flow.states import Disclosing, State
from kiosk.flow.steps.person import read_again
from kiosk.rules.business_day import local_time
from kiosk.value import replace


def disclosing(state: Disclosing, intent: Intent, desk: Desk) -> State:
    match intent:
        case DiscloseTo(place) if state.number is None and state.outcome is None:
            books = desk.books
            today = note_disclosure(books, state.before.sheet.id)
            name = f"kokyaku-{local_time(books.now(), books.zone):%Y%m%d-%H%M%S}.pdf"  # names nobody
            discloser = Discloser(desk.words, books.settings, today)
            papers = Papers(state.places[place].path, name, discloser.form, discloser.pages)
            return replace(state, number=desk.read(disclose(state.before.sheet.id, papers)))
        case Back():
            if state.number is not None:
                desk.give_up_reading(state.number)
            return read_again(state.before, desk)
        case _:
            return state


def disclosure_moved(state: Disclosing, event: ReadEvent, desk: Desk) -> State:
    """What came of the read that this screen waits for."""
    match event:
        case ReadFinished(_, found):
            desk.cue(Cue.DONE if isinstance(found, Disclosed) else Cue.FAULT)
            return replace(state, number=None, outcome=found)
        case ReadFailed(_, trouble):
            desk.cue(Cue.FAULT)
            return replace(state, number=None, outcome=trouble)
        case _:
            return state
