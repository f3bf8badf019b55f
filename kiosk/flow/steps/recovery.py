"""A new key of the backups: onto its paper, read back from it, and only then kept."""

from hardware.events import SlipFinished
from hardware.ports import Cue
from kiosk.actions.backup_keys import KeyRole, NewKey, ReadBack, keep_key, new_key, read_back, read_back_end
from kiosk.actions.first_steps import FirstStep
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import AtKey
from kiosk.flow.intents import Back, CheckKeyEnd, Intent, MakeKey, PrintKey, TypeKeyEnd
from kiosk.flow.recovery_slip import form_recovery_slip
from kiosk.flow.states import AtBackup, MakingKey, State, TypingKey
from kiosk.flow.steps.first_steps import first_page, left
from kiosk.flow.steps.writing import wrote
from kiosk.rules.business_day import local_time
from kiosk.value import replace


def begin_key(desk: Desk) -> MakingKey:
    return _on_paper(new_key(), desk)


def at_key(state: AtKey, intent: Intent, desk: Desk) -> State:
    return begin_key(desk) if isinstance(intent, MakeKey) else left(state, intent, desk)


def making_key(state: MakingKey, intent: Intent, desk: Desk) -> State:
    match intent:
        case PrintKey():
            return _on_paper(state.key, desk)
        case TypeKeyEnd():
            return TypingKey(state)
        case Back():
            desk.warn("recovery.given_up")
            return first_page(desk) or AtBackup()
        case _:
            return state


def typing_key(state: TypingKey, intent: Intent, desk: Desk) -> State:
    match intent:
        case CheckKeyEnd():
            return _read(state, state.before.key, read_back_end(state.before.key, state.writing.whole), desk)
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def key_scanned(state: MakingKey | TypingKey, text: str, desk: Desk) -> State:
    key = state.key if isinstance(state, MakingKey) else state.before.key
    return _read(state, key, read_back(key, text), desk)


def paper_finished(state: State, event: SlipFinished) -> State:
    """The printer's answer; that of an earlier paper is nobody's."""
    match state:
        case MakingKey(job=job) if job == event.job:
            return replace(state, printed=event.outcome)
        case TypingKey(before=before):
            after = paper_finished(before, event)
            return replace(state, before=after) if isinstance(after, MakingKey) else state
        case _:
            return state


def _on_paper(key: NewKey, desk: Desk) -> MakingKey:
    books = desk.books
    made = local_time(books.now(), books.zone)
    slip = form_recovery_slip(books.settings.shop.name, key.number, key.secret, made, desk.words)
    return MakingKey(key, desk.print_unkept(slip))


def _read(state: State, key: NewKey, came: ReadBack, desk: Desk) -> State:
    if came is not ReadBack.SAME:
        desk.warn(f"recovery_screen.{came}")
        desk.cue(Cue.FAULT)
        return state
    keep_key(desk.books, key.public, KeyRole.FIRST)
    desk.backups.key_kept()
    desk.first_steps.done(FirstStep.KEY)
    desk.cue(Cue.DONE)
    desk.say("recovery_screen.kept", key.number)
    return AtBackup()
