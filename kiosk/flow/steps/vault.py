"""The vault's PIN is changed by an owner."""

from hardware.ports import Cue
from kiosk.actions.vault_thread import VaultDamaged, VaultDone, VaultEvent, VaultFailed, VaultWrong
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, EnterPin, Intent
from kiosk.flow.states import AtDevices, State
from kiosk.flow.steps.pin_pad import twice, typed
from kiosk.flow.vault_states import LEAST, MOST, ChangingVaultPin, ChoosingVaultPin
from kiosk.value import replace


def changing_vault_pin(state: ChangingVaultPin, intent: Intent, desk: Desk) -> State:
    if state.number:
        return state  # it has not been answered yet
    match intent:
        case Back():
            return AtDevices()
        case EnterPin() if not state.old:
            return ChangingVaultPin(old=state.typed)
        case _ if not state.old:
            return replace(state, typed=typed(state.typed, intent, MOST), wait=None, failed=False)
    new = twice(state.new, intent, LEAST, MOST)
    if not isinstance(new, str):
        return replace(state, new=new)
    if desk.vault is None:
        return state
    return replace(state, number=desk.vault.change(state.old, new), new=ChoosingVaultPin())


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
