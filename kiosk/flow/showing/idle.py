"""The idle screen: nothing personal, ever. And the devices in detail."""

from hardware.events import DeviceLost, DeviceName, DeviceReady, Trouble
from kiosk.flow.intents import OpenDevices, OpenFind, OpenSlips, OpenStaff, OpenToday
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, IdleBody, Level, ListBody, Role, Row, Sign
from kiosk.rules.business_day import local_time

_FATAL = (DeviceName.READER, DeviceName.PRINTER, DeviceName.SCANNER)


def idle(scene: Scene) -> IdleBody:
    local = local_time(scene.now, scene.zone)
    return IdleBody(
        shop=scene.shop or scene.text("idle.shop"),
        date=scene.words.full_day(local.date()),
        clock=scene.text("date.time", hour=local.hour, minute=local.minute),
        invitation=scene.text("idle.invitation"),
        note=scene.text("idle.reader_lost") if isinstance(scene.devices.get(DeviceName.READER), DeviceLost) else "",
        signs=signs(scene),
        actions=(
            Button(scene.text("idle.staff"), OpenStaff(), Role.QUIET),
            Button(scene.text("idle.devices"), OpenDevices(), Role.QUIET),
            *([Button(scene.text("idle.slips"), OpenSlips())] if scene.prints else []),
            Button(scene.text("idle.today"), OpenToday()),
            Button(scene.text("idle.find"), OpenFind(), Role.PRIMARY),
        ),
    )


def signs(scene: Scene) -> tuple[Sign, ...]:
    names = _at_work(scene)
    shown = [Sign(scene.text(f"sign.{name}"), _word(scene, name), _level(scene, name), OpenDevices()) for name in names]
    if scene.open_slips:
        waiting = scene.text("sign.waiting", n=scene.open_slips)
        shown.append(Sign(scene.text("sign.slips"), waiting, Level.WARN, OpenSlips()))
    return tuple(shown)


def devices(scene: Scene) -> ListBody:
    names = [*_at_work(scene), DeviceName.SIGNALS]
    return ListBody(
        title=scene.text("devices.title"),
        rows=tuple(
            Row(
                title=scene.text(f"sign.{name}"),
                detail=_remedy(scene, name),
                end=_word(scene, name),
                level=_level(scene, name),
            )
            for name in names
        ),
        empty="",
        actions=(scene.back("devices.back"),),
    )


def _at_work(scene: Scene) -> list[DeviceName]:
    """The devices that this shop has and can't do without for long."""
    return [
        DeviceName.READER,
        *([DeviceName.PRINTER] if scene.prints else []),
        *([DeviceName.SCANNER] if scene.scans else []),
    ]


def trouble_word(scene: Scene, trouble: Trouble) -> str:
    return scene.text(f"trouble.{trouble}")


def _word(scene: Scene, name: DeviceName) -> str:
    match scene.devices.get(name):
        case DeviceReady():
            return scene.text("sign.ok")
        case DeviceLost(trouble=trouble):
            return trouble_word(scene, trouble)
        case None:
            return scene.text("sign.starting")


def _level(scene: Scene, name: DeviceName) -> Level:
    match scene.devices.get(name):
        case DeviceReady():
            return Level.GOOD
        case DeviceLost():
            return Level.BAD if name in _FATAL else Level.CALM
        case None:
            return Level.CALM


def _remedy(scene: Scene, name: DeviceName) -> str:
    match scene.devices.get(name):
        case DeviceReady():
            return scene.text("remedy.none")
        case DeviceLost(trouble=trouble):
            key = f"remedy.{name}_{trouble}"
            return scene.text(key if key in scene.words.texts else f"remedy.{name}_broken")
        case None:
            return scene.text("remedy.starting")
