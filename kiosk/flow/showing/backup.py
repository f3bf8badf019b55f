"""The backups in plain words: how old the last one is, what is wrong, and what to do."""

from typing import Final

from kiosk.actions.backup_log import BackupMade, BackupsKnown, PlaceKnown
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.ruled_stick import Removal
from kiosk.flow.backup_words import tenths
from kiosk.flow.intents import BackUpNow, ChooseBackupPlace, GiveStickBack, MakeKey, OpenDevices, StopBackup
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row, Sign
from kiosk.rules.backup_places import BackupPlace, BackupPlaceKind
from kiosk.rules.numerals import grouped

OLD_DAYS: Final = 2  # a night was missed
TOO_OLD_DAYS: Final = 7
BEHIND_MS: Final = 10 * 60_000
"""So long sales may wait for the stick before the first screen says so."""

_WORST_LAST: Final = (Level.GOOD, Level.WARN, Level.BAD)


def backup_sign(scene: Scene) -> Sign:
    return Sign(scene.text("sign.backup"), _word(scene), _level(scene), OpenDevices())


def backup_row(scene: Scene) -> Row:
    """Among the devices: what is wrong in words, for whoever opens the shop."""
    return Row(title=scene.text("sign.backup"), detail=_remedy(scene), end=_word(scene), level=_level(scene))


def backup(scene: Scene) -> ChoiceBody | ListBody:
    """The owner's screen. Of several places each has a line, while none is backed up to."""
    seen = scene.backup
    busy = seen.running is not None or seen.stick.leaving
    if len(seen.known.places) > 1 and not busy and seen.known.key is not None:
        return _places(scene, seen.known)
    return ChoiceBody(
        title=scene.text("backup_screen.title"),
        text=_text(scene),
        choices=_choices(scene),
        leave=scene.back("backup_screen.back"),
        level=Level.WARN if seen.stick.removal is Removal.KEPT else _level(scene),
        done=None if seen.running is None else seen.running.percent / 100,
    )


def _places(scene: Scene, known: BackupsKnown) -> ListBody:
    now = Button(scene.text("backup_screen.now_short"), BackUpNow(), Role.PRIMARY)
    keys = Row(scene.text("backup_screen.keys"), _key(scene), intent=MakeKey())
    return ListBody(
        title=scene.text("backup_screen.title"),
        rows=(*(_row(scene, place) for place in known.places), keys),
        empty="",
        actions=(scene.back("backup_screen.back"), now),
        note=_stick(scene) or " ".join([*_journal(scene), *((_remedy(scene),) if _trial_failed(scene) else ())]),
    )


def _row(scene: Scene, known: PlaceKnown) -> Row:
    trouble = _trouble_at(scene, known)
    if trouble is not None:
        detail = scene.text(f"backup_trouble.{_kind(known, trouble)}")
    else:
        detail = scene.text("backup_screen.soon") if known.last is None else _what(scene, known.last)
    buttons: tuple[Button, ...] = ()
    if _can_choose(known):
        buttons = (Button(scene.text("backup_screen.choose_it"), ChooseBackupPlace(known.place)),)
    elif scene.backup.stick.removable and known.place == scene.backup.journal_place:
        buttons = (Button(scene.text("backup_screen.give_back_short"), GiveStickBack(), Role.QUIET),)
    return Row(_name(scene, known.place), detail, _word_at(scene, known), _level_at(scene, known), buttons=buttons)


def _text(scene: Scene) -> str:
    """Two lines have to hold what is wrong, what to do, and the last one."""
    seen = scene.backup
    if not seen.known.places:
        return _remedy(scene)
    if (running := seen.running) is not None:
        last = _last(scene, seen.known.at(running.place))
        step = scene.text(f"backup_screen.{running.step or 'begin'}")
        key = "backup_screen.ending" if running.ending else "backup_screen.running"
        moved = scene.text(key, step=step, percent=running.percent)
        return f"{last}\n{moved}" if len(seen.known.places) == 1 else f"{_name(scene, running.place)}\n{moved}"
    if said := _stick(scene):
        return said
    if seen.known.key is None:
        return scene.text("backup_screen.why_key")
    (known,) = seen.known.places
    if _level(scene) is not Level.GOOD:
        return f"{_remedy(scene)} {_last_in_short(scene, known)}"
    return "\n".join([_last(scene, known), *_journal(scene)])


