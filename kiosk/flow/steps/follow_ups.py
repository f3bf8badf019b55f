"""フォロー: the list for today, one of it, and what was done about it: undone for 5 s as all the rest."""

from functools import partial

from hardware.ports import Cue
from kiosk.actions import follow_ups
from kiosk.actions.follow_ups import FollowUpSettled, FollowUpShown, SettledBefore
from kiosk.actions.follow_ups_made import close_past, propose
from kiosk.flow.desk import Desk
from kiosk.flow.follow_up_words import reason, to_say
from kiosk.flow.intents import (
    Back,
    FollowUpDone,
    Intent,
    LetFollowUpGo,
    OpenCustomer,
    OpenFollowUp,
    OpenPutOff,
    PutOff,
)
from kiosk.flow.states import AtFollowUp, AtFollowUps, Idle, PuttingOff, State
from kiosk.flow.steps.opened import open_customer
from kiosk.rules.units import BusinessDay, FollowUpId


def seek_follow_ups(desk: Desk, today: BusinessDay) -> None:
    """With the business day: what is past is closed, and what it brings is sought while the counter goes on."""
    close_past(desk.books)
    desk.read(partial(propose, settings=desk.books.settings, today=today))


def list_follow_ups(desk: Desk) -> AtFollowUps:
    """As it is now."""
    rows = follow_ups.follow_ups_today(desk.books)
    return AtFollowUps(tuple((shown, _words(shown, desk)) for shown in rows), follow_ups.last_month(desk.books))


def at_follow_ups(state: AtFollowUps, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenFollowUp(follow_up):
            return _opened(follow_up, desk)
        case Back():
            return Idle()
        case _:
            return state


def at_follow_up(state: AtFollowUp, intent: Intent, desk: Desk) -> State:
    shown = state.task.shown
    match intent:
        case FollowUpDone(how) if state.task.allows(how):
            text = desk.words.texts("follow_up.contact", text=reason(desk.words, shown.why, desk.books.today()))
            return _settled(follow_ups.done(desk.books, state.task, how, text), "toast.follow_up_done", desk)
        case LetFollowUpGo():
            return _settled(follow_ups.let_go(desk.books, shown.id), "toast.follow_up_let_go", desk)
        case OpenPutOff():
            return PuttingOff(state)
        case OpenCustomer(customer) if customer == shown.customer:
            return open_customer(desk, customer)
        case Back():
            return list_follow_ups(desk)
        case _:
            return state


def putting_off(state: PuttingOff, intent: Intent, desk: Desk) -> State:
    match intent:
        case PutOff(until) if until > desk.books.today():
            settled = follow_ups.put_off(desk.books, state.before.task.shown.id, until)
            return _settled(settled, "toast.follow_up_put_off", desk, desk.words.day(until, today=desk.books.today()))
        case Back():
            return state.before
        case _:
            return state


def _opened(follow_up: FollowUpId, desk: Desk) -> State:
    task = follow_ups.read_task(desk.books, follow_up)
    if task is None:
        return list_follow_ups(desk)
    return AtFollowUp(task, open_customer(desk, task.shown.customer).record, _words(task.shown, desk))


def _words(shown: FollowUpShown, desk: Desk) -> str:
    return to_say(desk.words, shown.why.rule, desk.books.settings.follow_up)


def _settled(settled: FollowUpSettled | SettledBefore, key: str, desk: Desk, text: str = "") -> AtFollowUps:
    if isinstance(settled, FollowUpSettled):
        desk.cue(Cue.DONE)
        desk.say(key, text, settled)
    return list_follow_ups(desk)
