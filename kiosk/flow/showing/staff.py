"""Screens about the staff: who is there, the number pad, the shade, and the owner's: members and the access log."""

from kiosk.actions.access import Access
from kiosk.actions.staff import Member
from kiosk.flow.intents import (
    AddMember,
    AskWho,
    ChooseStaff,
    GiveStaffCard,
    Intent,
    LetMemberGo,
    LiftShade,
    NewPin,
    OpenAccessLog,
    OpenExport,
    OpenMember,
    OpenStaffAdmin,
    RemoveStaffCards,
    SaveName,
    SignOut,
    SwitchRole,
    TakeMemberBack,
    UnlockPin,
)
from kiosk.flow.showing.pin_pad import pin_pad, wrong_with
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import (
    AtAccessLog,
    AtMember,
    AtStaff,
    AtStaffAdmin,
    AtWho,
    ChoosingPin,
    EnteringPin,
    GivingStaffCard,
    NamingMember,
)
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, PinBody, Role, Row, ShadeBody, TypeBody
from kiosk.rules.pins import LEAST, MOST, Locked, Wait
from kiosk.rules.rights import Needs, StaffRole, needs


def shade(scene: Scene) -> ShadeBody:
    key = "shade.touch" if scene.staff is not None else "shade.who"
    return ShadeBody(Button(scene.text(key), LiftShade(), Role.QUIET, scene.text(f"{key}_detail")))


def at_staff(scene: Scene, state: AtStaff) -> ChoiceBody:
    one = state.on_duty
    return ChoiceBody(
        title=scene.text("staff.title"),
        text=scene.text("staff.on_duty", name=one.name, role=_role(scene, one.role)),
        choices=(
            _choice(scene, "staff.admin", OpenStaffAdmin()),
            _choice(scene, "staff.access_log", OpenAccessLog()),
            _choice(scene, "staff.export", OpenExport()),
            _choice(scene, "staff.sign_out", SignOut()),
            _choice(scene, "staff.change", AskWho(), Role.PRIMARY),
        ),
        leave=scene.back("staff.back"),
    )


def who(scene: Scene, state: AtWho) -> ChoiceBody:
    owner = _asks_owner(scene, state)
    return ChoiceBody(
        title=scene.text("who.title_owner" if owner else "who.title"),
        text=scene.text("who.text_owner" if owner else "who.text"),
        choices=tuple(
            Button(one.name, ChooseStaff(one.id), detail=_role(scene, one.role), picked=one.id == scene.staff)
            for one in state.people
        ),
        leave=scene.back("who.back"),
    )


def entering_pin(scene: Scene, state: EnteringPin) -> PinBody:
    owner = _asks_owner(scene, state.who)
    return pin_pad(
        scene,
        scene.text("pin.title_owner" if owner else "pin.title", name=state.member.name),
        scene.text("pin.text"),
        state.typed,
        _pin_message(scene, state),
        most=MOST,
        leave=scene.back("pin.back"),
        opens=state.member.has_pin and not isinstance(scene.gate, Wait | Locked),
    )


def choosing_pin(scene: Scene, state: ChoosingPin) -> PinBody:
    key = "new_pin.again" if state.first else "new_pin.first_owner" if state.before is None else "new_pin.first"
    return pin_pad(
        scene,
        scene.titled("new_pin.title_first" if state.before is None else "new_pin.title", name=state.member.name),
        scene.text(key, least=LEAST, most=MOST),
        state.typed,
        wrong_with(scene, state, LEAST),
        most=MOST,
        leave=None if state.before is None else scene.back("pin.back"),
    )


def staff_admin(scene: Scene, state: AtStaffAdmin) -> ListBody:
    return ListBody(
        title=scene.text("staff_admin.title"),
        rows=tuple(
            Row(
                title=one.name,
                detail=_about(scene, one),
                end=scene.text("staff_admin.on_duty") if one.id == scene.staff else "",
                level=_level(scene, one),
                intent=OpenMember(one.id),
            )
            for one in state.members
        ),
        empty="",
        actions=(scene.back("staff_admin.back"), Button(scene.text("staff_admin.add"), AddMember(), Role.PRIMARY)),
    )


