"""くわしく: the sheet of one person, its cards and wishes; each change is said, and can be undone for 5 s."""

from hardware.ports import Cue
from kiosk.actions.card_state import mark_card
from kiosk.actions.delivery import mark_trouble
from kiosk.actions.erasing import erase_person
from kiosk.actions.headings import headings
from kiosk.actions.household import HouseholdChanged, leave_household
from kiosk.actions.introduction import IntroducerChanged, set_introducer
from kiosk.actions.person import read_sheet
from kiosk.actions.places import places
from kiosk.actions.undo import Undoable
from kiosk.actions.unmerging import StillMerged, unmerge
from kiosk.actions.wishes import give_consent, say_wish, withdraw_consent
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseSection,
    ConfirmErase,
    EditDetail,
    FindIntroducer,
    FindMember,
    FindSame,
    ForgetIntroducer,
    GiveConsent,
    Intent,
    LeaveHousehold,
    MarkCard,
    MarkTrouble,
    OpenConsent,
    OpenCustomer,
    OpenDisclosure,
    OpenErase,
    OpenHeading,
    OpenHeadings,
    OpenWish,
    SayWish,
    UndoMerge,
    WithdrawConsent,
)
from kiosk.flow.keys import Keys
from kiosk.flow.states import (
    AtHeadings,
    Detailing,
    Disclosing,
    Erasing,
    Filling,
    Idle,
    PickingWish,
    Seeking,
    Sought,
    State,
    TakingConsent,
)
from kiosk.flow.steps.customer import open_details
from kiosk.flow.steps.headings import open_heading
from kiosk.flow.steps.opened import open_customer, refreshed
from kiosk.flow.steps.roster import TROUBLE_SAID
from kiosk.flow.writing import Writing, begun
from kiosk.rules.cards import CardState
from kiosk.rules.details import Detail
from kiosk.value import replace

_KEYS = {Detail.READING: Keys.KANA, Detail.EMAIL: Keys.LATIN}
_SEARCHES = {FindMember: Sought.MEMBER, FindIntroducer: Sought.INTRODUCER, FindSame: Sought.SAME}


def read_again(state: Detailing, desk: Desk) -> Detailing:
    """After something was written."""
    before = refreshed(state.before, desk)
    return replace(state, before=before, sheet=read_sheet(desk.books, before.record.id))


def told(state: Detailing, desk: Desk, key: str, deed: Undoable, text: str = "") -> Detailing:
    """The change is on the disk: light, a word with its undo, the sheet as it is now."""
    desk.cue(Cue.DONE)
    desk.say(key, text, deed)
    return read_again(state, desk)


def detailing(state: Detailing, intent: Intent, desk: Desk) -> State:
    match intent:
        case Back():
            return refreshed(state.before, desk)
        case ChooseSection(section):
            return replace(state, section=section)
        case EditDetail(detail):
            return Filling(state, detail, _written_now(state, detail))
        case OpenHeading(heading):
            return open_heading(state, heading, desk)
        case OpenHeadings():
            return AtHeadings(state, headings(desk.books))
        case OpenCustomer(customer):
            return open_details(open_customer(desk, customer), desk, state.section)
        case FindMember() | FindIntroducer() | FindSame():
            return Seeking(state, _SEARCHES[type(intent)])
        case OpenWish(channel):
            return PickingWish(state, channel)
        case OpenConsent(channel):
            shop = desk.books.settings.shop.name or desk.words.texts("idle.shop")
            given = state.sheet.consent(channel)
            wording = given.wording if given else desk.words.texts(f"consent.{channel}_wording", shop=shop)
            return TakingConsent(state, channel, wording, given)
        case OpenErase():
            return Erasing(state)
        case OpenDisclosure():
            return Disclosing(state, places(desk.books.store.folder))
        case _:
            return _changed(state, intent, desk)


def _changed(state: Detailing, intent: Intent, desk: Desk) -> State:
    """What one touch changes."""
    books, customer = desk.books, state.sheet.id
    match intent:
        case MarkTrouble(who, channel, trouble) if who == customer:
            return told(state, desk, TROUBLE_SAID[trouble], mark_trouble(books, customer, channel, trouble))
        case MarkCard(card, card_state):
            shown = next((shown for shown in state.sheet.cards if shown.id == card), None)
            if shown is None or shown.state is card_state:
                return state
            key = "toast.card_works" if card_state is CardState.ACTIVE else "toast.card_lost"
            return told(state, desk, key, mark_card(books, customer, shown, card_state))
        case LeaveHousehold():
            left = leave_household(books, customer)
            return told(state, desk, "toast.left_household", left) if isinstance(left, HouseholdChanged) else state
        case ForgetIntroducer():
            changed = set_introducer(books, customer, None)
            assert isinstance(changed, IntroducerChanged), "nobody goes round with nobody"
            return told(state, desk, "toast.introducer_forgotten", changed)
        case UndoMerge(merge):
            outcome = unmerge(books, merge)
            if isinstance(outcome, StillMerged):
                desk.say(f"merge.{outcome.why}")
                return state
            desk.cue(Cue.DONE)
            desk.say("toast.unmerged")
            return read_again(state, desk)
        case _:
            return state


def picking_wish(state: PickingWish, intent: Intent, desk: Desk) -> State:
    match intent:
        case SayWish(allowed, every_days):
            said = say_wish(desk.books, state.before.sheet.id, state.channel, allowed, every_days)
            return told(state.before, desk, "toast.wish", said)
        case Back():
            return state.before
        case _:
            return state


def taking_consent(state: TakingConsent, intent: Intent, desk: Desk) -> State:
    match intent:
        case WithdrawConsent() if state.given is not None:
            gone = withdraw_consent(desk.books, state.before.sheet.id, state.channel)
            return told(state.before, desk, "toast.consent_withdrawn", gone)
        case GiveConsent(how) if state.given is None:
            given = give_consent(desk.books, state.before.sheet.id, state.channel, how, state.wording)
            return told(state.before, desk, "toast.consent_given", given)
        case Back():
            return state.before
        case _:
            return state


def erasing(state: Erasing, intent: Intent, desk: Desk) -> State:
    match intent:
        case ConfirmErase() if not state.sure:
            return replace(state, sure=True)
        case ConfirmErase():
            erase_person(desk.books, state.before.sheet.id)
            desk.forget_kanji()
            desk.cue(Cue.DONE)
            desk.say("toast.erased")
            return Idle()
        case Back():
            return state.before
        case _:
            return state


def _written_now(state: Detailing, detail: Detail) -> Writing:
    """What is there now, with the keys that it takes."""
    sheet = state.sheet
    match detail:
        case Detail.NAME:
            return begun(sheet.name, sheet.reading, names=True)
        case Detail.ADDRESS:
            return begun(sheet.address, "")
        case Detail.BIRTHDAY:
            text = "{:02}{:02}".format(*sheet.birthday) if sheet.birthday else ""
        case _:
            text = str(getattr(sheet, detail))
    return replace(begun(text, ""), keys=_KEYS.get(detail, Keys.DIGITS), converts=False)
