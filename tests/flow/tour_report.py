"""The tour through the owner's figures: the month's report page by page, and the ten questions with their names."""

from collections.abc import Callable

from db.models import Report
from kiosk.actions.long_reads import ReadMoved
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import (
    Back,
    ChoosePage,
    IssueReport,
    Leave,
    OpenMenu,
    OpenQuestion,
    OpenQuestions,
    OpenReport,
    ReadAgain,
    ReportPage,
    ShowIssued,
    TurnMonth,
)
from kiosk.rules.questions import Ask
from tests.flow.counter import Counter


def tour_report(counter: Counter, keep: Callable[..., None]) -> None:
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenReport())
    counter.pin(SAMPLE_PINS[0])
    keep("report_classes-reading")
    counter.happens(ReadMoved(counter.archive.last, 3, 8))
    keep("report_classes-half-read")
    counter.reads_up_to(1)
    keep("report_classes-first-page")
    counter.reading_fails()
    keep("report_classes-unreadable")
    counter.send(ReadAgain())
    counter.reads()
    for page in ReportPage:
        keep(f"report_{page}", ChoosePage(page))
    keep("report_classes-issued", ChoosePage(ReportPage.CLASSES), IssueReport())
    counter.wait(6)
    issued = Report.get()
    total = counter.session.state.read.report.sums.total
    Report.update(content=issued.content.replace(f'"total":{total}', f'"total":{total + 24_800}', 1)).execute()
    counter.send(ReadAgain())
    counter.reads()
    keep("report_classes-changed")
    keep("report_classes-as-issued", ShowIssued(True))
    counter.send(TurnMonth(1))
    counter.reads()
    keep("report_new-running", ChoosePage(ReportPage.NEW))
    counter.send(Back())
    counter.send(OpenQuestions())
    counter.pin(SAMPLE_PINS[0])
    keep("questions-reading")
    counter.reads_up_to(9)
    keep("questions-half-read")
    counter.reads()
    keep("questions")
    keep("question-reading", OpenQuestion(Ask.REGULARS))
    counter.reads()
    for ask in Ask:
        counter.send(Back())
        counter.send(OpenQuestion(ask))
        counter.reads()
        keep(f"question-{ask}")
    counter.send(Back())
    counter.send(OpenQuestion(Ask.UNSEEN))
    counter.reading_fails()
    keep("question-unreadable")
    counter.send(Leave())
