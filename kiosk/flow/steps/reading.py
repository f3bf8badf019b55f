"""Answers of the reports' thread: each is for the state that waits for its number, a late one for nobody; but that a
file was written, or wasn't, is said wherever one is by then."""

from typing import Any

from kiosk.actions.disclosure import Disclosed, NobodyThere
from kiosk.actions.export import Exported, NoRoom
from kiosk.actions.follow_ups_made import Proposed, make_follow_ups
from kiosk.actions.letter_files import FileMade, NotMade
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished, ReadMoved
from kiosk.actions.month_reads import ReportRead, keep_counted
from kiosk.actions.outgoing import CantWrite
from kiosk.flow.desk import Desk
from kiosk.flow.joining_states import ChoosingOther
from kiosk.flow.letter_states import AtCondition, AtLetters, AtPeople, ChoosingPeople, MakingLetter
from kiosk.flow.states import AtExport, AtQuestion, AtQuestions, AtReport, AtRoster, Awaited, Disclosing, State
from kiosk.flow.steps import letters
from kiosk.flow.steps.disclosure import disclosure_moved
from kiosk.flow.steps.export import export_moved
from kiosk.flow.steps.joining import others_read
from kiosk.flow.steps.letter_words import file_failed, file_kept, file_made, file_names
from kiosk.flow.steps.roster import roster_read
from kiosk.value import replace


def read_arrived(state: State, event: ReadEvent, desk: Desk) -> State:
    """How far a read is, what it found, or why it can't be done."""
    if isinstance(event, ReadFinished) and isinstance(event.found, Proposed):
        make_follow_ups(desk.books, event.found)  # whatever is on the screen
    match state, event:
        case AtRoster(), _:
            return roster_read(state, event)
        case ChoosingOther(), _:
            return others_read(state, event)
        case AtReport(paper=paper), _ if paper and event.number == paper:
            return _paper(state, event, desk)
        case AtReport(read=Awaited() as awaited), _ if awaited.number == event.number:
            answer = _answer(awaited, event)
            if isinstance(answer, ReportRead):
                keep_counted(desk.books, answer)
            return replace(state, read=answer)
        case AtQuestions(read=Awaited() as awaited), _ if awaited.number == event.number:
            return replace(state, read=_answer(awaited, event))
        case AtQuestion(names=Awaited() as awaited), _ if awaited.number == event.number:
            return replace(state, names=_answer(awaited, event))
        case ((AtLetters() | ChoosingPeople() | AtPeople()), ReadFinished(number, found)) if number == state.asked:
            return letters.found(state, found)
        case AtPeople(), ReadFailed(number) if number == state.asked:
            return replace(state, failed=True)
        case MakingLetter(), ReadMoved(number, done, total) if number == state.asked:
            return replace(state, done=done, total=total)
        case MakingLetter(), ReadFinished(number, found) if number == state.asked:
            return file_made(state, found, desk)
        case MakingLetter(), ReadFailed(number) if number == state.asked:
            return file_failed(state, desk)
        case AtCondition(before=before), _:
            after: Any = read_arrived(before, event, desk)
            return state if after is before else replace(state, before=after)
        case AtExport(number=number), _ if number == event.number:
            return export_moved(state, event, desk)
        case Disclosing(number=number), _ if number == event.number:
            return disclosure_moved(state, event, desk)
        case _, ReadFinished(_, Exported(folder)):
            desk.say("toast.exported", folder.name)
        case _, ReadFinished(_, Disclosed(file)):
            desk.say("toast.disclosed", file.name)
        case _, ReadFinished(_, FileMade() as made):
            file_kept(made, desk)
            desk.say("toast.letter_made", file_names(made, desk))
        case _, ReadFinished(_, NoRoom() | CantWrite() | NobodyThere() | NotMade()):
            desk.warn("toast.not_written")
    return state


def awaited_by(state: State) -> int | None:
    """The number of what its screen waits for; None: nothing."""
    match state:
        case AtReport(read=Awaited(number)) | AtQuestions(read=Awaited(number)) | AtQuestion(names=Awaited(number)):
            return number
        case ChoosingOther(reading=reading):
            return reading
        case _:
            return None


def _answer(awaited: Awaited, event: ReadEvent) -> Any:
    match event:
        case ReadMoved(done=done, total=total, so_far=so_far):
            return replace(awaited, done=done, total=total, so_far=so_far or awaited.so_far)
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
