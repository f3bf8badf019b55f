"""The backups in plain words: how old the last one is, what is wrong, and what to do."""

from typing import Final

from kiosk.actions.backup_log import BackupMade
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.flow.backup_words import tenths
from kiosk.flow.intents import BackUpNow, ChooseBackupPlace, MakeKey, OpenDevices, StopBackup
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, ChoiceBody, Level, Role, Row, Sign
from kiosk.rules.numerals import grouped

OLD_DAYS: Final = 2  # a night was missed
TOO_OLD_DAYS: Final = 7
BEHIND_MS: Final = 10 * 60_000
"""So long sales may wait for the stick before the first screen says so."""


def backup_sign(scene: Scene) -> Sign:
    return Sign(scene.text("sign.backup"), _word(scene), _level(scene), OpenDevices())


def backup_row(scene: Scene) -> Row:
    """Among the devices: what is wrong in words, for whoever opens the shop."""
    return Row(title=scene.text("sign.backup"), detail=_remedy(scene), end=_word(scene), level=_level(scene))


def backup(scene: Scene) -> ChoiceBody:
    """The owner's screen."""
    seen = scene.backup
    lines = [_last(scene), *_journal(scene)]
    if seen.running is not None:
        step = scene.text(f"backup_screen.{seen.running.step or 'begin'}")
        lines = lines[:1]
        key = "backup_screen.ending" if seen.running.ending else "backup_screen.running"
        lines.append(scene.text(key, step=step, percent=seen.running.percent))
    elif seen.configured and seen.known.key is None:
        lines = [scene.text("backup_screen.why_key")]
    elif _level(scene) is not Level.GOOD:
        # two lines have to hold what is wrong, what to do, and the last one
        lines = [f"{_remedy(scene)} {_last_in_short(scene)}"]
    return ChoiceBody(
        title=scene.text("backup_screen.title"),
        text="\n".join(lines),
        choices=_choices(scene),
        leave=scene.back("backup_screen.back"),
        level=_level(scene),
        done=None if seen.running is None else seen.running.percent / 100,
    )


def _choices(scene: Scene) -> tuple[Button, ...]:
    seen = scene.backup
    if not seen.configured:
        return ()
    if seen.running is not None:
        stop = None if seen.running.ending else StopBackup()
        detail = scene.text("backup_screen.stop_detail")
        return (Button(scene.text("backup_screen.stop"), stop, Role.QUIET, detail=detail),)
    now = Button(scene.text("backup_screen.now"), BackUpNow(), Role.PRIMARY, detail=_every_night(scene))
    if seen.known.key is None:
        detail = scene.text("backup_screen.make_key_detail")
        return (Button(scene.text("backup_screen.make_key"), MakeKey(), Role.PRIMARY, detail=detail),)
    if _trouble(scene) is BackupTrouble.NOT_OURS:
        detail = scene.text("backup_screen.choose_detail")
        return (Button(scene.text("backup_screen.choose"), ChooseBackupPlace(), detail=detail), now)
    detail = scene.text(
        "backup_screen.new_key_detail", number=seen.known.key.number, since=scene.words.day(seen.known.key.since)
    )
    return (Button(scene.text("backup_screen.new_key"), MakeKey(), Role.QUIET, detail=detail), now)


def _every_night(scene: Scene) -> str:
    known = scene.backup.known
    if known.tried_on is not None and not known.trial_failed:
        key = "backup_screen.now_detail_recounted" if known.recounted else "backup_screen.now_detail_tried"
        return scene.text(key, day=scene.words.day(known.tried_on, today=scene.today))
    return scene.text("backup_screen.now_detail")


def _last(scene: Scene) -> str:
    last = scene.backup.known.last
    if last is None:
        return scene.text("backup_screen.never")
    return scene.text(
        "backup_screen.last",
        day=scene.words.day(last.bday, today=scene.today),
        age=_age(scene, last),
        people=grouped(last.people),
        mb=tenths(last.size),
    )


def _journal(scene: Scene) -> tuple[str, ...]:
    """Whether what came after the last backup is on the stick."""
    if scene.backup.known.last is None:
        return ()
    if (journal := scene.backup.journal) is None:
        return (scene.text("backup_screen.journal_on"),)
    key = f"backup_sign.{journal.trouble}"
    why = scene.text(key if key in scene.words.texts else "backup_sign.failed")
    return (scene.text("backup_screen.journal_off", time=scene.words.time(journal.since, scene.zone), why=why),)


def _last_in_short(scene: Scene) -> str:
    last = scene.backup.known.last
    if last is None:
        return scene.text("backup_screen.never")
    return scene.text("backup_screen.last_in_short", age=_age(scene, last))


def _word(scene: Scene) -> str:
    seen = scene.backup
    if not seen.configured:
        return scene.text("backup_sign.off")
    if seen.running is not None:
        return scene.text("backup_sign.running")
    if (trouble := _trouble(scene)) not in (None, BackupTrouble.CANCELLED):
        key = f"backup_sign.{trouble}"
        return scene.text(key if key in scene.words.texts else "backup_sign.failed")
    return scene.text("backup_sign.never") if seen.known.last is None else _age(scene, seen.known.last)


def _level(scene: Scene) -> Level:
    seen = scene.backup
    days = None if seen.known.last is None else scene.today - seen.known.last.bday
    if seen.running is not None:
        return Level.CALM
    if days is not None and days >= TOO_OLD_DAYS:
        return Level.BAD
    if not seen.configured or days is None or days >= OLD_DAYS:
        return Level.WARN
    return Level.WARN if _trouble(scene) not in (None, BackupTrouble.CANCELLED) else Level.GOOD


def _trouble(scene: Scene) -> BackupTrouble | None:
    """Without a key it is that, whatever came of the last run; with one it is that no more. Else it is what keeps sales
    from the stick."""
    known = scene.backup.known
    if known.key is None:
        return BackupTrouble.NO_KEY
    if known.trouble not in (None, BackupTrouble.NO_KEY):
        return known.trouble
    if known.trial_failed:
        return BackupTrouble.TRIAL_BAD
    journal = scene.backup.journal
    return journal.trouble if journal is not None and scene.now - journal.since >= BEHIND_MS else None


def _remedy(scene: Scene) -> str:
    seen = scene.backup
    if not seen.configured:
        return scene.text("backup_screen.off")
    if (trouble := _trouble(scene)) is not None:
        return scene.text(f"backup_trouble.{trouble}")
    if seen.known.last is None or _level(scene) is not Level.GOOD:
        return scene.text("backup_screen.soon")
    return scene.text("remedy.none")


def _age(scene: Scene, last: BackupMade) -> str:
    days = max(0, scene.today - last.bday)
    time = scene.words.time(last.at, scene.zone)
    if days == 0:
        return scene.text("backup_age.today", time=time)
    return scene.text("backup_age.yesterday", time=time) if days == 1 else scene.text("backup_age.days", n=days)
