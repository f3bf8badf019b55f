"""A machine without a shop: it asks for the language, whether a shop begins, comes back or is only a sample, and then
hands the counter over to its session.

Nothing but that is written into the data folder before somebody has said so. What devices say meanwhile is told to the
session.
"""

import logging
import math
from collections.abc import Callable, Mapping

from hardware.events import CodeScanned, DeviceLost, DeviceName, DeviceReady, ScannerFound
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.first_steps import WHICH_LANGUAGE, WHICH_SHOP, Beginning, FirstSteps
from kiosk.actions.restore_thread import BackupsFound, NotRestored, Restored, RestoreMoved, Restores
from kiosk.actions.vault_thread import (
    Vault,
    VaultDamaged,
    VaultDone,
    VaultEvent,
    VaultFailed,
    VaultMoved,
    VaultWrong,
)
from kiosk.clock import ShopClock
from kiosk.flow.device_choices import DeviceChoices, NotKept
from kiosk.flow.first_states import (
    AskingKey,
    CardMoved,
    ChoosingBackup,
    FirstState,
    MakingSample,
    Restoring,
    ShopIsBack,
    TypingWholeKey,
    Welcome,
)
from kiosk.flow.fitting_intents import ChooseLanguage
from kiosk.flow.fitting_states import ChoosingLanguage
from kiosk.flow.inbox import Happening
from kiosk.flow.intents import (
    Back,
    BeginSample,
    BeginShop,
    ChooseBackup,
    Intent,
    LookForBackups,
    LookForShop,
    MakeVault,
    OpenCardMoved,
    OpenVault,
    Pressed,
    RestoreAlone,
    StartAnew,
    TakeKey,
    TypeKey,
)
from kiosk.flow.showing.first_start import first_shown
from kiosk.flow.showing.scene import closed_scene
from kiosk.flow.stage import Stage
from kiosk.flow.steps.pin_pad import twice
from kiosk.flow.steps.writing import pressed
from kiosk.flow.vault_states import LEAST, MOST, AboutVault, ChoosingVaultPin, MakingVault, VaultMade, VaultNotMade
from kiosk.flow.views import View
from kiosk.flow.words import Words
from kiosk.value import replace

logger = logging.getLogger(__name__)

_PROGRESS = {ChoosingLanguage: WHICH_LANGUAGE, Welcome: WHICH_SHOP}
_KEY_TROUBLES = (BackupTrouble.BAD_KEY, BackupTrouble.WRONG_KEY)


