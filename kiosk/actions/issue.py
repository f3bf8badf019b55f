"""A month's report is issued: kept as it is, whatever is taken back later. And what was counted of a month is kept."""

import msgspec

from db.models import ClassMonth, Report
from db.queries.report import ReportQueries
from kiosk.actions.books import Books
from kiosk.actions.months import Months
from kiosk.rules.business_day import first_of, month_of
from kiosk.rules.report import MonthReport, Move
from kiosk.rules.units import BusinessDay, Instant, Month
from kiosk.value import Value


class Issue(Value):
    """A report as it was issued."""

    at: Instant
    bday: BusinessDay
    report: MonthReport

    def changed(self, now: MonthReport) -> tuple[str, ...]:
        """The parts that a refund, a merge or a change of the settings made otherwise since."""
        return tuple(name for name in now.__struct_fields__ if getattr(self.report, name) != getattr(now, name))


class Issued(Value):
    """It is on the disk."""

    issue: Issue


class IssuedBefore(Value):
    """It was issued already, and nothing has changed since: nothing was written."""

    issue: Issue


class NotOver(Value):
    """The month is not over, and so its report is not whole: nothing was written."""


class MovesKept(Value):
    """They are on the disk."""


class Outdated(Value):
    """A sale of that month or an earlier one was changed since they were counted, or the month runs: nothing was
    written."""


class Moment(Value):
    """When a read began, to know whether what it counted still holds."""

    at: Instant
    sale: int


def last_issue(months: Months, month: Month) -> Issue | None:
    """The newest report that was issued of a month."""
    return _last(months.report, month)


def issue_report(books: Books, report: MonthReport) -> Issued | IssuedBefore | NotOver:
    """Kept for good. One that changed since it was issued is issued once more; the earlier one stays."""
    with books.deed() as deed:
        if report.month >= month_of(deed.bday) or not report.over:
            return NotOver()
        before = _last(ReportQueries(books.store), report.month)
        if before is not None and not before.changed(report):
            return IssuedBefore(before)
        row = books.store.new_id()
        Report.insert(
            id=row,
            month=report.month,
            content=msgspec.json.encode(report).decode(),
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
        books.log_access(deed, "report_issued", ref=row)
    return Issued(Issue(deed.at, deed.bday, report))


def moment_of(months: Months) -> Moment:
    """In the read transaction in which the figures are counted."""
    row = months.report.moment.only()
    return Moment(Instant(row.at), row.sale)


def keep_moves(books: Books, month: Month, moves: tuple[Move, ...], counted: Moment) -> MovesKept | Outdated:
    """Keep who moved between the classes in a month that is over, so that it need not be counted again."""
    with books.deed() as deed:
        after = first_of(Month(month + 1))
        row = ReportQueries(books.store).past_changed.only(at=counted.at, sale=counted.sale, after=after)
        if row.changed or month >= month_of(deed.bday):
            return Outdated()
        ClassMonth.delete().where(ClassMonth.month == month).execute()
        for move in moves:
            was = "" if move.was is None else move.was.key
            ClassMonth.insert(month=month, was=was, now=move.now.key, people=move.people, total=move.total).execute()
    return MovesKept()


def _last(queries: ReportQueries, month: Month) -> Issue | None:
    row = queries.issued.one(month=month)
    if row is None:
        return None
    return Issue(Instant(row.at), BusinessDay(row.bday), msgspec.json.decode(row.content, type=MonthReport))