def member(scene: Scene, state: AtMember) -> ChoiceBody:
    one = state.member
    return ChoiceBody(
        title=one.name,
        text=_about(scene, one),
        choices=_choices(scene, one) if one.active else (_choice(scene, "member.take_back", TakeMemberBack()),),
        leave=scene.back("member.back"),
    )


def naming_member(scene: Scene, state: NamingMember) -> TypeBody:
    named = bool(state.writing.whole.strip())
    line = written_line(scene.text("naming_member.title"), scene.text("naming_member.hint"), state.writing, here=True)
    return TypeBody(
        actions=(
            scene.back("naming_member.back"),
            Button(scene.text("naming_member.save"), SaveName() if named else None, Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, line),
    )


def giving_card(scene: Scene, state: GivingStaffCard) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("staff_card.title", name=state.before.member.name),
        text=scene.text("staff_card.text"),
        choices=(),
        leave=scene.back("staff_card.back"),
    )


def access_log(scene: Scene, state: AtAccessLog) -> ListBody:
    return ListBody(
        title=scene.text("access_log.title"),
        rows=tuple(_access(scene, row) for row in state.rows),
        empty=scene.text("access_log.empty"),
        actions=(scene.back("access_log.back"),),
    )


def _asks_owner(scene: Scene, state: AtWho) -> bool:
    """Whether an owner is asked for one thing, beside the one on duty."""
    return scene.staff is not None and state.wanted is not None and needs(state.wanted.right) is Needs.OWNER


def _pin_message(scene: Scene, state: EnteringPin) -> str:
    if not state.member.has_pin:
        return scene.text("pin.none")
    match scene.gate:
        case Locked():
            return scene.text("pin.locked_owner" if state.member.role is StaffRole.OWNER else "pin.locked")
        case Wait() as wait:
            return scene.text("pin.wait", n=wait.seconds)
        case _:
            return scene.text("pin.wrong") if state.wrong else ""


def _choices(scene: Scene, one: Member) -> tuple[Button, ...]:
    owner = one.role is StaffRole.OWNER
    choices = [
        _choice(scene, "member.to_staff" if owner else "member.to_owner", SwitchRole()),
        _choice(scene, "member.give_card", GiveStaffCard()),
    ]
    if one.cards:
        choices.append(_choice(scene, "member.remove_cards", RemoveStaffCards()))
    if one.locked:
        choices.append(_choice(scene, "member.unlock", UnlockPin()))
    choices += [_choice(scene, "member.let_go", LetMemberGo(), Role.DANGER), _choice(scene, "member.new_pin", NewPin())]
    return tuple(choices)


def _about(scene: Scene, one: Member) -> str:
    """Role, PIN and cards in words."""
    if not one.active:
        return scene.text("member.gone")
    pin = "member.locked" if one.locked else "member.has_pin" if one.has_pin else "member.no_pin"
    card = scene.text("member.cards", n=one.cards) if one.cards else scene.text("member.no_card")
    return scene.text("member.about", role=_role(scene, one.role), pin=scene.text(pin), card=card)


def _level(scene: Scene, one: Member) -> Level:
    if one.active and (one.locked or not one.has_pin):
        return Level.WARN
    return Level.GOOD if one.id == scene.staff else Level.CALM


def _role(scene: Scene, role: StaffRole) -> str:
    return scene.text("staff.owner" if role is StaffRole.OWNER else "staff.member")


def _access(scene: Scene, row: Access) -> Row:
    """What, who and about whom; customers by number alone."""
    key, _, rest = row.what.partition(" ")
    known = f"access.{key}" in scene.words.texts
    what = scene.text(f"access.{key}", what=rest) if known else scene.text("access.other", what=row.what)
    about = []
    if row.about is not None and row.about != row.by:
        about.append(scene.text("access_log.about_staff", name=row.about))
    if row.customer is not None:
        about.append(scene.text("access_log.about_customer", number=row.customer))
    by = row.by if row.by is not None else scene.text("access_log.nobody")
    return Row(
        title=what,
        detail=scene.text("access_log.by", name=by) + "".join(about),
        end=f"{scene.words.day(row.bday, today=scene.today)} {scene.words.time(row.at, scene.zone)}",
    )


def _choice(scene: Scene, key: str, intent: Intent, role: Role = Role.PLAIN) -> Button:
    return Button(scene.text(key), intent, role, detail=scene.text(f"{key}_detail"))
