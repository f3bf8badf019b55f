"""おたより: the list, one letter, and whom a new one is for."""

from hardware.events import MailAccepted, MailFinished
from hardware.ports import Cue
from kiosk.actions.choosing import Offered, Selection, offers, selection
from kiosk.actions.letter_rules import letter_rules, put_rule_away, save_rule
from kiosk.actions.letters import read_letter
from kiosk.actions.recipients import counts, send_unknown_again
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, SaveText, TurnPage
from kiosk.flow.letter_intents import (
    ChooseWay,
    NameLetterRule,
    NewLetter,
    OpenCondition,
    OpenLetter,
    OpenLetterRules,
    PutRuleAway,
    ResumeLetter,
    SendUnknownAgain,
    ShowLeftOut,
    ShowPeople,
    StopLetter,
    SwitchKind,
    TouchCondition,
    UseLetterRule,
    WriteLetter,
)
from kiosk.flow.letter_states import (
    AtCondition,
    AtLetter,
    AtLetterRules,
    AtLetters,
    AtPeople,
    ChoosingPeople,
    NamingRule,
    PickingWay,
)
from kiosk.flow.states import AtMenu, State
from kiosk.flow.steps.letter_list import list_letters
from kiosk.flow.steps.letter_words import drafted
from kiosk.flow.steps.writing import wrote
from kiosk.rules.choosing import Choice, Condition, touched
from kiosk.rules.letters import LetterState, Way
from kiosk.rules.reach import ContactKind
from kiosk.rules.units import LetterId
from kiosk.value import replace


def at_letters(state: AtLetters, intent: Intent, desk: Desk) -> State:
    match intent:
        case NewLetter():
            return PickingWay()
        case OpenLetter(letter):
            return _opened(letter, desk)
        case Back():
            return AtMenu()
        case _:
            return state


def picking_way(state: PickingWay, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseWay(way):
            # a coupon is an offer
            kind = ContactKind.SELLING if way is Way.SLIP else ContactKind.EXCHANGE
            return _choosing(ChoosingPeople(way, kind), desk)
        case Back():
            return list_letters(desk)
        case _:
            return state


def choosing(state: ChoosingPeople, intent: Intent, desk: Desk) -> State:
    match intent:
        case SwitchKind():
            other = ContactKind.SELLING if state.kind is ContactKind.EXCHANGE else ContactKind.EXCHANGE
            return replace(state, kind=other)
        case OpenCondition(Condition.HOUSEHOLD):
            return replace(state, choice=touched(state.choice, Condition.HOUSEHOLD, True))
        case OpenCondition(condition):
            return AtCondition(state, condition)
        case OpenLetterRules():
            return AtLetterRules(state, letter_rules(desk.books))
        case ShowPeople():
            return look_for_people(state, desk)
        case Back():
            return list_letters(desk)
        case _:
            return state


def at_condition(state: AtCondition, intent: Intent, desk: Desk) -> State:
    match intent:
        case TouchCondition(condition, value):
            choice = touched(state.before.choice, condition, value)
            return replace(state, before=replace(state.before, choice=choice))
        case TurnPage(by):
            return replace(state, page=max(0, state.page + by))
        case Back():
            return state.before
        case _:
            return state


def at_rules(state: AtLetterRules, intent: Intent, desk: Desk) -> State:
    match intent:
        case UseLetterRule(rule):
            found = next((one for one in state.rules if one.id == rule), None)
            return state if found is None else replace(state.before, choice=found.choice, kind=found.kind)
        case NameLetterRule() if state.before.choice != Choice():
            return NamingRule(state)
        case PutRuleAway(rule):
            desk.say("toast.rule_away", deed=put_rule_away(desk.books, rule))
            desk.cue(Cue.DONE)
            return rules_again(state, desk)
        case Back():
            return state.before
        case _:
            return state


def rules_again(state: AtLetterRules, desk: Desk) -> AtLetterRules:
    return replace(state, rules=letter_rules(desk.books))


def naming_rule(state: NamingRule, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveText() if name := state.writing.whole.strip():
            asked = state.before.before
            saved = save_rule(desk.books, name, asked.kind, asked.choice)
            desk.cue(Cue.DONE)
            desk.say("toast.rule_saved" if saved.before is None else "toast.rule_replaced", name, saved)
            return asked
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def look_for_people(state: ChoosingPeople, desk: Desk) -> AtPeople:
    books = desk.books
    read = selection(state.choice, state.way, state.kind, books.settings, books.today())
    return AtPeople(state, desk.read(read))


def at_people(state: AtPeople, intent: Intent, desk: Desk) -> State:
    match intent:
        case ShowLeftOut():
            return replace(state, left_out=not state.left_out)
        case WriteLetter() if state.selection is not None and state.selection.people:
            return drafted(state, desk)
        case ShowPeople() if state.failed:
            return look_for_people(state.before, desk)
        case Back():
            desk.give_up_reading(state.asked)
            return state.before
        case _:
            return state


def at_letter(state: AtLetter, intent: Intent, desk: Desk) -> State:
    letter = state.letter
    match intent:
        case StopLetter() if letter.state is LetterState.SENDING:
            desk.mailing.stop(letter.id)
            desk.say("toast.letter_stopped")
        case ResumeLetter() if letter.state in (LetterState.STOPPED, LetterState.DONE):
            desk.mailing.resume(letter.id)
        case SendUnknownAgain():
            send_unknown_again(desk.books, letter.id)
            desk.mailing.resume(letter.id)
        case Back():
            return list_letters(desk)
        case _:
            return state
    return read_again(state, desk)


def read_again(state: AtLetter, desk: Desk) -> AtLetter:
    return replace(state, letter=read_letter(desk.books, state.letter.id), counts=counts(desk.books, state.letter.id))


def mail_moved(state: State, event: MailAccepted | MailFinished, desk: Desk) -> State:
    """A letter goes on whatever the screen shows; where it is the letter's own, that follows."""
    if isinstance(event, MailAccepted):
        desk.mailing.accepted(event)
        return state
    desk.mailing.finished(event)
    return read_again(state, desk) if isinstance(state, AtLetter) else state


def found(state: AtLetters | ChoosingPeople | AtPeople, answer: object) -> State:
    """What was asked for is read."""
    match state, answer:
        case AtLetters(), dict():
            return replace(state, figures=answer)
        case ChoosingPeople(), Offered():
            return replace(state, offered=answer)
        case AtPeople(), Selection():
            return replace(state, selection=answer)
        case _:
            return state


def _choosing(state: ChoosingPeople, desk: Desk) -> ChoosingPeople:
    return replace(state, asked=desk.read(offers(desk.books.today())))


def _opened(letter: LetterId, desk: Desk) -> State:
    """A draft is gone on with where people are chosen: they may have changed since."""
    shown = read_letter(desk.books, letter)
    if shown.state is LetterState.DRAFT:
        return _choosing(ChoosingPeople(shown.way, shown.kind, shown.choice, shown), desk)
    return AtLetter(shown, counts(desk.books, letter))
