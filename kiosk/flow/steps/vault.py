"""The vault's PIN: chosen by whoever sets the machine up, changed by an owner."""

from hardware.ports import Cue
from kiosk.actions.vault_thread import VaultDamaged, VaultDone, VaultEvent, VaultFailed, VaultWrong
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, ClearKeys, EnterPin, EraseKey, Intent, PinKey
from kiosk.flow.states import AtDevices, State
from kiosk.flow.vault_states import LEAST, MOST, ChangingVaultPin, ChoosingVaultPin
from kiosk.rules.pins import weakness
from kiosk.value import replace


def typed(before: str, intent: Intent) -> str:
    """What stands there after a key of the pad."""
    match intent:
        case PinKey(digit) if len(before) < MOST:
            return before + digit
        case EraseKey():
            return before[:-1]
        case ClearKeys():
            return ""
        case _:
            return before


def choosing_vault_pin(state: ChoosingVaultPin, intent: Intent) -> ChoosingVaultPin:
    if not isinstance(intent, EnterPin):
        return replace(state, typed=typed(state.typed, intent), refused=None, differed=False)
    if not state.first:
        easy = weakness(state.typed, LEAST)
        return ChoosingVaultPin(first=state.typed) if easy is None else ChoosingVaultPin(refused=easy)
    if state.typed != state.first:
        return ChoosingVaultPin(differed=True)
    return ChoosingVaultPin(chosen=state.typed)


def changing_vault_pin(state: ChangingVaultPin, intent: Intent, desk: Desk) -> State:
    if state.number:
        return state  # it has not been answered yet
    match intent:
        case Back():
            return AtDevices()
        case EnterPin() if not state.old:
            return ChangingVaultPin(old=state.typed)
        case _ if not state.old:
            return replace(state, typed=typed(state.typed, intent), wait=None, failed=False)
    new = choosing_vault_pin(state.new, intent)
    if new.chosen and desk.vault is not None:
        return replace(state, number=desk.vault.change(state.old, new.chosen), new=ChoosingVaultPin())
    return replace(state, new=new)


def vault_answered(state: State, event: VaultEvent, desk: Desk) -> State:
    if not isinstance(state, ChangingVaultPin) or event.number != state.number:
        return state
    match event:
        case VaultDone():
            desk.cue(Cue.DONE)
            desk.say("toast.vault_pin_changed")
            return AtDevices()
        case VaultWrong(wait=wait):
            desk.cue(Cue.FAULT)
            return ChangingVaultPin(wait=wait)
        case VaultFailed() | VaultDamaged():
            desk.cue(Cue.FAULT)
            return ChangingVaultPin(failed=True)
        case _:
            return state
