"""The idle screen: nothing personal, ever. And the devices in detail."""

from hardware.events import DeviceLost, DeviceName, DeviceReady, Trouble
from kiosk.flow.fitting_intents import FitDevice, NameShop, OpenLanguage
from kiosk.flow.intents import (
    OpenBackup,
    OpenClock,
    OpenDevices,
    OpenFind,
    OpenFollowUps,
    OpenJoining,
    OpenMenu,
    OpenQuestions,
    OpenReport,
    OpenRoster,
    OpenSales,
    OpenSample,
    OpenSelling,
    OpenSlips,
    OpenStaff,
    OpenToday,
)
from kiosk.flow.letter_intents import OpenLetters
from kiosk.flow.showing.backup import backup_row, backup_sign
from kiosk.flow.showing.fitting import remedy
from kiosk.flow.showing.sample import sample_sign
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.storage import storage_rows, storage_signs
from kiosk.flow.showing.updates import update_row, update_signs
from kiosk.flow.showing.vault import vault_rows
from kiosk.flow.views import Button, IdleBody, Level, ListBody, PickBody, Role, Row, Sign
from kiosk.rules.business_day import local_time

_FATAL = (DeviceName.READER, DeviceName.PRINTER, DeviceName.SCANNER)


def idle(scene: Scene) -> IdleBody:
    local, shop = local_time(scene.now, scene.zone), scene.shop or scene.text("idle.shop")
    return IdleBody(
        shop=scene.text("sample.shop", shop=shop) if scene.sample else shop,
        date=scene.words.full_day(local.date()),
        clock=scene.text("date.time", hour=local.hour, minute=local.minute),
        invitation=scene.text("idle.invitation"),
        note=scene.text("idle.reader_lost") if isinstance(scene.devices.get(DeviceName.READER), DeviceLost) else "",
        signs=signs(scene),
        actions=_actions(scene),
    )


def _actions(scene: Scene) -> tuple[Button, ...]:
    """With nobody on duty the screen asks who is there; the lists hold names and wait for that."""
    if scene.staff is None:
        return (
            Button(scene.text("idle.devices"), OpenDevices(), Role.QUIET),
            Button(scene.text("idle.who"), OpenStaff(), Role.PRIMARY, scene.text("idle.who_detail")),
        )
    return (
        Button(scene.text("idle.menu"), OpenMenu(), Role.QUIET),
        Button(scene.text("idle.today"), OpenToday()),
        Button(
            scene.text("idle.follow_ups"),
            OpenFollowUps(),
            detail=scene.text("idle.follow_ups_detail", n=scene.follow_ups) if scene.follow_ups else "",
        ),
        Button(scene.text("idle.find"), OpenFind()),
        _sell(scene),
    )


def _sell(scene: Scene) -> Button:
    """A sale that was left open says so, in numbers alone."""
    if scene.open_sale:
        return Button(
            scene.text("idle.sell_on"),
            OpenSelling(),
            Role.PRIMARY,
            detail=scene.text("idle.sell_on_detail", n=scene.open_sale),
        )
    return Button(scene.text("idle.sell"), OpenSelling(), Role.PRIMARY)


def menu(scene: Scene) -> PickBody:
    options = [
        Button(scene.text("idle.sales"), OpenSales(), detail=scene.text("idle.sales_detail")),
        *(
            [Button(scene.text("idle.slips"), OpenSlips(), detail=scene.text("idle.slips_detail"))]
            if scene.prints
            else []
        ),
        Button(scene.text("idle.report"), OpenReport(), detail=scene.text("idle.report_detail")),
        Button(scene.text("idle.questions"), OpenQuestions(), detail=scene.text("idle.questions_detail")),
        Button(scene.text("idle.letters"), OpenLetters(), detail=scene.text("idle.letters_detail")),
        Button(scene.text("idle.roster"), OpenRoster(), detail=scene.text("idle.roster_detail")),
        Button(scene.text("idle.staff"), OpenStaff(), detail=scene.text("idle.staff_detail")),
        Button(scene.text("idle.devices"), OpenDevices(), detail=scene.text("idle.devices_detail")),
        Button(scene.text("idle.backup"), OpenBackup(), detail=scene.text("idle.backup_detail")),
        _joining(scene),
    ]
    return PickBody(None, scene.text("menu.title"), tuple(options), columns=2, leave=scene.back("menu.back"))


