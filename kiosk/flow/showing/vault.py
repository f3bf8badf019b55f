"""Screens of the vault: what it protects, its PIN, how far it is, and the closed shop before it is open."""

from kiosk.flow.intents import MakeVault, OpenVault, StartAnew, TryAgain
from kiosk.flow.showing.pin_pad import pin_pad, wrong_with
from kiosk.flow.showing.scene import Scene
from kiosk.flow.texts import Texts
from kiosk.flow.vault_states import (
    LEAST,
    MOST,
    AtClosedVault,
    ChangingVaultPin,
    ChoosingVaultPin,
    MakingVault,
    Opening,
)
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, PinBody, Role, Row


def about_vault(scene: Scene) -> ListBody:
    said = (("does", Level.GOOD), ("does_not", Level.WARN), ("forgotten", Level.BAD))
    return ListBody(
        title=scene.text("vault.title"),
        rows=tuple(
            Row(scene.text(f"vault.{what}"), scene.text(f"vault.{what}_detail"), level=level) for what, level in said
        ),
        empty="",
        actions=(scene.back("vault.back"), Button(scene.text("vault.make"), MakeVault(), Role.PRIMARY)),
    )


def choosing_pin(scene: Scene, state: ChoosingVaultPin, title: str = "vault.pin_title") -> PinBody:
    message = wrong_with(scene, state, LEAST)
    text = scene.text("new_pin.again") if state.first else scene.text("vault.first", least=LEAST, most=MOST)
    return pin_pad(scene, scene.text(title), text, state.typed, message, most=MOST, leave=scene.back("vault.back"))


def making(scene: Scene, state: MakingVault) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("vault.making_title"),
        text=scene.text("vault.making", percent=state.percent),
        choices=(),
        leave=None,
        done=state.percent / 100,
    )


def made(scene: Scene) -> ChoiceBody:
    return ChoiceBody(scene.text("vault.made_title"), scene.text("vault.made"), (), None, Level.GOOD, done=1.0)


def not_made(scene: Scene) -> ChoiceBody:
    again = Button(scene.text("vault.anew"), StartAnew(), Role.PRIMARY)
    return ChoiceBody(scene.text("vault.not_made_title"), scene.text("vault.not_made"), (again,), None, Level.BAD)


def closed_vault(scene: Scene, other: Texts, state: AtClosedVault, wait: int) -> PinBody:
    """`other`: of the other language. `wait`: seconds until a PIN is tried again."""
    match state.at:
        case Opening.TRYING | Opening.OPEN | Opening.FAILED:
            message = _in_both(scene, other, f"vault.{state.at}")
        case Opening.WRONG | Opening.TYPING if wait:
            message = _in_both(scene, other, "pin.wait", n=wait)
        case Opening.WRONG:
            message = _in_both(scene, other, "pin.wrong")
        case Opening.TYPING:
            message = ""
    busy = state.at in (Opening.TRYING, Opening.OPEN)
    return pin_pad(
        scene,
        _in_both(scene, other, "vault.closed_title", between=" / "),
        _in_both(scene, other, "vault.closed"),
        state.typed,
        message,
        most=MOST,
        opens=not busy and not wait,
        level=Level.CALM if busy else None,
    )


def damaged_vault(scene: Scene, other: Texts) -> ChoiceBody:
    again = Button(_in_both(scene, other, "closed.again"), TryAgain(), Role.PRIMARY)
    title = _in_both(scene, other, "vault.damaged_title")
    return ChoiceBody(title, _in_both(scene, other, "vault.damaged"), (), None, Level.BAD, on=again)


def changing_pin(scene: Scene, state: ChangingVaultPin) -> PinBody:
    title, leave = scene.text("vault.change_title"), scene.back("vault.back")
    if state.number:
        return pin_pad(scene, title, scene.text("vault.changing"), "", "", most=MOST, opens=False)
    if state.old:
        return choosing_pin(scene, state.new, "vault.change_title")
    message = scene.text("vault.not_changed") if state.failed else ""
    if state.wait is not None:
        message = scene.text("pin.wait", n=state.wait) if state.wait else scene.text("pin.wrong")
    return pin_pad(scene, title, scene.text("vault.old"), state.typed, message, most=MOST, leave=leave)


def vault_rows(scene: Scene) -> tuple[Row, ...]:
    """Among the devices, where there is one."""
    if not scene.vault:
        return ()
    return (
        Row(scene.text("vault.sign"), scene.text("vault.row"), scene.text("vault.end"), Level.GOOD, intent=OpenVault()),
    )


def _in_both(scene: Scene, other: Texts, key: str, between: str = "\n", **figures: int) -> str:
    return between.join((scene.text(key, **figures), other(key, **figures)))
