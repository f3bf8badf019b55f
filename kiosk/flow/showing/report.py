"""毎月の顧客分析 on the screen: the frame of its pages. What is on a page stands in report_pages."""

from kiosk.actions.month_reads import ReportRead
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.charts import Nothing, Progress
from kiosk.flow.intents import (
    ChoosePage,
    IssueReport,
    MakePaper,
    ReadAgain,
    ReportPage,
    ShowIssued,
    TurnMonth,
)
from kiosk.flow.showing.report_pages import is_counted, page_of
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtReport, Awaited
from kiosk.flow.steps.report import may_turn, shown_report
from kiosk.flow.views import Button, ReportBody, Role
from kiosk.rules.business_day import first_of, month_of
from kiosk.rules.numerals import yen
from kiosk.rules.units import Month
from kiosk.value import replace


def report(scene: Scene, state: AtReport) -> ReportBody:
    this_month = month_of(scene.today)
    body = ReportBody(
        title=scene.text("report_screen.title", month=scene.words.month(first_of(state.month))),
        note="",
        turns=turns(scene, state.month, *(may_turn(state, by, this_month) for by in (-1, 1))),
        tabs=tuple(
            Button(scene.text(f"report_screen.tab_{page}"), ChoosePage(page), picked=page is state.page)
            for page in ReportPage
        ),
        figure="",
        says="",
        switch=None,
        chart=Nothing(""),
        about="",
        actions=(scene.back("report_screen.back"),),
    )
    match state.read:
        case Awaited(so_far=ReportRead() as read) if is_counted(state.page, read):
            return replace(_page(scene, state, read, body), note=scene.text("report_screen.reading_on"))
        case Awaited() as awaited:
            return replace(body, chart=progress(scene, awaited))
        case ReportRead() as read:
            return _read(scene, state, read, body)
        case trouble:
            again = Button(scene.text("report_screen.again"), ReadAgain(), Role.PRIMARY)
            return replace(body, chart=unreadable(scene, trouble), actions=(*body.actions, again))


def turns(scene: Scene, month: Month, back: bool, on: bool) -> tuple[Button, ...]:
    """◀ ▶, each with the month to which it leads."""
    return tuple(
        Button(
            scene.text(f"report_screen.{way}", month=scene.words.short_month(Month(month + by))),
            TurnMonth(by) if may else None,
        )
        for way, by, may in (("earlier", -1, back), ("later", 1, on))
    )


def progress(scene: Scene, awaited: Awaited) -> Progress:
    return Progress(scene.text("report_screen.reading"), awaited.done / awaited.total)


def unreadable(scene: Scene, trouble: BooksTrouble) -> Nothing:
    return Nothing(scene.text(f"report_screen.cant_read_{trouble}"))


def _page(scene: Scene, state: AtReport, read: ReportRead, body: ReportBody) -> ReportBody:
    page = page_of(scene, shown_report(state, read), read.before, state.page)
    return replace(body, figure=page.figure, says=page.says, chart=page.chart, about=page.about)


def _read(scene: Scene, state: AtReport, read: ReportRead, body: ReportBody) -> ReportBody:
    shown = shown_report(state, read)
    paper = Button(
        scene.text("report_screen.paper"),
        None if state.paper else MakePaper(),
        detail=scene.text("report_screen.paper_making") if state.paper else "",
    )
    issuable = shown.over and not state.issued and (read.issue is None or bool(read.changed))
    issue = Button(scene.text("report_screen.issue"), IssueReport() if issuable else None, Role.PRIMARY)
    return replace(
        _page(scene, state, read, body),
        note=_note(scene, state, read),
        switch=_switch(scene, state, read),
        actions=(*body.actions, paper, issue),
    )


def _note(scene: Scene, state: AtReport, read: ReportRead) -> str:
    """Up to which day; and what became of the sales since it was issued."""
    if read.issue is None:
        key = "report_screen.over" if read.report.over else "report_screen.running"
        return scene.text(key, day=scene.words.day(read.report.as_of, today=scene.today))
    day = scene.words.day(read.issue.bday, today=scene.today)
    if not read.changed:
        return scene.text("report_screen.issued", day=day)
    issued, now = read.issue.report.sums.total, read.report.sums.total
    key = "report_screen.as_issued" if state.issued else "report_screen.as_now"
    if issued == now:
        key += "_same"
    return scene.text(key, day=day, issued=yen(issued), now=yen(now))


def _switch(scene: Scene, state: AtReport, read: ReportRead) -> Button | None:
    if not read.changed:
        return None
    return Button(
        scene.text("report_screen.show_now" if state.issued else "report_screen.show_issued"),
        ShowIssued(not state.issued),
    )
