"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody."""

from dataclasses import replace
from typing import Any

from kiosk.actions.follow_ups_made import Proposed, make_follow_ups
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished, ReadMoved
from kiosk.actions.month_reads import ReportRead, keep_counted
from kiosk.flow.desk import Desk
from kiosk.flow.states import AtQuestion, AtQuestions, AtReport, AtRoster, Awaited, State
from kiosk.flow.steps.roster import roster_read


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    if isinstance(event, ReadFinished) and isinstance(event.found, Proposed):
        make_follow_ups(desk.books, event.found)  # whatever is on the screen
    match state:
        case AtRoster():
            return roster_read(state, event)
        case AtReport(paper=paper) if paper and event.number == paper:
            return _paper(state, event, desk)
        case AtReport(read=Awaited() as awaited) if awaited.number == event.number:
            answer = _answer(awaited, event)
            if isinstance(answer, ReportRead):
                keep_counted(desk.books, answer)
            return replace(state, read=answer)
        case AtQuestions(read=Awaited() as awaited) if awaited.number == event.number:
            return replace(state, read=_answer(awaited, event))
        case AtQuestion(names=Awaited() as awaited) if awaited.number == event.number:
            return replace(state, names=_answer(awaited, event))
        case _:
            return state


def awaited_by(state: State) -> int | None:
    """The number of what its screen waits for; None: nothing."""
    match state:
        case AtReport(read=Awaited(number)) | AtQuestions(read=Awaited(number)) | AtQuestion(names=Awaited(number)):
            return number
        case _:
            return None


def _answer(awaited: Awaited, event: ReadEvent) -> Any:
    match event:
        case ReadMoved(done=done, total=total):
            return replace(awaited, done=done, total=total)
        case ReadFinished(found=found):
            return found
        case ReadFailed(trouble=trouble):
            return trouble


def _paper(state: AtReport, event: ReadEvent, desk: Desk) -> State:
    match event:
        case ReadFinished(found=path):
            desk.say("toast.report_paper", path)
        case ReadFailed():
            desk.warn("toast.no_report_paper")
        case ReadMoved():
            return state
    return replace(state, paper=0)
