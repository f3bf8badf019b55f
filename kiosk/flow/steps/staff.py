"""Who is at the counter: signing in and out, an owner's word for what needs one, and the owner's care for the staff."""

from collections.abc import Callable

from hardware.events import CardTapped
from hardware.ports import Cue
from kiosk.actions.access import accesses
from kiosk.actions.books import Books
from kiosk.actions.duty import LetGo, PinRight, PinWrong, grant, member_of_card, sign_in, sign_out, try_pin
from kiosk.actions.first_steps import FirstStep
from kiosk.actions.join_news import join_news
from kiosk.actions.moving import move_to_ask
from kiosk.actions.places import places
from kiosk.actions.staff import (
    CardGiven,
    LastOwner,
    Member,
    MemberBefore,
    add_member,
    change_role,
    choose_pin,
    give_card,
    let_go,
    member_of,
    members,
    owner_without_pin,
    remove_cards,
    take_back,
    unlock,
    working,
)
from kiosk.actions.timekeeping import clock_doubt
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import AtClock, WithFitting
from kiosk.flow.intents import (
    AddMember,
    AskWho,
    Back,
    ChooseStaff,
    ClearKeys,
    EnterPin,
    EraseKey,
    GiveStaffCard,
    Intent,
    LetMemberGo,
    NewPin,
    OpenAccessLog,
    OpenExport,
    OpenMember,
    OpenStaffAdmin,
    PinKey,
    RemoveStaffCards,
    SaveName,
    SignOut,
    SwitchRole,
    TakeMemberBack,
    UnlockPin,
)
from kiosk.flow.joining_states import AtJoined, AtJoining, AtJoinReport
from kiosk.flow.letter_states import WithLetters
from kiosk.flow.permits import MOMENTARY, right_for
from kiosk.flow.states import (
    AskingClock,
    AskingMove,
    AtAccessLog,
    AtBackup,
    AtExport,
    AtMember,
    AtPlace,
    AtQuestion,
    AtQuestions,
    AtReport,
    AtStaff,
    AtStaffAdmin,
    AtUpdates,
    AtWho,
    Busy,
    ChoosingPin,
    Disclosing,
    EnteringPin,
    GivingStaffCard,
    GoOn,
    Idle,
    MakingKey,
    NamingMember,
    State,
    TypingKey,
    Wanted,
    WritingPlace,
)
from kiosk.flow.steps.first_steps import first_page
from kiosk.flow.steps.pin_pad import twice, typed
from kiosk.flow.steps.writing import wrote
from kiosk.flow.vault_states import ChangingVaultPin
from kiosk.rules.pins import LEAST, MOST
from kiosk.rules.rights import Needs, StaffRole, may, needs
from kiosk.rules.units import Instant, StaffId
from kiosk.value import replace

ACCESSES = 200
"""Lines of the access log on the screen."""

_OWNERS = (
    AtStaffAdmin | AtMember | NamingMember | GivingStaffCard | AtAccessLog | AtReport | AtQuestions | AtQuestion
    | AtExport | Disclosing | WithLetters | AtBackup | AtUpdates | MakingKey | TypingKey | AtPlace
    | WritingPlace | AtJoining | AtJoinReport | ChangingVaultPin
)  # fmt: skip
"""What an owner's word opened: it closes when somebody else takes the counter over, or nobody looks."""


def rest(desk: Desk) -> Idle | ChoosingPin | AskingClock | AtJoined | AskingMove | WithFitting:
    """Where the counter rests: idle, but not before it is known what time it is, the owner has a PIN, what a join
    brought was seen, a new machine is accounted for, and its first start is over."""
    if (why := clock_doubt(desk.books, desk.clock)) is not None:
        return AskingClock(why, Instant(desk.books.store.newest_ms))
    if desk.first_steps.step is FirstStep.CLOCK:
        return AtClock()
    owner = owner_without_pin(desk.books)
    if owner is not None:
        return ChoosingPin(owner, None)
    if (news := join_news(desk.books)) is not None:
        return AtJoined(news, desk.joined)
    return AskingMove() if move_to_ask(desk.books) else first_page(desk) or Idle()


def left_alone(state: State) -> State:
    """What is kept of a covered screen for whoever comes next: the staff's own work, but nothing of an owner's."""
    mine = isinstance(state, _OWNERS) or (isinstance(state, ChoosingPin) and state.before is not None)
    return Idle() if mine else state


