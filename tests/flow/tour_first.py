"""A tour through the screens of a machine without a shop; the states are those of kiosk.flow.first_states."""

from pathlib import Path

from db.backup_target import FolderTarget
from hardware.events import SlipOutcome
from kiosk.actions.leftovers import SAMPLE_BESIDE
from kiosk.actions.restore_thread import RestoreMoved
from kiosk.flow.fitting_intents import ChooseLanguage
from kiosk.flow.intents import (
    Back,
    BeginSample,
    ChooseBackup,
    Intent,
    Key,
    LookForBackups,
    LookForShop,
    MakeKey,
    OpenBackup,
    OpenCardMoved,
    OpenMenu,
    RestoreAlone,
    TakeKey,
    TypeKey,
)
from kiosk.flow.views import View
from tests.flow.counter import OWNER_PIN, Counter
from tests.flow.doorstep import Doorstep
from tests.flow.vault import Vault


def first_screens(folder: Path, language: str) -> dict[str, View]:
    """By name, as in tests.flow.tour."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    FolderTarget.present(stick).choose()
    secret = _backed_up(folder / "old", stick)
    door = Doorstep(folder / "new", stick, language)
    views: dict[str, View] = {}

    def keep(name: str, *intents: Intent) -> None:
        for intent in intents:
            door.send(intent)
        assert door.view.screen == name.partition("-")[0]
        views[name] = door.view

    keep("language")
    keep("first_start", ChooseLanguage(language))
    keep("making_sample", BeginSample())
    (folder / "new" / SAMPLE_BESIDE).touch()  # as good as a card that takes nothing more
    door.wait(1)
    keep("first_start-no_sample")
    (folder / "new" / SAMPLE_BESIDE).unlink()
    keep("card_moved", OpenCardMoved())
    keep("card_moved-looked", LookForShop())
    door.send(Back())
    keep("restore-looking", LookForBackups())
    door.comes_back()
    keep("restore")
    backup = next(stick.glob("*.age")).name
    keep("restore_key", ChooseBackup(backup))
    keep("restore_key-alone", RestoreAlone(True))
    door.send(RestoreAlone(False))
    keep("restore_typing", TypeKey(), *map(Key, secret[:24].lower()))
    door.send(TakeKey())
    door.comes_back()
    keep("restore_typing-mistyped")
    door.send(Back())
    door.send(ChooseBackup(backup))
    door.scan(secret)
    door.happens(RestoreMoved(door.shelf.last, "unpack", 45, 100))
    keep("restoring")
    keep("restoring-ending", Back())
    door.comes_back()
    keep("restore-stopped")
    door.send(ChooseBackup(backup))
    door.scan(secret)
    door.comes_back()
    keep("restored")
    return views


def _backed_up(folder: Path, stick: Path) -> str:
    """A shop with one customer is backed up; the secret key of its paper."""
    old = Counter(folder, vault=Vault(stick))
    old.tap("0101000000000001")
    old.press("はじめてのお客様")
    old.press("おわり")
    old.send(OpenMenu())
    old.send(OpenBackup())
    if old.view.screen == "pin":
        old.pin(OWNER_PIN)
    old.send(MakeKey())
    old.printer_says(SlipOutcome.PRINTED)
    secret: str = old.session.state.key.secret  # type: ignore[union-attr]
    old.scan(secret)
    old.backs_up()
    old.close()
    return secret
