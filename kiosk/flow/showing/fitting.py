"""The pages on which the machine is fitted out: language, the shop's name, reader and scanner."""

from typing import Final

from hardware.events import DeviceLost, DeviceName, DeviceReady
from kiosk.flow.fitting_intents import ChooseLanguage, NextStep, SaveShopName, UseNoScanner
from kiosk.flow.fitting_states import AtReader, AtScanner, NamingShop
from kiosk.flow.intents import Back
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.views import Button, ChoiceBody, Level, Role, TypeBody

LANGUAGES: Final = ("ja", "en")


def language(scene: Scene, leave: Button | None) -> ChoiceBody:
    """In both languages at once: whoever reads it may know one of them alone."""
    return ChoiceBody(
        title=scene.titled("language.title"),
        text="",
        choices=tuple(
            Button(scene.text(f"language.{one}"), ChooseLanguage(one), picked=one == scene.words.texts.language)
            for one in LANGUAGES
        ),
        leave=leave,
    )


def naming_shop(scene: Scene, state: NamingShop) -> TypeBody:
    title = scene.titled("shop_name.title")
    written = state.writing.whole.strip()
    leave = step_on(scene, done=False) or scene.back("fitting.back")
    return TypeBody(
        message=scene.text("shop_name.refused") if state.refused else "",
        actions=(
            leave,
            Button(scene.text("shop_name.save"), SaveShopName() if written else None, Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, written_line(title, scene.text("shop_name.hint"), state.writing)),
    )


def reader(scene: Scene, state: AtReader) -> ChoiceBody:
    heard = scene.devices.get(DeviceName.READER)
    match heard:
        case _ if state.held:
            text = scene.text("reader.held")
        case DeviceReady(detail=detail):
            text = scene.text("reader.found", name=detail.partition(" at ")[0] or scene.text("sign.reader"))
        case DeviceLost():
            text = f"{wrong(scene, heard)}\n{scene.text('reader.look')}"
        case None:
            text = scene.text("remedy.starting")
    return ChoiceBody(
        title=scene.titled("sign.reader"),
        text=text,
        choices=(),
        leave=step_back(scene),
        on=step_on(scene, done=state.held),
        level=Level.GOOD if state.held else Level.WARN if isinstance(heard, DeviceLost) else Level.CALM,
    )


def scanner(scene: Scene, state: AtScanner) -> ChoiceBody:
    heard = scene.devices.get(DeviceName.SCANNER) if scene.scans else None
    match heard:
        case _ if state.found:
            text = scene.text("scanner.found", name=state.found)
        case _ if state.scanned:
            text = scene.text("scanner.works")
        case DeviceReady(detail=detail):
            text = f"{scene.text('scanner.chosen', name=detail)}\n{scene.text('scanner.scan')}"
        case DeviceLost():
            text = f"{wrong(scene, heard)}\n{scene.text('scanner.scan')}"
        case None:
            text = f"{scene.text('scanner.scan')}\n{scene.text('scanner.look')}"
    detail = scene.text("scanner.give_up_detail")
    give_up = Button(scene.text("scanner.give_up"), UseNoScanner(), Role.QUIET, detail=detail)
    return ChoiceBody(
        title=scene.titled("sign.scanner"),
        text=text,
        choices=(give_up,) if scene.scans else (),
        leave=step_back(scene),
        on=step_on(scene, done=state.scanned),
        level=Level.GOOD if state.scanned else Level.WARN if isinstance(heard, DeviceLost) else Level.CALM,
    )


def remedy(scene: Scene, lost: DeviceLost) -> str:
    """What to do about it."""
    key = f"remedy.{lost.device}_{lost.trouble}"
    return scene.text(key if key in scene.words.texts else f"remedy.{lost.device}_broken")


def wrong(scene: Scene, lost: DeviceLost) -> str:
    """What is wrong with it, and what to do."""
    return scene.text("fitting.wrong", trouble=scene.text(f"trouble.{lost.trouble}"), remedy=remedy(scene, lost))


def step_on(scene: Scene, *, done: bool) -> Button | None:
    """To the next step of the first start; none where a page was opened by itself."""
    if scene.progress is None:
        return None
    label = scene.text("first_steps.next" if done else "first_steps.later")
    return Button(label, NextStep(), Role.PRIMARY if done else Role.PLAIN)


def step_back(scene: Scene) -> Button | None:
    if scene.progress is not None and not scene.can_step_back:
        return None
    return Button(scene.text("fitting.back"), Back(), Role.QUIET)