def who_is_there(before: State, desk: Desk, wanted: Wanted | None = None) -> AtWho | EnteringPin:
    """Ask who it is: owners alone where one is needed. Where only one can be meant, their PIN is asked for at once."""
    people = working(desk.books)
    if wanted is not None and needs(wanted.right) is Needs.OWNER:
        people = tuple(member for member in people if member.role is StaffRole.OWNER)
    who = AtWho(people, before, wanted)
    return EnteringPin(who, people[0]) if len(people) == 1 else who


def asked_first(state: State, intent: Intent, desk: Desk) -> State | None:
    """The question that comes before this touch, whose right the one on duty lacks; None: it may be done."""
    right = right_for(intent)
    if right is None or may(right, desk.books.role):
        return None
    return who_is_there(state, desk, Wanted(intent, right))


def staff_card(state: State, event: CardTapped, desk: Desk) -> State | GoOn | None:
    """A staff card in any state; None: it is none. It signs in where nothing is unfinished, and nothing is lost."""
    match member_of_card(desk.books, event.uid, event.kind):
        case None:
            return None
        case LetGo():
            desk.cue(Cue.FAULT)
            desk.say("toast.staff_card_let_go")
            return state
        case member:
            return _card_of(state, member, desk)


def _card_of(state: State, member: Member, desk: Desk) -> State | GoOn:
    match state:
        case AtWho() as who:
            return _entered(who, member, desk)
        case EnteringPin(who=who):
            return _entered(who, member, desk)
    if isinstance(state, Busy):
        desk.cue(Cue.FAULT)
        desk.say("toast.staff_card_later")
        return state
    _sign_in(member, desk)
    return AtStaff(member) if isinstance(state, AtStaff | _OWNERS) else state


def at_staff(state: AtStaff, intent: Intent, desk: Desk) -> State:
    match intent:
        case AskWho():
            return AtWho(working(desk.books), Idle())
        case SignOut():
            sign_out(desk.books)
            desk.cue(Cue.DONE)
            desk.say("toast.signed_out")
            return Idle()
        case OpenStaffAdmin():
            return AtStaffAdmin(members(desk.books))
        case OpenExport():
            return AtExport(places(desk.books.store.folder))
        case OpenAccessLog():
            return AtAccessLog(accesses(desk.books, ACCESSES))
        case Back():
            return Idle()
        case _:
            return state


