"""Keys in every place that takes text: what is written after one, and what the engine is asked and taught."""

from typing import Any

from hardware.events import CandidatesFound
from kiosk.actions.known_words import known_names, used_in_tags
from kiosk.flow import writing as write
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    CancelKey,
    ChooseCandidate,
    ClearKeys,
    CommitKey,
    ConvertKey,
    EraseKey,
    Intent,
    KatakanaKey,
    Key,
    Letter,
    MoveCaret,
    ShiftKey,
    SpaceKey,
    SwitchKeys,
    TurnCandidates,
)
from kiosk.flow.states import AskingAboutCard, State
from kiosk.flow.writing import Writing
from kiosk.value import replace


def wrote(writing: Writing, intent: Intent, desk: Desk) -> Writing:
    """What is written after an intent; the same when that is no key. Asks for candidates of a new composition."""
    after = pressed(writing, intent)
    if after.decided:
        desk.learn_kanji(after.decided)
        after = replace(after, decided=())
    if after.wants_conversion:
        known = known_names(desk.books, after.kana)
        after = write.asked(replace(after, known=known), desk.ask_kanji(after.kana))
    return after


def candidates_found(state: State, event: CandidatesFound, desk: Desk) -> State:
    """The answer carries its question's number: one that is late is dropped, wherever its composition has gone."""
    if isinstance(state, AskingAboutCard):
        below: Any = candidates_found(state.unfinished, event, desk)
        return state if below is state.unfinished else replace(state, unfinished=below)
    writing: Writing | None = getattr(state, "writing", None)
    if writing is None or writing.asked != event.request:
        return state
    offered = write.answered(replace(writing, waits=False), event.request, event.segments, writing.known).offers
    known = tuple(dict.fromkeys((*writing.known, *used_in_tags(desk.books, offered))))
    changed: Any = replace
    after: State = changed(state, writing=write.answered(writing, event.request, event.segments, known))
    return after


def pressed(writing: Writing, intent: Intent) -> Writing:
    """The key alone, with nobody to ask for kanji."""
    match intent:
        case Key(text):
            return write.key(writing, text)
        case Letter(text):
            return write.letter(writing, text)
        case SpaceKey(bar):
            return write.converted(writing) if bar and writing.converts and writing.composing else write.space(writing)
        case EraseKey():
            return write.erased(writing)
        case ClearKeys():
            return write.cleared(writing)
        case MoveCaret(by):
            return write.moved(writing, by)
        case SwitchKeys(keys):
            return write.switched(writing, keys)
        case ShiftKey():
            return write.shifted(writing)
        case ConvertKey():
            return write.converted(writing)
        case ChooseCandidate(word):
            offers = writing.offers
            return write.chosen(writing, offers.index(word)) if word in offers else writing
        case TurnCandidates(by):
            return write.turned(writing, by)
        case CommitKey():
            return write.committed(writing)
        case KatakanaKey():
            return write.as_katakana(writing)
        case CancelKey():
            return write.cancelled(writing)
        case _:
            return writing
