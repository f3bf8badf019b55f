"""更新: an owner looks at what is on the stick, takes it, and picks the moment for it."""

from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, KnowFailed, LookForUpdates, StopUpdate, SwitchRelease, TakeUpdate
from kiosk.flow.states import AtDevices, AtUpdates, State


def open_updates(desk: Desk) -> State:
    desk.updates.look()
    return AtUpdates()


def updates(state: AtUpdates, intent: Intent, desk: Desk) -> State:
    match intent:
        case LookForUpdates():
            desk.updates.look()
        case TakeUpdate(place):
            desk.updates.begin(place)
        case StopUpdate():
            desk.updates.cancel()
        case SwitchRelease():
            desk.updates.switch()
        case KnowFailed():
            desk.updates.forget_failed()
        case Back():
            return AtDevices()
    return state
