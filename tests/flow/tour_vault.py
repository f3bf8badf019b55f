"""The tour's stops at the vault: chosen on a machine without a shop, opened at a start, its PIN changed by an owner."""

from collections.abc import Callable
from pathlib import Path

from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.actions.vault_thread import (
    VaultDamaged,
    VaultDone,
    VaultFailed,
    VaultMoved,
    VaultSeen,
    VaultState,
    VaultWrong,
)
from kiosk.flow.intents import Back, EnterPin, Leave, MakeVault, OpenDevices, OpenVault, PinKey
from kiosk.flow.views import View
from tests.flow.counter import Counter
from tests.flow.doorstep import Doorstep

PIN = "835104629703"


def vault_screens(folder: Path, language: str) -> dict[str, View]:
    """By name, as in tests.flow.tour: those of a machine on which no shop is open."""
    views: dict[str, View] = {}
    door = Doorstep(folder, folder / "stick", language, seen=VaultSeen(VaultState.PLAIN)).enter()

    def keep(name: str) -> None:
        assert door.view.screen == name.partition("-")[0]
        views[name] = door.view

    def typed(digits: str) -> None:
        for digit in digits:
            door.send(PinKey(digit))

    keep("first_start-can_encrypt")
    door.send(OpenVault())
    keep("vault")
    door.send(MakeVault())
    typed(PIN[:7])
    keep("vault_pin")
    door.send(EnterPin())
    typed(PIN)
    door.send(EnterPin())
    keep("vault_pin-differed")
    door.pin("1234")
    keep("vault_pin-short")
    door.pin(PIN)
    keep("vault_pin-again")
    door.pin(PIN)
    door.happens(VaultMoved(1, 25))
    keep("making_vault")
    door.happens(VaultDone(1))
    keep("vault_made")
    door.open()
    door.enter()
    door.send(OpenVault())
    door.send(MakeVault())
    door.pin(PIN)
    door.pin(PIN)
    door.happens(VaultFailed(2))
    keep("vault_not_made")
    door.seen = VaultSeen(VaultState.CLOSED)
    door.open()
    keep("closed_vault")
    door.pin(PIN[:6])
    keep("closed_vault-trying")
    door.happens(VaultWrong(3, 0))
    keep("closed_vault-wrong")
    door.pin(PIN[:6])
    door.happens(VaultWrong(4, 8))
    keep("closed_vault-wait")
    door.wait(9)
    door.pin(PIN)
    door.happens(VaultFailed(5))
    keep("closed_vault-failed")
    door.pin(PIN)
    door.happens(VaultDone(6))
    keep("closed_vault-open")
    door.open()
    door.pin(PIN)
    door.happens(VaultDamaged(7))
    keep("vault_damaged")
    return views


def tour_vault(counter: Counter, keep: Callable[..., None]) -> None:
    counter.safe.is_open = True
    counter.send(Leave())
    keep("devices-encrypted", OpenDevices())
    counter.send(OpenVault())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])
    keep("vault_new_pin", *map(PinKey, PIN[:6]))
    counter.send(EnterPin())
    counter.pin("62840153")
    counter.pin("62840153")
    keep("vault_new_pin-changing")
    counter.happens(VaultWrong(counter.safe.number, 2))
    keep("vault_new_pin-wrong")
    counter.pin(PIN)
    counter.pin("62840153")
    counter.pin("62840153")
    counter.happens(VaultFailed(counter.safe.number))
    keep("vault_new_pin-failed")
    counter.pin(PIN)
    counter.pin("62840153")
    counter.pin("62840153")
    counter.happens(VaultDone(counter.safe.number))
    keep("devices-pin_changed")
    counter.send(Back())