def _choices(scene: Scene) -> tuple[Button, ...]:
    seen = scene.backup
    if not seen.known.places or seen.stick.leaving:
        return ()
    if seen.running is not None:
        stop = None if seen.running.ending else StopBackup()
        detail = scene.text("backup_screen.stop_detail")
        return (Button(scene.text("backup_screen.stop"), stop, Role.QUIET, detail=detail),)
    if seen.known.key is None:
        detail = scene.text("backup_screen.make_key_detail")
        return (Button(scene.text("backup_screen.make_key"), MakeKey(), Role.PRIMARY, detail=detail),)
    now = Button(scene.text("backup_screen.now"), BackUpNow(), Role.PRIMARY, detail=_every_night(scene))
    (known,) = seen.known.places
    if _can_choose(known):
        detail = scene.text("backup_screen.choose_detail")
        return (Button(scene.text("backup_screen.choose"), ChooseBackupPlace(known.place), detail=detail), now)
    new_key = Button(scene.text("backup_screen.new_key"), MakeKey(), Role.QUIET, detail=_key(scene))
    return (new_key, *_giving_back(scene), now)


def _giving_back(scene: Scene) -> tuple[Button, ...]:
    if not scene.backup.stick.removable:
        return ()
    detail = scene.text("backup_screen.give_back_detail")
    return (Button(scene.text("backup_screen.give_back"), GiveStickBack(), Role.QUIET, detail=detail),)


def _stick(scene: Scene) -> str:
    """Whether it may be pulled, where somebody wants that; else nothing."""
    stick = scene.backup.stick
    if stick.leaving:
        return scene.text("backup_screen.stick_leaving")
    return "" if stick.removal is None else scene.text(f"backup_screen.stick_{stick.removal}")


def _can_choose(known: PlaceKnown) -> bool:
    """A stick; for a folder or a server somebody has written into kiosk.toml, who chooses it there (`kiosk backup
    choose`): a share that is not mounted is an empty folder of the SD card."""
    return known.trouble is BackupTrouble.NOT_OURS and known.place.kind is BackupPlaceKind.USB


def _key(scene: Scene) -> str:
    key = scene.backup.known.key
    assert key is not None, "without one the screen asks for it"
    return scene.text("backup_screen.new_key_detail", number=key.number, since=scene.words.day(key.since))


def _every_night(scene: Scene) -> str:
    known = scene.backup.known
    if known.tried_on is not None and not known.trial_failed:
        key = "backup_screen.now_detail_recounted" if known.recounted else "backup_screen.now_detail_tried"
        return scene.text(key, day=scene.words.day(known.tried_on, today=scene.today))
    return scene.text("backup_screen.now_detail")


def _last(scene: Scene, known: PlaceKnown) -> str:
    if known.last is None:
        return scene.text("backup_screen.never")
    day, age = scene.words.day(known.last.bday, today=scene.today), _age(scene, known.last)
    return scene.text("backup_screen.last", day=day, age=age, what=_what(scene, known.last))


def _what(scene: Scene, last: BackupMade) -> str:
    return scene.text("backup_screen.what", people=grouped(last.people), mb=tenths(last.size))


def _journal(scene: Scene) -> tuple[str, ...]:
    """Whether what came after the last backup is on the stick."""
    if not any(known.last for known in scene.backup.known.places):
        return ()
    if scene.backup.journal_place is None:
        return (scene.text("backup_screen.journal_none"),)
    place = _name(scene, scene.backup.journal_place)
    if (journal := scene.backup.journal) is None:
        return (scene.text("backup_screen.journal_on", place=place),)
    key = f"backup_sign.{journal.trouble}"
    why = scene.text(key if key in scene.words.texts else "backup_sign.failed")
    since = scene.words.time(journal.since, scene.zone)
    return (scene.text("backup_screen.journal_off", time=since, place=place, why=why),)


