"""10の質問: ten answers, one of them looked at closely, and the names behind its figures."""

from kiosk.actions.month_reads import QuestionsRead, read_names, read_questions
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, OpenCustomer, OpenQuestion, ReadAgain, ShowNames, TurnMonth
from kiosk.flow.states import AtMenu, AtQuestion, AtQuestions, Awaited, State
from kiosk.flow.steps.opened import open_customer
from kiosk.flow.steps.report import may_turn
from kiosk.rules.business_day import month_of
from kiosk.rules.questions import Ask, Figure, Names, Question, Who
from kiosk.rules.units import Month
from kiosk.value import replace


def open_questions(desk: Desk) -> AtQuestions:
    """Of the last month that is over."""
    return _reading(Month(month_of(desk.books.today()) - 1), desk)


def at_questions(state: AtQuestions, intent: Intent, desk: Desk) -> State:
    match intent:
        case TurnMonth(by) if may_turn(state, by, month_of(desk.books.today())):
            return _reading(Month(state.month + by), desk)
        case ReadAgain():
            return _reading(state.month, desk)
        case OpenQuestion(ask) if isinstance(state.read, QuestionsRead):
            figures = asked(state.read, ask).figures
            who = next((figure.who for figure in figures if figure.who is not None), None)
            return _names(AtQuestion(state, ask, who), desk)
        case Back():
            return AtMenu()
        case _:
            return state


def at_question(state: AtQuestion, intent: Intent, desk: Desk) -> State:
    match intent:
        case ShowNames(who) if who != state.who and any(figure.who == who for figure in figures_of(state)):
            return _names(replace(state, who=who), desk)
        case ReadAgain():
            return _names(state, desk)
        case OpenCustomer(customer) if isinstance(state.names, Names):
            if customer in {one.customer for one in state.names.people}:
                return open_customer(desk, customer)
            return state
        case Back():
            return state.before
        case _:
            return state


def asked(read: QuestionsRead, ask: Ask) -> Question:
    return next(one for one in read.questions if one.ask is ask)


def figures_of(state: AtQuestion) -> tuple[Figure, ...]:
    read = state.before.read
    assert isinstance(read, QuestionsRead), "a question is opened from those that were read"
    return asked(read, state.ask).figures


def _reading(month: Month, desk: Desk) -> AtQuestions:
    return AtQuestions(month, Awaited(desk.read(read_questions(month, desk.books.now()))))


def _names(state: AtQuestion, desk: Desk) -> AtQuestion:
    who: Who | None = state.who
    if who is None:
        return replace(state, names=Names((), 0))
    return replace(state, names=Awaited(desk.read(read_names(state.before.month, desk.books.now(), who))))
