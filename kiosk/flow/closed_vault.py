"""A machine whose data is encrypted and not open yet: a number pad, and nothing of the shop.

It speaks both languages: which one was chosen is encrypted too.
What the PIN opens is there for a program that starts then: this one ends.
"""

import math
from collections.abc import Callable, Mapping

from hardware.events import DeviceLost, DeviceName, DeviceReady
from kiosk.actions.vault_thread import (
    Vault,
    VaultDamaged,
    VaultDone,
    VaultEvent,
    VaultFailed,
    VaultSeen,
    VaultState,
    VaultWrong,
)
from kiosk.clock import ShopClock
from kiosk.flow.inbox import Happening
from kiosk.flow.intents import EnterPin, Intent, Pressed, TryAgain
from kiosk.flow.showing.fitting import LANGUAGES
from kiosk.flow.showing.scene import closed_scene
from kiosk.flow.showing.vault import closed_vault, damaged_vault
from kiosk.flow.steps.pin_pad import typed
from kiosk.flow.texts import Texts
from kiosk.flow.vault_states import MOST, AtClosedVault, AtDamagedVault, Opening
from kiosk.flow.views import View
from kiosk.flow.words import Words
from kiosk.value import replace


class ClosedVault:
    """Keeps what the loop asks of a Session."""

    has_slips = False

    def __init__(
        self, words: Words, clock: ShopClock, vault: Vault, seen: VaultSeen, start_anew: Callable[[], None]
    ) -> None:
        """`start_anew`: the program ends when the next view is on the screen, and starts again."""
        self._words = words
        self._other = Texts(next(one for one in LANGUAGES if one != words.texts.language))
        self._clock = clock
        self._vault = vault
        self._start_anew = start_anew
        self._devices: dict[DeviceName, DeviceReady | DeviceLost] = {}
        self._serial = 0
        self._shown_wait = 0
        self._state: AtClosedVault | AtDamagedVault = (
            AtDamagedVault()
            if seen.state is VaultState.DAMAGED
            else AtClosedVault(until=self._clock.monotonic() + seen.wait)
        )

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]:
        return self._devices

    def begin(self) -> View:
        return self._view()

    def handle(self, arrival: Happening) -> View:
        match arrival:
            case DeviceReady() | DeviceLost():
                self._devices[arrival.device] = arrival
            case VaultDone() | VaultWrong() | VaultDamaged() | VaultFailed() if isinstance(self._state, AtClosedVault):
                self._state = self._answered(self._state, arrival)
            case Pressed(intent=TryAgain()) if isinstance(self._state, AtDamagedVault):
                self._start_anew()
            case Pressed(intent=intent) if isinstance(self._state, AtClosedVault):
                self._state = self._typed(self._state, intent)
            case _:
                pass  # a card or a code means nothing yet
        return self._view()

    def tick(self) -> View:
        return self._view()

    def rest(self) -> None:
        """Nothing is due."""

    def seconds_to_tick(self) -> float:
        """While a wrong PIN makes everybody wait, the screen counts."""
        wait = self._wait()
        if wait != self._shown_wait:
            return 0.0
        return math.inf if wait == 0 else self._left() - (wait - 1)

    def after(self) -> None:
        """Nothing was promised."""

    def _typed(self, state: AtClosedVault, intent: Intent) -> AtClosedVault:
        if state.at in (Opening.TRYING, Opening.OPEN) or self._wait():
            return state
        if not isinstance(intent, EnterPin):
            return AtClosedVault(typed(state.typed, intent, MOST))
        if not state.typed:
            return state
        return AtClosedVault(at=Opening.TRYING, number=self._vault.open(state.typed))

    def _answered(self, state: AtClosedVault, event: VaultEvent) -> AtClosedVault | AtDamagedVault:
        if event.number != state.number:
            return state
        match event:
            case VaultDone():
                self._start_anew()
                return replace(state, at=Opening.OPEN)
            case VaultWrong(wait=wait):
                return AtClosedVault(at=Opening.WRONG, until=self._clock.monotonic() + wait)
            case VaultDamaged():
                return AtDamagedVault()
            case _:
                return AtClosedVault(at=Opening.FAILED)

    def _left(self) -> float:
        return self._state.until - self._clock.monotonic() if isinstance(self._state, AtClosedVault) else 0.0

    def _wait(self) -> int:
        """In seconds, as it is said to a person: never 0 while there is any time left."""
        return max(0, math.ceil(self._left()))

    def _view(self) -> View:
        self._serial += 1
        wait = self._shown_wait = self._wait()
        scene = closed_scene(self._words, self._clock, self._devices, scans=False)
        if isinstance(self._state, AtDamagedVault):
            return View("vault_damaged", damaged_vault(scene, self._other), None, self._serial)
        return View("closed_vault", closed_vault(scene, self._other, self._state, wait), None, self._serial)
