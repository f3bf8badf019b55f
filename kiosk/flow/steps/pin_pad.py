"""The pad of digits: what stands there after each key, and a new PIN, which is typed twice."""

from typing import TypeVar

from kiosk.flow.intents import ClearKeys, EnterPin, EraseKey, Intent, PinKey
from kiosk.flow.states import ChoosingPin
from kiosk.flow.vault_states import ChoosingVaultPin
from kiosk.rules.pins import weakness
from kiosk.value import replace

Choosing = TypeVar("Choosing", ChoosingPin, ChoosingVaultPin)


def typed(before: str, intent: Intent, most: int) -> str:
    """What stands there after a key of the pad."""
    match intent:
        case PinKey(digit) if len(before) < most:
            return before + digit
        case EraseKey():
            return before[:-1]
        case ClearKeys():
            return ""
        case _:
            return before


def twice(state: Choosing, intent: Intent, least: int, most: int) -> Choosing | str:
    """The pad after a key; the PIN itself, once the same one was typed twice."""
    blank = replace(state, typed="", first="", refused=None, differed=False)
    match intent:
        case PinKey():
            return replace(state, typed=typed(state.typed, intent, most), refused=None, differed=False)
        case EraseKey() | ClearKeys():
            return replace(state, typed=typed(state.typed, intent, most))
        case EnterPin() if state.typed and not state.first:
            easy = weakness(state.typed, least)
            return replace(blank, first=state.typed) if easy is None else replace(blank, refused=easy)
        case EnterPin() if state.typed and state.typed != state.first:
            return replace(blank, differed=True)
        case EnterPin() if state.typed:
            return state.typed
        case _:
            return state
