"""The screens of a machine without a shop."""

from typing import Final

from kiosk.actions.restoring import BackupInList
from kiosk.flow.backup_words import counts, journal_reach, made, restored_from, tenths
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
from kiosk.flow.fitting_states import ChoosingLanguage
from kiosk.flow.intents import (
    Back,
    BeginSample,
    BeginShop,
    ChooseBackup,
    LookForBackups,
    LookForShop,
    OpenCardMoved,
    OpenVault,
    RestoreAlone,
)
from kiosk.flow.showing import vault
from kiosk.flow.showing.fitting import language
from kiosk.flow.showing.key import key_asked, key_typed
from kiosk.flow.showing.scene import Scene
from kiosk.flow.vault_states import AboutVault, ChoosingVaultPin, MakingVault, VaultMade, VaultNotMade
from kiosk.flow.views import Body, Button, ChoiceBody, Level, ListBody, Role, Row

_STEPS: Final = ("read", "unpack", "play")  # what comes after them proves


def first_shown(state: FirstState, scene: Scene, *, can_encrypt: bool) -> tuple[str, Body]:
    match state:
        case ChoosingLanguage():
            return "language", language(scene, None)
        case Welcome():
            return "first_start", _welcome(scene, state, can_encrypt=can_encrypt)
        case MakingSample():
            text = scene.text("making_sample.text")
            return "making_sample", ChoiceBody(scene.text("making_sample.title"), text, (), None)
        case AboutVault():
            return "vault", vault.about_vault(scene)
        case ChoosingVaultPin():
            return "vault_pin", vault.choosing_pin(scene, state)
        case MakingVault():
            return "making_vault", vault.making(scene, state)
        case VaultMade():
            return "vault_made", vault.made(scene)
        case VaultNotMade():
            return "vault_not_made", vault.not_made(scene)
        case CardMoved():
            return "card_moved", _card_moved(scene, state)
        case ChoosingBackup():
            return "restore", _choosing(scene, state)
        case AskingKey():
            return "restore_key", _asking(scene, state)
        case TypingWholeKey():
            return "restore_typing", key_typed(scene, state.writing, state.trouble)
        case Restoring():
            return "restoring", _restoring(scene, state)
        case ShopIsBack():
            return "restored", _back(scene, state)


def _welcome(scene: Scene, state: Welcome, *, can_encrypt: bool) -> ChoiceBody:
    text = "no_sample" if state.failed else "can_encrypt" if can_encrypt else "text"
    return ChoiceBody(
        title=scene.titled("first_start.title"),
        text=scene.text(f"first_start.{text}"),
        choices=(
            Button(
                scene.text("first_start.restore"), LookForBackups(), detail=scene.text("first_start.restore_detail")
            ),
            Button(scene.text("first_start.moved"), OpenCardMoved(), detail=scene.text("first_start.moved_detail")),
            Button(scene.text("first_start.sample"), BeginSample(), detail=scene.text("first_start.sample_detail")),
            Button(
                scene.text("first_start.new"), BeginShop(), Role.PRIMARY, detail=scene.text("first_start.new_detail")
            ),
        ),
        leave=scene.back("fitting.back"),
        on=Button(scene.text("vault.offer"), OpenVault()) if can_encrypt else None,
        level=Level.WARN if state.failed else Level.CALM,
    )


def _card_moved(scene: Scene, state: CardMoved) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("card_moved.title"),
        text=scene.text("card_moved.still" if state.looked else "card_moved.text"),
        choices=(
            Button(
                scene.text("first_start.restore"), LookForBackups(), detail=scene.text("first_start.restore_detail")
            ),
            Button(
                scene.text("card_moved.again"),
                LookForShop(),
                Role.PRIMARY,
                detail=scene.text("card_moved.again_detail"),
            ),
        ),
        leave=scene.back("restore_screen.back"),
        level=Level.WARN if state.looked else Level.CALM,
    )


def _choosing(scene: Scene, state: ChoosingBackup) -> ListBody:
    looking = state.number is not None
    trouble = "" if state.trouble is None else scene.text(f"backup_trouble.{state.trouble}")
    return ListBody(
        title=scene.text("restore_screen.title"),
        rows=tuple(_row(scene, backup) for backup in state.backups),
        empty=scene.text("restore_screen.looking") if looking else trouble or scene.text("restore_screen.none"),
        actions=(
            scene.back("restore_screen.back"),
            Button(scene.text("restore_screen.again"), None if looking else LookForBackups()),
        ),
        note=trouble if state.backups else "",
    )


def _row(scene: Scene, backup: BackupInList) -> Row:
    size = scene.text("backup.size", mb=tenths(backup.size))
    if backup.shop is None:
        unproved = scene.text("restore_screen.unproved")
        return Row(backup.name, unproved, size, Level.WARN, ChooseBackup(backup.name))
    return Row(
        title=made(backup.shop, scene.words),
        detail=counts(backup.shop, scene.words) + journal_reach(backup.shop, scene.words),
        end=size,
        level=Level.GOOD,
        intent=ChooseBackup(backup.name),
    )


def _asking(scene: Scene, state: AskingKey) -> ChoiceBody:
    reach = "with_journal" if state.alone else "alone"
    other = Button(
        scene.text(f"restore_screen.{reach}"),
        RestoreAlone(not state.alone),
        Role.QUIET,
        detail=scene.text(f"restore_screen.{reach}_detail"),
    )
    return key_asked(scene, state.backup.keys, state.trouble, other)


def _restoring(scene: Scene, state: Restoring) -> ChoiceBody:
    step = "begin" if not state.step else state.step if state.step in _STEPS else "prove"
    text = scene.text(f"restore_screen.{step}", percent=state.percent)
    return ChoiceBody(
        title=scene.text("restore_screen.restoring"),
        text=scene.text("restore_screen.ending") if state.ending else text,
        choices=(),
        leave=Button(scene.text("restore_screen.stop"), None if state.ending else Back(), Role.QUIET),
        done=state.percent / 100,
    )


def _back(scene: Scene, state: ShopIsBack) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("restore_screen.restored"),
        text=f"{counts(state.shop, scene.words)}\n{restored_from(state.shop, scene.words)}",
        choices=(Button(scene.text("restore_screen.open"), BeginShop(), Role.PRIMARY),),
        leave=None,
        level=Level.GOOD,
    )
