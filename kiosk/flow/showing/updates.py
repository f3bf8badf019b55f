"""更新: what is on the stick, why it can't be taken, how far it is, and when to switch to it."""

from kiosk.actions.updates_thread import UpdateFound
from kiosk.flow.backup_words import tenths
from kiosk.flow.intents import (
    KnowFailed,
    LookForUpdates,
    OpenUpdates,
    StopUpdate,
    SwitchRelease,
    TakeUpdate,
)
from kiosk.flow.showing.scene import Scene
from kiosk.flow.update_watch import UpdateStage
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row, Sign
from kiosk.releases.archive import UpdateTrouble


def updates(scene: Scene) -> ChoiceBody | ListBody:
    seen = scene.update
    if seen.known is None:
        return _says(scene, scene.text("updates.none_here"))
    if seen.stage is UpdateStage.SWITCHING:
        return ChoiceBody(scene.text("updates.title"), scene.text("updates.switching"), (), None)
    if seen.at_work:
        return _working(scene)
    if seen.stage is UpdateStage.REFUSED and seen.trouble is not None:
        calm = seen.trouble is UpdateTrouble.CANCELLED
        return _says(scene, _why(scene, seen.trouble), _again(scene), level=Level.CALM if calm else Level.BAD)
    if seen.known.failed:
        know = Button(scene.text("updates.know"), KnowFailed(), Role.PRIMARY)
        text = scene.text("updates.failed", failed=seen.known.failed, version=seen.known.version)
        return _says(scene, text, know, level=Level.WARN)
    if seen.known.ready:
        detail = scene.text("updates.switch_detail")
        switch = Button(scene.text("updates.switch"), SwitchRelease(), Role.PRIMARY, detail=detail)
        text = scene.text("updates.ready", ready=seen.known.ready, version=seen.known.version)
        return _says(scene, text, switch, level=Level.GOOD)
    if seen.stage is UpdateStage.LOOKING:
        return _says(scene, scene.text("updates.looking", version=seen.known.version))
    if not seen.found:
        return _says(scene, scene.text("updates.nothing", version=seen.known.version), _again(scene))
    return ListBody(
        title=scene.text("updates.title"),
        rows=tuple(_row(scene, place, found) for place, found in enumerate(seen.found)),
        empty="",
        actions=(scene.back("updates.back"), _again(scene)),
        note=scene.text("updates.note"),
    )


def update_row(scene: Scene) -> Row:
    """Among the devices: which version runs, and the way to another."""
    known = scene.update.known
    end = "" if known is None else known.version
    return Row(scene.text("updates.row"), scene.text("updates.row_detail"), end, Level.GOOD, OpenUpdates())


def update_signs(scene: Scene) -> tuple[Sign, ...]:
    """On the first screen: what an owner should know of."""
    known = scene.update.known
    if known is None or not (known.failed or known.ready):
        return ()
    word, level = ("sign.update_failed", Level.WARN) if known.failed else ("sign.update_ready", Level.CALM)
    return (Sign(scene.text("sign.update"), scene.text(word), level, OpenUpdates()),)


def _says(scene: Scene, text: str, *choices: Button, level: Level = Level.CALM) -> ChoiceBody:
    return ChoiceBody(scene.text("updates.title"), text, choices, scene.back("updates.back"), level)


def _again(scene: Scene) -> Button:
    return Button(scene.text("updates.again"), LookForUpdates(), Role.PRIMARY)


def _working(scene: Scene) -> ChoiceBody:
    seen, running = scene.update, scene.backup.running
    backup = seen.stage is UpdateStage.BACKUP
    percent = (running.percent if running is not None else 0) if backup else seen.percent
    version = "" if seen.chosen is None or seen.chosen.release is None else seen.chosen.release.version
    key = "ending" if seen.ending else "backup" if backup else "unpacking"
    stop = None if seen.ending else StopUpdate()
    return ChoiceBody(
        title=scene.text("updates.title"),
        text=scene.text(f"updates.{key}", version=version, percent=percent),
        choices=(Button(scene.text("updates.stop"), stop, Role.QUIET, detail=scene.text("updates.stop_detail")),),
        leave=scene.back("updates.back"),
        done=percent / 100,
    )


def _row(scene: Scene, place: int, found: UpdateFound) -> Row:
    if found.release is None:
        title = found.file.name
    else:
        known = scene.update.known
        assert known is not None, "nothing is found where none is taken"
        title = scene.text("updates.from_to", version=known.version, to=found.release.version)
    if found.trouble is not None:
        return Row(title, _why(scene, found.trouble), level=Level.WARN)
    assert found.release is not None, "what can be taken was found right"
    detail = scene.text("updates.detail", stick=found.file.parent.name, mb=tenths(found.release.size))
    return Row(title, detail, buttons=(Button(scene.text("updates.take"), TakeUpdate(place), Role.PRIMARY),))


def _why(scene: Scene, trouble: UpdateTrouble) -> str:
    return scene.text(f"update_trouble.{trouble}")
