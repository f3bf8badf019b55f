"""The backups: one now, its end, the stick that is from now on the shop's, and the one that is given back."""

from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, BackUpNow, ChooseBackupPlace, GiveStickBack, Intent, MakeKey, StopBackup
from kiosk.flow.states import AtBackup, AtMenu, State
from kiosk.flow.steps.recovery import begin_key


def backup(state: AtBackup, intent: Intent, desk: Desk) -> State:
    match intent:
        case BackUpNow():
            desk.backups.begin()
            return state
        case ChooseBackupPlace(place):
            desk.backups.begin(choose=place)
            return state
        case StopBackup():
            desk.backups.cancel()
            return state
        case GiveStickBack():
            desk.backups.give_back()
            return state
        case MakeKey():
            return begin_key(desk)
        case Back():
            return AtMenu()
        case _:
            return state
