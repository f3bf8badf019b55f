"""同じ方かもしれません: two records that look alike are put side by side, or told apart for good."""

from hardware.ports import Cue
from kiosk.actions.lookalikes import lookalikes, tell_apart
from kiosk.actions.pair import read_picture
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, CompareLookalikes, Intent, TellApart
from kiosk.flow.joining_states import AtJoined
from kiosk.flow.states import AtLookalikes, AtRosterLists, Comparing, State


def list_lookalikes(before: AtRosterLists | AtJoined, desk: Desk) -> AtLookalikes:
    return AtLookalikes(before, lookalikes(desk.books))


def at_lookalikes(state: AtLookalikes, intent: Intent, desk: Desk) -> State:
    match intent:
        case CompareLookalikes(one, other):
            return Comparing(state, (read_picture(desk.books, one), read_picture(desk.books, other)))
        case TellApart(one, other):
            told = tell_apart(desk.books, one, other)
            desk.cue(Cue.DONE)
            desk.say("toast.told_apart", deed=told)
            return list_lookalikes(state.before, desk)
        case Back():
            return state.before
        case _:
            return state