def _joining(scene: Scene) -> Button:
    """A sample has no other copy that would be worth it, and goes instead."""
    if scene.sample:
        return Button(scene.text("sample.away"), OpenSample(), detail=scene.text("sample.menu_detail"))
    return Button(scene.text("idle.joining"), OpenJoining(), detail=scene.text("idle.joining_detail"))


def signs(scene: Scene) -> tuple[Sign, ...]:
    names = _at_work(scene)
    shown = list(sample_sign(scene))
    shown += (
        Sign(scene.text(f"sign.{name}"), _word(scene, name), _level(scene, name), OpenDevices()) for name in names
    )
    if scene.open_slips:
        waiting = scene.text("sign.waiting", n=scene.open_slips)
        shown.append(Sign(scene.text("sign.slips"), waiting, Level.WARN, OpenSlips()))
    shown += [backup_sign(scene), *storage_signs(scene), *update_signs(scene)]
    if scene.wrong_figures:
        shown.append(Sign(scene.text("sign.figures"), _wrong(scene), Level.BAD, OpenDevices()))
    return tuple(shown)


def devices(scene: Scene) -> ListBody:
    """What has a page of its own opens it; what this shop has none of can be looked for there."""
    names = [*_FATAL, DeviceName.SIGNALS]
    if scene.kanji:
        names.append(DeviceName.KANJI)
    return ListBody(
        title=scene.text("devices.title"),
        rows=(
            *storage_rows(scene),
            *_figures(scene),
            _clock(scene),
            *(
                Row(
                    title=scene.text(f"sign.{name}"),
                    detail=_remedy(scene, name) if _has(scene, name) else scene.text("fitting.open"),
                    end=_word(scene, name) if _has(scene, name) else scene.text("sign.none"),
                    level=_level(scene, name),
                    intent=FitDevice(name) if name in _FATAL else None,
                )
                for name in names
            ),
            backup_row(scene),
            update_row(scene),
            *vault_rows(scene),
            Row(
                scene.text("shop_name.row"),
                scene.text("shop_name.row_detail"),
                scene.shop or scene.text("shop_name.none"),
                intent=NameShop(),
            ),
            Row(
                scene.text("language.row"),
                scene.text("language.row_detail"),
                scene.text(f"language.{scene.words.texts.language}"),
                intent=OpenLanguage(),
            ),
        ),
        empty="",
        actions=(scene.back("devices.back"),),
    )


def _clock(scene: Scene) -> Row:
    by = "told" if scene.clock_told else "by_hand"
    return Row(
        title=scene.text("clock.sign"),
        detail=scene.text(f"clock.{by}"),
        end=scene.text(f"clock.end_{by}"),
        level=Level.GOOD,
        intent=None if scene.clock_told else OpenClock(),
    )


def _wrong(scene: Scene) -> str:
    return scene.text("sign.wrong", n=scene.wrong_figures)


def _figures(scene: Scene) -> tuple[Row, ...]:
    if not scene.wrong_figures:
        return ()
    return (
        Row(
            title=scene.text("sign.figures"),
            detail=scene.text("remedy.figures"),
            end=_wrong(scene),
            level=Level.BAD,
        ),
    )


def _at_work(scene: Scene) -> list[DeviceName]:
    """The devices that this shop has and can't do without for long."""
    return [
        DeviceName.READER,
        *([DeviceName.PRINTER] if scene.prints else []),
        *([DeviceName.SCANNER] if scene.scans else []),
    ]


def _has(scene: Scene, name: DeviceName) -> bool:
    return name not in _FATAL or name in _at_work(scene)


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
        case DeviceLost() as lost:
            return remedy(scene, lost)
        case None:
            return scene.text("remedy.starting")
