"""What the owner's screens read in the reports' thread: a month's report, the ten questions, the names behind one.

Each is a kiosk.actions.long_reads.LongRead: made at the counter, done in the other thread, answered by a frozen value.
"""

from db.connection import Reader
from kiosk.actions.books import Books
from kiosk.actions.classes import kept_moves, moves_of
from kiosk.actions.issue import Issue, Moment, keep_moves, last_issue, moment_of
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.actions.months import Months
from kiosk.actions.question_names import names_of
from kiosk.actions.questions import question
from kiosk.actions.report import STEPS, month_report
from kiosk.rules.questions import Ask, Names, Question, Who
from kiosk.rules.report import ClassRow, MonthReport, Move, class_rows
from kiosk.rules.units import Instant, Month
from kiosk.value import Value


class Counted(Value):
    """Moves of a month that is over, which nobody had counted and kept before."""

    month: Month
    moves: tuple[Move, ...]


class ReportRead(Value):
    """A month's report as it is now, and as it was issued; `before`: the classes of the month before."""

    report: MonthReport
    before: tuple[ClassRow, ...]
    issue: Issue | None
    first: Month  # in which somebody bought, or the running one when nobody ever did
    moment: Moment
    counted: tuple[Counted, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The parts that are no longer as they were issued; nothing when it was not issued."""
        return () if self.issue is None else self.issue.changed(self.report)


class QuestionsRead(Value):
    questions: tuple[Question, ...]  # ten
    lapsed_days: int  # from so many on somebody is no longer "unseen", but 離脱
    first: Month  # as in ReportRead


def read_report(month: Month, now: Instant) -> LongRead:
    """Of a month, looked at from `now`."""

    def read(reader: Reader, tell: Tell) -> ReportRead:
        months = Months.of_shop(reader, now)
        report = month_report(months, month, lambda done, total: tell(done, total + 1))
        before = Month(month - 1)
        moves_before = moves_of(months, before)
        tell(STEPS + 1, STEPS + 1)
        fresh = (Counted(month, report.movement.moves), Counted(before, moves_before))
        return ReportRead(
            report=report,
            before=class_rows(moves_before, report.sums_before),
            issue=last_issue(months, month),
            first=first_month(months),
            moment=moment_of(months),
            counted=tuple(
                one for one in fresh if one.moves and months.is_over(one.month) and not kept_moves(months, one.month)
            ),
        )

    return read


def keep_counted(books: Books, read: ReportRead) -> None:
    """So that the next look at these months need not count them again."""
    for one in read.counted:
        keep_moves(books, one.month, one.moves, read.moment)


def read_questions(month: Month, now: Instant) -> LongRead:
    def read(reader: Reader, tell: Tell) -> QuestionsRead:
        months = Months.of_shop(reader, now)
        answered = []
        for number, ask in enumerate(Ask):
            tell(number, len(Ask))
            answered.append(question(months, ask, month))
        return QuestionsRead(tuple(answered), months.limits(months.day(month)).lapsed_days, first_month(months))

    return read


def read_names(month: Month, now: Instant, who: Who) -> LongRead:
    def read(reader: Reader, tell: Tell) -> Names:
        return names_of(Months.of_shop(reader, now), month, who)

    return read


def first_month(months: Months) -> Month:
    first = months.classes.months.only().first
    return months.this_month if first is None else min(Month(first), months.this_month)