def who(state: AtWho, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseStaff(chosen):
            member = next((member for member in state.people if member.id == chosen), None)
            return state if member is None else EnteringPin(state, member_of(desk.books, chosen))
        case Back():
            return state.before
        case _:
            return state


def entering_pin(state: EnteringPin, intent: Intent, desk: Desk) -> State | GoOn:
    match intent:
        case PinKey():
            return replace(state, typed=typed(state.typed, intent, MOST), wrong=False)
        case EraseKey() | ClearKeys():
            return replace(state, typed=typed(state.typed, intent, MOST))
        case EnterPin() if state.typed:
            match try_pin(desk.books, state.member.id, state.typed):
                case PinRight():
                    return _entered(state.who, member_of(desk.books, state.member.id), desk)
                case PinWrong(member):
                    desk.cue(Cue.FAULT)
                    return EnteringPin(state.who, member, wrong=True)
                case now:
                    return EnteringPin(state.who, now.member)
        case Back():
            return state.who.before if len(state.who.people) == 1 else state.who
        case _:
            return state


def choosing_pin(state: ChoosingPin, intent: Intent, desk: Desk) -> State:
    if isinstance(intent, Back):
        return state if state.before is None else state.before
    now = twice(state, intent, LEAST, MOST)
    return _chosen(state, now, desk) if isinstance(now, str) else now


def staff_admin(state: AtStaffAdmin, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenMember(staff):
            return AtMember(member_of(desk.books, staff))
        case AddMember():
            return NamingMember()
        case Back():
            return back_to_staff(desk)
        case _:
            return state


def member(state: AtMember, intent: Intent, desk: Desk) -> State:
    books, one = desk.books, state.member
    match intent:
        case SwitchRole():
            role = StaffRole.STAFF if one.role is StaffRole.OWNER else StaffRole.OWNER
            return _changed(state, change_role(books, one, role), f"toast.made_{role}", desk)
        case LetMemberGo():
            return _changed(state, let_go(books, one), "toast.let_go", desk)
        case TakeMemberBack():
            return _changed(state, take_back(books, one), "toast.taken_back", desk)
        case NewPin():
            return ChoosingPin(one, state)
        case UnlockPin():
            return _done(state, unlock, "toast.unlocked", desk)
        case RemoveStaffCards():
            return _done(state, remove_cards, "toast.staff_cards_removed", desk)
        case GiveStaffCard():
            return GivingStaffCard(state)
        case Back():
            return AtStaffAdmin(members(books))
        case _:
            return state


def naming_member(state: NamingMember, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveName() if name := state.writing.whole.strip():
            added = add_member(desk.books, name)
            desk.cue(Cue.DONE)
            desk.say("toast.staff_added", added.name)
            return ChoosingPin(added, AtMember(added))
        case Back():
            return AtStaffAdmin(members(desk.books))
        case _:
            return NamingMember(wrote(state.writing, intent, desk))


def giving_card(state: GivingStaffCard, intent: Intent, desk: Desk) -> State:
    return state.before if isinstance(intent, Back) else state


def card_given(state: GivingStaffCard, event: CardTapped, desk: Desk) -> State:
    """The card that was touched on that screen. One that is anybody else's is refused in words."""
    one = state.before.member
    match give_card(desk.books, one, event.uid, event.kind):
        case CardGiven():
            desk.cue(Cue.DONE)
            desk.say("toast.staff_card_given", one.name)
            return AtMember(member_of(desk.books, one.id))
        case refused:
            desk.cue(Cue.FAULT)
            desk.say(f"staff_card_refused.{refused}")
            return state


def access_log(state: AtAccessLog, intent: Intent, desk: Desk) -> State:
    return back_to_staff(desk) if isinstance(intent, Back) else state


def refreshed_staff(state: State, desk: Desk) -> State:
    """The screens about the staff, read again after something was undone."""
    match state:
        case AtMember(member=one):
            return AtMember(member_of(desk.books, one.id))
        case AtStaffAdmin():
            return AtStaffAdmin(members(desk.books))
        case _:
            return state


def _entered(who: AtWho, member: Member, desk: Desk) -> State | GoOn:
    """This member it is. An owner who gives a right to somebody on duty does not take the counter over."""
    wanted = who.wanted
    if wanted is None:
        _sign_in(member, desk)
        return who.before
    if not may(wanted.right, member.role):
        desk.cue(Cue.FAULT)
        desk.say("toast.owner_needed")
        return who
    if desk.books.role is None:
        _sign_in(member, desk)
    else:
        grant(desk.books, wanted.right, member)
        desk.cue(Cue.DONE)
    return who.before if isinstance(wanted.intent, MOMENTARY) else GoOn(who.before, wanted.intent)


def _sign_in(member: Member, desk: Desk) -> None:
    sign_in(desk.books, member)
    desk.cue(Cue.DONE)
    desk.say("toast.signed_in", member.name)


def _chosen(state: ChoosingPin, pin: str, desk: Desk) -> State:
    """The same PIN twice. The owner's first one opens the counter, with the owner at it."""
    one = state.member
    choose_pin(desk.books, one.id, pin)
    if state.before is None:
        _sign_in(one, desk)
        desk.first_steps.done(FirstStep.PIN)
        return rest(desk)
    desk.cue(Cue.DONE)
    desk.say("toast.pin_chosen", one.name)
    return AtMember(member_of(desk.books, one.id))


def _changed(state: AtMember, done: MemberBefore | LastOwner, key: str, desk: Desk) -> AtMember:
    if isinstance(done, LastOwner):
        desk.cue(Cue.FAULT)
        desk.say("toast.last_owner")
        return state
    desk.cue(Cue.DONE)
    desk.say(key, done.text, done)
    return AtMember(member_of(desk.books, state.member.id))


def _done(state: AtMember, act: Callable[[Books, StaffId], None], key: str, desk: Desk) -> AtMember:
    act(desk.books, state.member.id)
    desk.cue(Cue.DONE)
    desk.say(key, state.member.name)
    return AtMember(member_of(desk.books, state.member.id))


def back_to_staff(desk: Desk) -> State:
    """The one on duty; idle when nobody is."""
    staff = desk.books.staff
    return Idle() if staff is None else AtStaff(member_of(desk.books, staff))
