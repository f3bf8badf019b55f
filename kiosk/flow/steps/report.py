"""毎月の顧客分析: read in the reports' thread, turned page by page, issued, set as a PDF."""

from hardware.ports import Cue
from kiosk.actions.issue import Issued, IssuedBefore, issue_report
from kiosk.actions.month_reads import QuestionsRead, ReportRead, read_report
from kiosk.actions.papers import file_report
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, ChoosePage, Intent, IssueReport, MakePaper, ReadAgain, ShowIssued, TurnMonth
from kiosk.flow.states import AtMenu, AtQuestions, AtReport, Awaited, State
from kiosk.paper.report import month_report
from kiosk.rules.business_day import month_of
from kiosk.rules.report import MonthReport
from kiosk.rules.units import Month
from kiosk.value import replace


def open_report(desk: Desk) -> AtReport:
    """Of the last month that is over."""
    return _reading(Month(month_of(desk.books.today()) - 1), desk)


def at_report(state: AtReport, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChoosePage(page):
            return replace(state, page=page)
        case TurnMonth(by) if may_turn(state, by, month_of(desk.books.today())):
            return replace(_reading(Month(state.month + by), desk), page=state.page, paper=state.paper)
        case ReadAgain():
            return replace(_reading(state.month, desk), page=state.page)
        case ShowIssued(issued):
            return replace(state, issued=issued)
        case IssueReport() if isinstance(state.read, ReportRead):
            return _issued(state, state.read, desk)
        case MakePaper() if isinstance(state.read, ReportRead) and not state.paper:
            return replace(state, paper=_paper(shown_report(state, state.read), desk))
        case Back():
            return AtMenu()
        case _:
            return state


def may_turn(state: AtReport | AtQuestions, by: int, this_month: Month) -> bool:
    """Between the first month in which somebody bought and the running one; while that is unknown, back without end."""
    first = state.read.first if isinstance(state.read, ReportRead | QuestionsRead) else None
    month = state.month + by
    return month <= this_month and (by > 0 or first is None or month >= first)


def shown_report(state: AtReport, read: ReportRead) -> MonthReport:
    """As it was issued, where that is asked for; else as it is now."""
    return read.issue.report if state.issued and read.issue is not None else read.report


def _reading(month: Month, desk: Desk) -> AtReport:
    return AtReport(month, Awaited(desk.read(read_report(month, desk.books.now()))))


def _issued(state: AtReport, read: ReportRead, desk: Desk) -> State:
    match issue_report(desk.books, read.report):
        case Issued(issue) | IssuedBefore(issue):
            desk.cue(Cue.DONE)
            desk.say("toast.report_issued")
            return replace(state, read=replace(read, issue=issue), issued=False)
        case _:
            desk.warn("toast.month_not_over")
            return state


def _paper(report: MonthReport, desk: Desk) -> int:
    """The number of the read that makes it."""
    shop, words = desk.books.settings.shop.name, desk.words
    return desk.read(file_report(desk.books.store.folder, report, lambda one: month_report(one, shop, words).pdf()))
