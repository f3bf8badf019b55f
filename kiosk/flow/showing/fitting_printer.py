"""The page of the slip printer: which one it is, what else is there, and a trial slip."""

from collections.abc import Iterator

from hardware.events import DeviceLost, DeviceName, DeviceReady, SlipOutcome
from hardware.printer_connection import TcpAddress, parse_connection
from hardware.usb_printers import UsbPrinter
from kiosk.flow.fitting_intents import (
    LookForPrinters,
    PrintTrial,
    TakeAddress,
    TypeAddress,
    UsePaper,
    UsePrinter,
)
from kiosk.flow.fitting_states import AtPrinter, TypingAddress
from kiosk.flow.showing.fitting import step_back, step_on, wrong
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.views import Button, Level, ListBody, Role, Row, TypeBody

PAPERS = (58, 80)


def printer(scene: Scene, state: AtPrinter) -> ListBody:
    use = None if (only := _only(scene, state)) is None else _use(scene, only, Role.PRIMARY)
    ways = step_back(scene), step_on(scene, done=bool(scene.printer)), use
    return ListBody(
        title=scene.titled("sign.printer"),
        rows=tuple(_rows(scene, state)),
        empty="",
        actions=tuple(way for way in ways if way is not None),
    )


def address(scene: Scene, state: TypingAddress) -> TypeBody:
    line = written_line(scene.text("printer.address"), scene.text("printer.address_hint"), state.writing)
    whole = bool(state.writing.whole.strip())
    return TypeBody(
        message=scene.text("printer.address_refused") if state.refused else "",
        actions=(
            scene.back("fitting.back"),
            Button(scene.text("printer.use"), TakeAddress() if whole else None, Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, line),
    )


def _rows(scene: Scene, state: AtPrinter) -> Iterator[Row]:
    if scene.printer:
        yield _chosen(scene, state)
        yield _paper(scene)
    if (only := _only(scene, state)) is not None:
        yield Row(only.name, scene.text("printer.only"))
    else:
        for one in state.found:
            if str(one.ids) != scene.printer:
                yield Row(one.name, scene.text("printer.on_usb"), buttons=(_use(scene, one),))
    yield _look(scene, found=bool(state.found))
    typing = Button(scene.text("printer.type"), TypeAddress())
    yield Row(scene.text("printer.network"), scene.text("printer.network_detail"), buttons=(typing,))
    if scene.printer:
        give_up = Button(scene.text("printer.give_up"), UsePrinter(""))
        yield Row(scene.text("printer.unused"), scene.text("printer.unused_detail"), buttons=(give_up,))


def _only(scene: Scene, state: AtPrinter) -> UsbPrinter | None:
    """It may be the office's: it is offered, and not taken."""
    return state.found[0] if len(state.found) == 1 and not scene.printer else None


def _use(scene: Scene, one: UsbPrinter, role: Role = Role.PLAIN) -> Button:
    return Button(scene.text("printer.use"), UsePrinter(str(one.ids)), role)


def _chosen(scene: Scene, state: AtPrinter) -> Row:
    heard = scene.devices.get(DeviceName.PRINTER)
    match heard:
        case DeviceReady():
            end, level, detail = scene.text("sign.ok"), Level.GOOD, scene.text("printer.try")
        case DeviceLost(trouble=trouble):
            end, level, detail = scene.text(f"trouble.{trouble}"), Level.BAD, wrong(scene, heard)
        case None:
            end, level, detail = scene.text("sign.starting"), Level.CALM, scene.text("remedy.starting")
    if state.job and state.printed is None:
        detail = scene.text("printer.printing")
    elif state.printed is SlipOutcome.PRINTED:
        detail = scene.text("printer.printed")
    elif state.printed is not None and level is Level.GOOD:
        detail, level = scene.text("printer.not_printed"), Level.WARN
    trial = Button(scene.text("printer.trial"), PrintTrial())
    return Row(_name(scene, state.found), detail, end, level, buttons=(trial,))


def _paper(scene: Scene) -> Row:
    return Row(
        scene.text("printer.paper"),
        scene.text("printer.paper_detail"),
        buttons=tuple(
            Button(scene.text("printer.mm", mm=mm), UsePaper(mm), picked=mm == scene.paper_mm) for mm in PAPERS
        ),
    )


def _look(scene: Scene, *, found: bool) -> Row:
    """Where none is there: what to look for."""
    again = Button(scene.text("printer.again"), LookForPrinters())
    if found or scene.printer:
        return Row(scene.text("printer.another"), scene.text("printer.another_detail"), buttons=(again,))
    return Row(scene.text("printer.none"), scene.text("printer.look"), level=Level.WARN, buttons=(again,))


def _name(scene: Scene, found: tuple[UsbPrinter, ...]) -> str:
    for one in found:
        if str(one.ids) == scene.printer:
            return one.name
    place = parse_connection(scene.printer)
    return scene.text("printer.at", host=place.host) if isinstance(place, TcpAddress) else scene.printer
