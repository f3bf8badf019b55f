"""お店の引っ越し: the card is in another machine, and an owner says what that means."""

from hardware.ports import Cue
from kiosk.actions.moving import ask_later, change_place, place_of, settle_move
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    AskMoveLater,
    Back,
    Intent,
    KeepPlace,
    MoveShop,
    OpenJoining,
    SameShop,
    SaveText,
    WritePlace,
)
from kiosk.flow.keys import Keys
from kiosk.flow.states import AskingMove, AtPlace, State, WritingPlace
from kiosk.flow.steps.joining import open_joining
from kiosk.flow.steps.staff import rest
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import begun
from kiosk.rules.moving import PlaceLine
from kiosk.schema import BadValue
from kiosk.value import replace

_KEYS = {PlaceLine.PHONE: Keys.DIGITS, PlaceLine.INVOICE_NUMBER: Keys.LATIN}


def asking_move(state: AskingMove, intent: Intent, desk: Desk) -> State:
    match intent:
        case SameShop():
            return _settled(desk, moved=False)
        case MoveShop():
            return AtPlace(place_of(desk.books))
        case OpenJoining():
            return open_joining(state, desk)
        case AskMoveLater():
            ask_later(desk.books)
            return rest(desk)
        case _:
            return state


def at_place(state: AtPlace, intent: Intent, desk: Desk) -> State:
    match intent:
        case WritePlace(line):
            writing = begun(state.lines[line], "")
            if (keys := _KEYS.get(line)) is not None:
                writing = replace(writing, keys=keys, converts=False)
            return WritingPlace(state, line, writing)
        case KeepPlace():
            return _settled(desk, moved=True)
        case Back():
            return AskingMove()
        case _:
            return state


def writing_place(state: WritingPlace, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveText():
            try:
                change_place(desk.books, state.line, state.writing.whole.strip())
            except BadValue:
                desk.cue(Cue.FAULT)
                return WritingPlace(state.before, state.line, state.writing, refused=True)
            return AtPlace(place_of(desk.books))
        case Back():
            return state.before
        case _:
            return WritingPlace(state.before, state.line, wrote(state.writing, intent, desk))


def _settled(desk: Desk, *, moved: bool) -> State:
    settle_move(desk.books, moved=moved)
    desk.cue(Cue.DONE)
    desk.say("toast.shop_moved" if moved else "toast.machine_changed")
    return rest(desk)
