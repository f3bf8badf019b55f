"""Screens about a card: unknown, lost, refused, another one; finding its customer, and how to attach it; faults."""

from hardware.events import CardRefusal
from kiosk.actions.search import MOST, Found
from kiosk.flow.intents import (
    AttachCard,
    CardFound,
    ConfirmAttach,
    EnrolCustomer,
    KeepGoing,
    Leave,
    OpenCustomer,
    TakeNewCard,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.storage import way_back
from kiosk.flow.states import AskingAboutCard, AtBlockedCard, AtRefusedCard, Attaching, Faulted, Finding, Selling
from kiosk.flow.views import Button, ChoiceBody, Level, Role, Row, TypeBody
from kiosk.rules.cards import CardState, OldCards


def unknown_card(scene: Scene) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("unknown_card.title"),
        text=scene.text("unknown_card.text"),
        choices=(
            _choice(scene, "unknown_card.attach", AttachCard()),
            _choice(scene, "unknown_card.enrol", EnrolCustomer(), Role.PRIMARY),
        ),
        leave=_leave(scene, "unknown_card.leave"),
    )


def blocked_name(state: AtBlockedCard) -> str:
    return "lost_card" if state.blocked.state is CardState.LOST else "replaced_card"


def blocked_card(scene: Scene, state: AtBlockedCard) -> ChoiceBody:
    name = blocked_name(state)
    return ChoiceBody(
        title=scene.text(f"{name}.title"),
        text=scene.text(f"{name}.text"),
        choices=(_choice(scene, f"{name}.found", CardFound()),),
        leave=_leave(scene, "lost_card.leave"),
        level=Level.WARN,
    )


def refused_name(state: AtRefusedCard) -> str:
    return "random_card" if state.reason is CardRefusal.RANDOM_UID else "several_cards"


def refused_card(scene: Scene, state: AtRefusedCard) -> ChoiceBody:
    name = refused_name(state)
    return ChoiceBody(
        title=scene.text(f"{name}.title"),
        text=scene.text(f"{name}.text"),
        choices=(),
        leave=_leave(scene, f"{name}.leave"),
        level=Level.WARN,
    )


def another_card(scene: Scene, state: AskingAboutCard) -> ChoiceBody:
    if isinstance(state.unfinished, Selling):
        return ChoiceBody(
            title=scene.text("another_card.title"),
            text=scene.text("another_card.text_sale"),
            choices=(
                _choice(scene, "another_card.swap", TakeNewCard()),
                _choice(scene, "another_card.keep", KeepGoing(), Role.PRIMARY),
            ),
            leave=None,
            level=Level.WARN,
        )
    return ChoiceBody(
        title=scene.text("another_card.title"),
        text=scene.text("another_card.text"),
        choices=(
            _choice(scene, "another_card.take", TakeNewCard()),
            _choice(scene, "another_card.keep", KeepGoing(), Role.PRIMARY),
        ),
        leave=None,
        level=Level.WARN,
    )


def finding(scene: Scene, state: Finding) -> TypeBody:
    message = ""
    typed = state.writing.whole
    if typed and not state.found:
        message = scene.text("find.none")
    elif len(state.found) >= MOST:
        message = scene.text("find.more", n=MOST)
    return TypeBody(
        title=scene.text("find.title_card" if state.card else "find.title"),
        typed=typed,
        hint=scene.text("find.hint"),
        rows=tuple(found_row(scene, found) for found in state.found),
        message=message,
        actions=(_leave(scene, "find.leave"),),
    )


def attaching(scene: Scene, state: Attaching) -> ChoiceBody:
    choices = [_choice(scene, "attach.keep", ConfirmAttach(OldCards.KEEP), Role.PLAIN if state.cards else Role.PRIMARY)]
    if state.cards:
        choices += [
            _choice(scene, "attach.lost", ConfirmAttach(OldCards.LOST)),
            _choice(scene, "attach.replaced", ConfirmAttach(OldCards.REPLACED), Role.PRIMARY),
        ]
    return ChoiceBody(
        title=scene.text("attach.title", name=scene.words.name(state.record.name, state.record.number)),
        text=scene.text("attach.text" if state.cards else "attach.text_first"),
        choices=tuple(choices),
        leave=scene.back("attach.back"),
        person=person(scene, state.record),
    )


def fault(scene: Scene, state: Faulted) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("fault.title"),
        text=" ".join(filter(None, (scene.text(f"fault.{state.trouble}"), way_back(scene, state.trouble)))),
        choices=(),
        leave=_leave(scene, "fault.leave"),
        level=Level.BAD,
    )


def found_row(scene: Scene, found: Found) -> Row:
    return Row(
        title=scene.words.name(found.name, found.number),
        detail=_why(scene, found),
        intent=OpenCustomer(found.id),
    )


def _why(scene: Scene, found: Found) -> str:
    """What the note says when it was found by one, for a row is narrow; otherwise the reading and the phone's end."""
    if (note := found.note) is not None:
        words = ("…" if note.cut_before else "") + note.words + ("…" if note.cut_after else "")
        return scene.text("find.note", number=found.number, text=words)
    detail = scene.text("find.row", number=found.number, reading=found.reading)
    return f"{detail}　{scene.text('find.phone', end=found.phone_end)}" if found.phone_end else detail


def _choice(
    scene: Scene,
    key: str,
    intent: EnrolCustomer | AttachCard | CardFound | ConfirmAttach | KeepGoing | TakeNewCard,
    role: Role = Role.PLAIN,
) -> Button:
    return Button(scene.text(key), intent, role, detail=scene.text(f"{key}_detail"))


def _leave(scene: Scene, key: str) -> Button:
    return Button(scene.text(key), Leave(), Role.QUIET)
