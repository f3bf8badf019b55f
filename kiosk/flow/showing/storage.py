"""The disk and the data on it: a sign on the first screen when something is wrong, and what to do about it."""

from typing import Final

from kiosk.actions.room import RoomKind
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.intents import OpenDevices
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Level, Row, Sign

_BAD: Final = (RoomKind.LAST, RoomKind.ENDED)


def storage_signs(scene: Scene) -> tuple[Sign, ...]:
    """None while all is well."""
    return tuple(Sign(row.title, row.end, row.level, OpenDevices()) for row in storage_rows(scene))


def storage_rows(scene: Scene) -> tuple[Row, ...]:
    return (*_data(scene), *_room(scene))


def way_back(scene: Scene, trouble: BooksTrouble) -> str:
    """Damaged data come back from the newest backup that was proved: which one that is."""
    if trouble is not BooksTrouble.DAMAGED:
        return ""
    last = scene.backup.known.newest
    if last is None:
        return scene.text("fault.no_backup")
    day = scene.words.day(last.bday, today=scene.today)
    return scene.text("fault.last_backup", day=day, time=scene.words.time(last.at, scene.zone))


def _data(scene: Scene) -> tuple[Row, ...]:
    trouble = scene.books_trouble
    if trouble is None:
        return ()
    remedy = " ".join(filter(None, (scene.text(f"remedy.data_{trouble}"), way_back(scene, trouble))))
    return (Row(title=scene.text("sign.data"), detail=remedy, end=scene.text(f"data_sign.{trouble}"), level=Level.BAD),)


def _room(scene: Scene) -> tuple[Row, ...]:
    room = scene.room
    if room.kind is RoomKind.ENOUGH:
        return ()
    return (
        Row(
            title=scene.text("sign.room"),
            detail=scene.text(f"remedy.room_{room.kind}"),
            end=scene.text(f"room_sign.{room.kind}", mb=room.mib),
            level=Level.BAD if room.kind in _BAD else Level.WARN,
        ),
    )