class FirstStart:
    """Keeps what the loop asks of a Session, and is one from the moment at which there is a shop."""

    def __init__(
        self,
        words: Words,
        choices: DeviceChoices,
        restores: Restores,
        clock: ShopClock,
        open_shop: Callable[[], Stage],
        shop_is_here: Callable[[], bool],
        make_sample: Callable[[], None],
        first_steps: FirstSteps,
        vault: Vault | None,
        start_anew: Callable[[], None],
    ) -> None:
        """`open_shop`: founds a shop where there is none; called once, in the counter's thread. `shop_is_here`: whether
        there is one by now. `make_sample`: makes a sample shop that can be opened then, or raises; it takes seconds.
        `choices`: what of the machine can be chosen; no scanner may have been, and the key on paper wants one:
        whichever scans it is heard. `first_steps`: what is to be done once there is a shop. `vault` None: the data
        can't be encrypted, or is. `start_anew`: the program ends when the next view is on the screen, and starts
        again."""
        self._words = words
        self._choices = choices
        self._restores = restores
        self._clock = clock
        self._open_shop = open_shop
        self._shop_is_here = shop_is_here
        self._make_sample = make_sample
        self._first_steps = first_steps
        self._vault = vault
        self._start_anew = start_anew
        self._session: Stage | None = None
        self._state: FirstState = ChoosingLanguage()
        self._devices: dict[DeviceName, DeviceReady | DeviceLost] = {}
        self._serial = 0

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]:
        return self._devices if self._session is None else self._session.devices

    def begin(self) -> View:
        return self._view()

    def handle(self, arrival: Happening) -> View:
        if self._session is not None:
            return self._session.handle(arrival)
        match arrival:
            case DeviceReady() | DeviceLost():
                self._devices[arrival.device] = arrival
            case CodeScanned(text=text) if isinstance(self._state, AskingKey | TypingWholeKey):
                self._state = self._with_key(self._state, text)
            case ScannerFound(readings=readings) if isinstance(self._state, AskingKey | TypingWholeKey):
                text = next((text for _, text in readings if text), "")
                self._state = self._with_key(self._state, text)
            case BackupsFound() | RestoreMoved() | Restored() | NotRestored():
                self._state = self._heard(arrival)
            case VaultMoved() | VaultDone() | VaultWrong() | VaultDamaged() | VaultFailed():
                self._state = self._vault_said(arrival)
            case Pressed(intent=BeginShop()) if isinstance(self._state, Welcome | ShopIsBack):
                if isinstance(self._state, Welcome):
                    self._first_steps.begin(Beginning.NEW)
                return self._handed_over()
            case Pressed(intent=LookForShop()) if isinstance(self._state, CardMoved) and self._shop_is_here():
                return self._handed_over()
            case Pressed(intent=intent):
                self._state = self._next(intent)
            case _:
                pass  # a card or a code means nothing yet
        self._listen()
        return self._view()

    def tick(self) -> View:
        if self._session is not None:
            return self._session.tick()
        return self._sample_made() if isinstance(self._state, MakingSample) else self._view()

    def rest(self) -> None:
        if self._session is not None:
            self._session.rest()

    def seconds_to_tick(self) -> float:
        if self._session is not None:
            return self._session.seconds_to_tick()
        return 0.0 if isinstance(self._state, MakingSample) else math.inf

    @property
    def has_slips(self) -> bool:
        return self._session is not None and self._session.has_slips

    def after(self) -> View | None:
        return None if self._session is None else self._session.after()

    def _sample_made(self) -> View:
        self._first_steps.begin(Beginning.SAMPLE)  # before it is there: the power may go then
        try:
            self._make_sample()
        except Exception:
            logger.exception("the sample shop can't be made")
            self._state = Welcome(failed=True)
            return self._view()
        return self._handed_over()

    def _handed_over(self) -> View:
        session = self._open_shop()
        self._session = session
        view = session.begin()
        for event in self._devices.values():
            view = session.handle(event)
        return view

    def _next(self, intent: Intent) -> FirstState:
        match self._state, intent:
            case (ChoosingLanguage(), ChooseLanguage(language)):
                return self._spoken(language)
            case (Welcome(), Back()):
                return ChoosingLanguage()
            case (Welcome(), BeginSample()):
                return MakingSample()
            case (Welcome(), OpenCardMoved()):
                return CardMoved()
            case (CardMoved(), LookForShop()):
                return CardMoved(looked=True)
            case (Welcome(), OpenVault()) if self._vault is not None:
                return AboutVault()
            case (AboutVault(), MakeVault()):
                return ChoosingVaultPin()
            case (ChoosingVaultPin(), Back()):
                return AboutVault()
            case (ChoosingVaultPin() as state, _):
                return self._with_pin(twice(state, intent, LEAST, MOST))
            case (VaultNotMade(), StartAnew()):
                self._start_anew()
                return self._state
            case (Welcome() | CardMoved() | ChoosingBackup(), LookForBackups()):
                return ChoosingBackup(self._restores.look())
            case (ChoosingBackup() as state, ChooseBackup(name)):
                backup = next((one for one in state.backups if one.name == name), None)
                return state if backup is None else AskingKey(replace(state, trouble=None), backup)
            case (AskingKey() as state, RestoreAlone(wanted)):
                return replace(state, alone=wanted)
            case (AskingKey() as state, TypeKey()):
                return TypingWholeKey(state)
            case (TypingWholeKey() as state, TakeKey()):
                return self._with_key(state, state.writing.whole)
            case (Restoring() as state, Back()):
                self._restores.cancel()
                return replace(state, ending=True)
            case (ChoosingBackup() | CardMoved() | AboutVault(), Back()):
                return Welcome()
            case (AskingKey(before=before) | TypingWholeKey(before=before), Back()):
                return before
            case (TypingWholeKey() as state, _):
                return replace(state, writing=pressed(state.writing, intent), trouble=None)
            case _:
                return self._state

    def _with_pin(self, now: ChoosingVaultPin | str) -> FirstState:
        if not isinstance(now, str):
            return now
        return self._state if self._vault is None else MakingVault(self._vault.make(now))

    def _vault_said(self, event: VaultEvent) -> FirstState:
        if not isinstance(self._state, MakingVault) or event.number != self._state.number:
            return self._state
        match event:
            case VaultMoved(percent=percent):
                return replace(self._state, percent=percent)
            case VaultDone():
                self._start_anew()
                return VaultMade()
            case _:
                return VaultNotMade()

    def _listen(self) -> None:
        """To every keyboard, while the key is asked for."""
        if isinstance(self._state, AskingKey | TypingWholeKey):
            self._choices.look_for_scanner()
        else:
            self._choices.stop_looking()

    def _spoken(self, language: str) -> Welcome:
        try:
            self._choices.speak(language)
        except NotKept as error:
            logger.warning("the language is asked again at the next start: %s", error)
        return Welcome()

    def _with_key(self, state: AskingKey | TypingWholeKey, key: str) -> Restoring:
        asking = state if isinstance(state, AskingKey) else state.before
        self._first_steps.begin(Beginning.RESTORED)  # before it is back: the power may go then
        return Restoring(state, self._restores.restore(asking.backup.name, key, alone=asking.alone))

    def _heard(self, event: BackupsFound | RestoreMoved | Restored | NotRestored) -> FirstState:
        match self._state, event:
            case (ChoosingBackup(number=number), BackupsFound()) if number == event.number:
                return ChoosingBackup(None, event.backups, event.trouble)
            case (Restoring(number=number) as state, RestoreMoved()) if number == event.number:
                return replace(state, step=event.step, percent=100 * event.done // max(event.total, 1))
            case (Restoring(number=number), Restored()) if number == event.number:
                return ShopIsBack(event.shop)
            case (Restoring(number=number, before=before), NotRestored()) if number == event.number:
                if event.trouble in _KEY_TROUBLES:
                    return replace(before, trouble=event.trouble)
                asking = before if isinstance(before, AskingKey) else before.before
                return replace(asking.before, trouble=event.trouble)
            case _:
                return self._state

    def _view(self) -> View:
        self._serial += 1
        progress = _PROGRESS.get(type(self._state))
        scene = closed_scene(self._words, self._clock, self._devices, scans=True, progress=progress)
        name, body = first_shown(self._state, scene, can_encrypt=self._vault is not None)
        return View(name, body, None, self._serial)
