"""A sample shop says what it is, and is put away by an owner."""

from kiosk.actions.sample_away import sample_contents
from kiosk.flow.desk import Desk
from kiosk.flow.intents import AskSampleAway, Back, Intent, PutSampleAway
from kiosk.flow.sample_states import AskingSampleAway, AtSample, PuttingSampleAway
from kiosk.flow.states import Idle, State
from kiosk.value import replace


def at_sample(state: AtSample, intent: Intent, desk: Desk) -> State:
    match intent:
        case AskSampleAway():
            return AskingSampleAway(sample_contents(desk.books))
        case Back():
            return Idle()
        case _:
            return state


def asking_away(state: AskingSampleAway, intent: Intent, desk: Desk) -> State:
    match intent:
        case PutSampleAway() if not state.sure:
            return replace(state, sure=True)
        case PutSampleAway():
            desk.forget_kanji()
            desk.put_sample_away()
            return PuttingSampleAway()
        case Back():
            return AtSample()
        case _:
            return state
