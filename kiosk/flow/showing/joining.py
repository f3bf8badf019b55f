"""The screens on which two copies of the shop are joined, and what came of it."""

from typing import Final

from kiosk.actions.other_shops import OtherShop
from kiosk.flow.backup_words import counts, journal_reach, made
from kiosk.flow.intents import (
    BeginJoining,
    ChooseOther,
    LookForOthers,
    OpenJoinReport,
    OpenLookalikes,
    SettleJoin,
    StopJoining,
)
from kiosk.flow.joining_states import (
    AskingOtherKey,
    AtJoined,
    AtJoinReport,
    AtNotJoined,
    AtOther,
    BackingUpFirst,
    ChoosingOther,
    Joining,
    TypingOtherKey,
)
from kiosk.flow.joining_words import arrived, to_look_at
from kiosk.flow.showing.key import key_asked, key_typed
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row, TypeBody

_STEPS: Final = ("read", "unpack", "play", "copy", "join")  # the others prove


def choosing_other(scene: Scene, state: ChoosingOther) -> ListBody:
    others = state.found.others if state.found else ()
    trouble = state.found.trouble if state.found else None
    why = "" if trouble is None else scene.text(f"backup_trouble.{trouble}")
    if state.reading is not None:
        empty = scene.text("joining_screen.looking")
    elif state.trouble is not None:
        empty = scene.text("joining_screen.unreadable")
    else:
        empty = f"{why}\n{scene.text('joining_screen.none')}".strip()
    return ListBody(
        title=scene.text("joining_screen.title"),
        rows=tuple(_row(scene, other, place) for place, other in enumerate(others)),
        empty=empty,
        actions=(
            scene.back("joining_screen.back"),
            Button(scene.text("joining_screen.again"), None if state.reading is not None else LookForOthers()),
        ),
        note=why or scene.text("joining_screen.note") if others else "",
    )


def _row(scene: Scene, other: OtherShop, place: int) -> Row:
    if not other.kin:
        return Row(_title(scene, other), scene.text("joining_screen.stranger"), level=Level.WARN)
    what = counts(other.shop, scene.words) + journal_reach(other.shop, scene.words)
    return Row(_title(scene, other), what, intent=ChooseOther(place))


def _title(scene: Scene, other: OtherShop) -> str:
    key = "joining_screen.backup" if other.backup else "joining_screen.folder"
    return scene.text(key, name=_name(scene, other), made=made(other.shop, scene.words))


def _name(scene: Scene, other: OtherShop) -> str:
    return other.name or scene.text("joining_screen.nameless")


def asking_other_key(scene: Scene, state: AskingOtherKey) -> ChoiceBody:
    return key_asked(scene, state.other.keys, state.trouble)


def typing_other_key(scene: Scene, state: TypingOtherKey) -> TypeBody:
    return key_typed(scene, state.writing, state.trouble)


def at_other(scene: Scene, state: AtOther) -> ListBody:
    """What it is, and what joining means for the shop."""
    other = state.other
    what = counts(other.shop, scene.words) + journal_reach(other.shop, scene.words)
    return ListBody(
        title=scene.text("joining_screen.sure", name=_name(scene, other)),
        rows=(
            Row(what, _title(scene, other)),
            _backup_first(scene, state),
            Row(scene.text("joining_screen.closed_then"), scene.text("joining_screen.how_long")),
        ),
        empty="",
        actions=(
            scene.back("joining_screen.back"),
            Button(
                scene.text("joining_screen.begin"), BeginJoining() if scene.backup.known.places else None, Role.PRIMARY
            ),
        ),
        note=scene.text("joining_screen.as_before"),
    )


def _backup_first(scene: Scene, state: AtOther) -> Row:
    if not scene.backup.known.places:
        return Row(scene.text("joining_screen.no_backup"), scene.text("backup_screen.off"), level=Level.WARN)
    if state.trouble is not None:
        why = scene.text(f"backup_trouble.{state.trouble}")
        return Row(scene.text("joining_screen.no_backup"), why, level=Level.WARN)
    return Row(scene.text("joining_screen.backup_first"), scene.text("joining_screen.or_not_at_all"))


def backing_up_first(scene: Scene, state: BackingUpFirst) -> ChoiceBody:
    running = scene.backup.running
    step = scene.text(f"backup_screen.{running.step if running is not None and running.step else 'begin'}")
    percent = 0 if running is None else running.percent
    ending = running is not None and running.ending
    return ChoiceBody(
        title=scene.text("joining_screen.backing_up"),
        text=scene.text("backup_screen.ending" if ending else "backup_screen.running", step=step, percent=percent),
        choices=(),
        leave=Button(scene.text("joining_screen.stop"), None if ending else StopJoining(), Role.QUIET),
        done=percent / 100,
    )


def joining(scene: Scene, state: Joining) -> ChoiceBody:
    """Nobody can be served meanwhile, and it is said."""
    step = "begin" if not state.step else state.step if state.step in _STEPS else "prove"
    far = scene.text(f"joining_step.{step}", percent=state.percent)
    how = scene.text("joining_screen.ending") if state.ending else far
    can_stop = state.number is not None and not state.ending
    return ChoiceBody(
        title=scene.text("joining_screen.joining"),
        text=f"{how}\n{scene.text('joining_screen.closed')}",
        choices=(),
        leave=Button(scene.text("joining_screen.stop"), StopJoining() if can_stop else None, Role.QUIET),
        done=state.percent / 100,
    )


def at_joined(scene: Scene, state: AtJoined) -> ChoiceBody:
    choices = [Button(scene.text("joining_screen.seen"), SettleJoin(), Role.PRIMARY)]
    if state.joined is not None and (lines := list(to_look_at(state.joined, scene.words.texts))):
        label = scene.text("joining_screen.report", n=len(lines))
        choices.insert(0, Button(label, OpenJoinReport(), detail=scene.text("joining_screen.report_detail")))
    if state.news.alike:
        label = scene.text("joining_screen.alike", n=state.news.alike)
        choices.insert(0, Button(label, OpenLookalikes(), detail=scene.text("joining_screen.alike_detail")))
    return ChoiceBody(
        title=scene.text("joining_screen.joined"),
        text="　".join(arrived(state.news, scene.words.texts)),
        choices=tuple(choices),
        leave=None,
        level=Level.GOOD,
    )


def at_join_report(scene: Scene, state: AtJoinReport) -> ListBody:
    return ListBody(
        title=scene.text("joining_screen.to_look_at"),
        rows=tuple(
            Row(scene.text(f"joining_kind.{remark.kind}"), remark.text)
            for remark in to_look_at(state.joined, scene.words.texts)
        ),
        empty="",
        actions=(scene.back("joining_screen.back"),),
        note=scene.text("joining_screen.report_note"),
    )


def at_not_joined(scene: Scene, state: AtNotJoined) -> ChoiceBody:
    key = f"join_trouble.{state.why}"
    why = scene.text(key if key in scene.words.texts else f"backup_trouble.{state.why}")
    return ChoiceBody(
        title=scene.text("joining_screen.not_joined"),
        text=f"{why}\n{scene.text('joining_screen.as_it_was')}",
        choices=(Button(scene.text("joining_screen.seen"), SettleJoin(), Role.PRIMARY),),
        leave=None,
        level=Level.WARN,
    )
