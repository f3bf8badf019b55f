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
from kiosk.actions.report import PARTS, growing_report, sums_of
from kiosk.rules.questions import Ask, Names, Question, Who
from kiosk.rules.report import ClassRow, MonthReport, Move, class_rows
from kiosk.rules.units import Instant, Month
from kiosk.value import Value, replace


class Counted(Value):
    """Moves of a month that is over, which nobody had counted and kept before."""

    month: Month
    moves: tuple[Move, ...]


class ReportRead(Value):
    """A month's report as it is now, and as it was issued; `before`: the classes of the month before.

    While it is read it holds those `parts` that are counted, and nothing of what was issued."""

    report: MonthReport
    before: tuple[ClassRow, ...]
    issue: Issue | None
    first: Month  # in which somebody bought, or the running one when nobody ever did
    moment: Moment
    counted: tuple[Counted, ...] = ()
    parts: tuple[str, ...] = PARTS

    @property
    def changed(self) -> tuple[str, ...]:
        """The parts that are no longer as they were issued; nothing when it was not issued."""
        return () if self.issue is None else self.issue.changed(self.report)


class QuestionsRead(Value):
    questions: tuple[Question, ...]  # ten; while they are read those that are answered
    lapsed_days: int  # from so many on somebody is no longer "unseen", but 離脱
    first: Month  # as in ReportRead


def read_report(month: Month, now: Instant) -> LongRead:
    """Of a month, looked at from `now`."""

    def read(reader: Reader, tell: Tell) -> ReportRead:
        months = Months.of_shop(reader, now)
        before = Month(month - 1)
        moves_before = moves_of(months, before)
        rows_before = class_rows(moves_before, sums_of(months, before))
        first, moment = first_month(months), moment_of(months)
        for done, report in enumerate(growing_report(months, month), 1):
            so_far = ReportRead(report, rows_before, None, first, moment, parts=PARTS[:done])
            tell(done, len(PARTS), so_far)
        fresh = (Counted(month, report.movement.moves), Counted(before, moves_before))
        return replace(
            so_far,
            issue=last_issue(months, month),
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
        lapsed_days, first = months.limits(months.day(month)).lapsed_days, first_month(months)
        answered: dict[Ask, Question] = {}
        for ask in sorted(Ask, key=lambda ask: ask is Ask.TASTE):  # what takes longest comes last
            answered[ask] = question(months, ask, month)
            found = QuestionsRead(tuple(answered[one] for one in Ask if one in answered), lapsed_days, first)
            tell(len(answered), len(Ask), found)
        return found

    return read


def read_names(month: Month, now: Instant, who: Who) -> LongRead:
    def read(reader: Reader, tell: Tell) -> Names:
        return names_of(Months.of_shop(reader, now), month, who)

    return read


def first_month(months: Months) -> Month:
    first = months.classes.months.only().first
    return months.this_month if first is None else min(Month(first), months.this_month)
