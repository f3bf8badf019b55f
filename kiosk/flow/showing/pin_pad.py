"""The pad of digits, with what is asked above it and what is wrong with it."""

from kiosk.flow.intents import EnterPin
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import ChoosingPin
from kiosk.flow.vault_states import ChoosingVaultPin
from kiosk.flow.views import Button, Level, PinBody, Role


def pin_pad(
    scene: Scene,
    title: str,
    text: str,
    typed: str,
    message: str,
    *,
    most: int,
    leave: Button | None = None,
    opens: bool = True,
    level: Level | None = None,
) -> PinBody:
    """`most`: digits. `opens`: a PIN may be tried now. `level` None: a message warns."""
    return PinBody(
        title=title,
        text=text,
        typed=len(typed),
        most=most,
        message=message,
        open=opens,
        enter=Button(scene.text("pin.enter"), EnterPin() if opens and typed else None, Role.PRIMARY),
        leave=leave,
        level=level or (Level.WARN if message else Level.CALM),
    )


def wrong_with(scene: Scene, state: ChoosingPin | ChoosingVaultPin, least: int) -> str:
    """Why the PIN that was typed is none; "" where nothing is wrong. `least`: digits."""
    if state.refused is not None:
        return scene.text(f"weak_pin.{state.refused}", least=least)
    return scene.text("new_pin.differed") if state.differed else ""
