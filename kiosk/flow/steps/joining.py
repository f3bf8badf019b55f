"""別のお店と合わせる: which copy, with which key, and a backup before; the rest is kiosk.flow.joining_stage's."""

from functools import partial

from hardware.ports import Cue
from kiosk.actions.backup_keys import key_trouble
from kiosk.actions.backup_thread import BackupFailed, BackupFinished
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.join_news import join_news, settle_news
from kiosk.actions.join_thread import JoinFinished, NotJoined
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished
from kiosk.actions.other_shops import OthersFound, find_others
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    BeginJoining,
    ChooseOther,
    Intent,
    LookForOthers,
    OpenJoinReport,
    OpenLookalikes,
    SettleJoin,
    StopJoining,
    TakeKey,
    TypeKey,
)
from kiosk.flow.joining_states import (
    AskingOtherKey,
    AtJoined,
    AtJoinReport,
    AtNotJoined,
    AtOther,
    BackingUpFirst,
    ChoosingOther,
    Joining,
    TypingOtherKey,
)
from kiosk.flow.states import AskingMove, AtMenu, Busy, State
from kiosk.flow.steps.lookalikes import list_lookalikes
from kiosk.flow.steps.staff import rest
from kiosk.flow.steps.writing import wrote
from kiosk.value import replace


def open_joining(before: AtMenu | AskingMove, desk: Desk) -> ChoosingOther:
    return ChoosingOther(before, desk.read(partial(find_others, places=desk.sources())))


def choosing_other(state: ChoosingOther, intent: Intent, desk: Desk) -> State:
    match intent:
        case LookForOthers() if state.reading is None:
            return open_joining(state.before, desk)
        case ChooseOther(place) if state.found is not None and place < len(state.found.others):
            other = state.found.others[place]
            if not other.kin:
                return state
            return AskingOtherKey(state, other) if other.backup else AtOther(state, other)
        case Back():
            return state.before
        case _:
            return state


def asking_other_key(state: AskingOtherKey, intent: Intent, desk: Desk) -> State:
    match intent:
        case TypeKey():
            return TypingOtherKey(state)
        case Back():
            return state.before
        case _:
            return state


def typing_other_key(state: TypingOtherKey, intent: Intent, desk: Desk) -> State:
    match intent:
        case TakeKey():
            return other_key_read(state, state.writing.whole, desk)
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk), trouble=None)


def other_key_read(state: AskingOtherKey | TypingOtherKey, text: str, desk: Desk) -> State:
    """Scanned or typed: one that can't open it is said before the shop is closed."""
    asking = state if isinstance(state, AskingOtherKey) else state.before
    if (trouble := key_trouble(text, asking.other.keys)) is not None:
        desk.cue(Cue.FAULT)
        return replace(state, trouble=trouble)
    desk.cue(Cue.DONE)
    return AtOther(asking.before, asking.other, text)


def at_other(state: AtOther, intent: Intent, desk: Desk) -> State:
    match intent:
        case BeginJoining() if desk.backups.seen.known.places:
            desk.backups.begin()
            return BackingUpFirst(replace(state, trouble=None))
        case Back():
            return state.before
        case _:
            return state


def backing_up_first(state: BackingUpFirst, intent: Intent, desk: Desk) -> State:
    if isinstance(intent, StopJoining):
        desk.backups.cancel()
        return replace(state, stopped=True)
    return state


def at_joined(state: AtJoined, intent: Intent, desk: Desk) -> State:
    match intent:
        case SettleJoin():
            settle_news(desk.books)
            desk.joined = None
            return rest(desk)
        case OpenLookalikes():
            return list_lookalikes(state, desk)
        case OpenJoinReport() if state.joined is not None:
            return AtJoinReport(state, state.joined)
        case _:
            return state


def at_join_report(state: AtJoinReport, intent: Intent, desk: Desk) -> State:
    return state.before if isinstance(intent, Back) else state


def at_not_joined(state: AtNotJoined, intent: Intent, desk: Desk) -> State:
    return rest(desk) if isinstance(intent, SettleJoin) else state


def others_read(state: ChoosingOther, event: ReadEvent) -> ChoosingOther:
    match event:
        case ReadFinished(number, OthersFound() as found) if number == state.reading:
            return replace(state, reading=None, found=found)
        case ReadFailed(number, trouble) if number == state.reading:
            return replace(state, reading=None, trouble=trouble)
        case _:
            return state


def backed_up(state: State, event: BackupFinished | BackupFailed, desk: Desk) -> State:
    """Of the backup before a join one place is enough; elsewhere it is nothing to the screen."""
    if not isinstance(state, BackingUpFirst):
        return state
    state = replace(state, made=state.made or isinstance(event, BackupFinished))
    if desk.backups.seen.running is not None:
        return state
    if state.made and not state.stopped:
        return Joining(state.before.other, state.before.key)
    trouble = event.trouble if isinstance(event, BackupFailed) else BackupTrouble.CANCELLED
    return replace(state.before, trouble=trouble)


def join_ended(state: State, event: JoinFinished | NotJoined, desk: Desk) -> State:
    """The shop is open again. Where there is news of a join that came to its end, also when the power went then."""
    if isinstance(event, NotJoined) and join_news(desk.books) is None:
        desk.cue(Cue.FAULT)
        return AtNotJoined(event.why)
    if isinstance(event, JoinFinished):
        desk.joined = event.joined
    desk.cue(Cue.DONE)
    return state if isinstance(state, Busy) else rest(desk)
