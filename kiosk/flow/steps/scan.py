"""A barcode at the counter: what is done with it on each screen."""

from hardware.ports import Cue
from kiosk.flow.desk import Desk
from kiosk.flow.states import AskingAboutCard, Attaching, Finding, Naming, PickingHour, State
from kiosk.rules.barcode import Code, IsbnPrice
from kiosk.rules.slip_code import SlipCode


def scan_failed(state: State, key: str, desk: Desk) -> State:
    """Nothing of it can be used: a word why, and nothing else changes."""
    desk.warn(key)
    desk.cue(Cue.FAULT)
    return state


def code_scanned(state: State, code: Code, desk: Desk) -> State:
    """Goods, a label of this shop's, a book or one of our slips. Something unfinished is never dropped for it."""
    desk.cue(Cue.UNKNOWN)
    match state:
        case Finding(card=card) if card is not None:
            desk.warn("toast.finish_first")
        case Attaching() | Naming() | PickingHour() | AskingAboutCard():
            desk.warn("toast.finish_first")
        case _:
            desk.warn(_words(code))
    return state


def _words(code: Code) -> str:
    match code:
        case IsbnPrice():
            return "toast.lower_row"
        case SlipCode():
            return "toast.slip_code"
        case _:
            return "toast.unknown_product"