def _last_in_short(scene: Scene, known: PlaceKnown) -> str:
    if known.last is None:
        return scene.text("backup_screen.never")
    return scene.text("backup_screen.last_in_short", age=_age(scene, known.last))


# how all of it stands: as the place that stands worst, though one good place is better than none


def _word(scene: Scene) -> str:
    seen = scene.backup
    if not seen.known.places:
        return scene.text("backup_sign.off")
    return scene.text("backup_sign.running") if seen.running is not None else _word_at(scene, _worst(scene))


def _level(scene: Scene) -> Level:
    seen = scene.backup
    if seen.running is not None:
        return Level.CALM
    if not seen.known.places:
        return Level.WARN
    levels = {_level_at(scene, known) for known in seen.known.places}
    return levels.pop() if len(levels) == 1 else Level.WARN


def _worst(scene: Scene) -> PlaceKnown:
    return max(scene.backup.known.places, key=lambda known: _WORST_LAST.index(_level_at(scene, known)))


def _remedy(scene: Scene) -> str:
    if not scene.backup.known.places:
        return scene.text("backup_screen.off")
    known = _worst(scene)
    if (trouble := _trouble_at(scene, known)) is None:
        soon = known.last is None or _level(scene) is not Level.GOOD
        return scene.text("backup_screen.soon" if soon else "remedy.none")
    said = scene.text(f"backup_trouble.{_kind(known, trouble)}")
    return said if len(scene.backup.known.places) == 1 else f"{_name(scene, known.place)}: {said}"


# how one place stands


def _word_at(scene: Scene, known: PlaceKnown) -> str:
    trouble = _trouble_at(scene, known)
    if trouble is not None and trouble is not BackupTrouble.CANCELLED:
        key = f"backup_sign.{_kind(known, trouble)}"
        return scene.text(key if key in scene.words.texts else "backup_sign.failed")
    return scene.text("backup_sign.never") if known.last is None else _age(scene, known.last)


def _level_at(scene: Scene, known: PlaceKnown) -> Level:
    days = None if known.last is None else scene.today - known.last.bday
    if days is not None and days >= TOO_OLD_DAYS:
        return Level.BAD
    if days is None or days >= OLD_DAYS:
        return Level.WARN
    return Level.WARN if _trouble_at(scene, known) not in (None, BackupTrouble.CANCELLED) else Level.GOOD


def _trouble_at(scene: Scene, known: PlaceKnown) -> BackupTrouble | None:
    """Without a key it is that, whatever came of the last run; with one it is that no more. Else, at the first place,
    it is what keeps sales from the stick."""
    if scene.backup.known.key is None:
        return BackupTrouble.NO_KEY
    if known.trouble not in (None, BackupTrouble.NO_KEY):
        return known.trouble
    if known != scene.backup.known.places[0]:
        return None
    if _trial_failed(scene):
        return BackupTrouble.TRIAL_BAD
    journal = scene.backup.journal
    return journal.trouble if journal is not None and scene.now - journal.since >= BEHIND_MS else None


def _kind(known: PlaceKnown, trouble: BackupTrouble) -> str:
    """Names the words for it."""
    usb = known.place.kind is BackupPlaceKind.USB
    return "not_ours_there" if trouble is BackupTrouble.NOT_OURS and not usb else trouble


def _trial_failed(scene: Scene) -> bool:
    return scene.backup.known.trial_failed


def _name(scene: Scene, place: BackupPlace) -> str:
    return scene.text(f"backup_place.{place.kind}", name=place.short)


def _age(scene: Scene, last: BackupMade) -> str:
    days = max(0, scene.today - last.bday)
    time = scene.words.time(last.at, scene.zone)
    if days == 0:
        return scene.text("backup_age.today", time=time)
    return scene.text("backup_age.yesterday", time=time) if days == 1 else scene.text("backup_age.days", n=days)
