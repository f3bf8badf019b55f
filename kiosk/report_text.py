"""The report, the classes and the ten questions as lines of text for the command line, in the shop's language."""

import unicodedata
from collections.abc import Sequence

from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.paper.speaking import NONE, meaning
from kiosk.rules.business_day import first_of
from kiosk.rules.classes import STANDINGS, CustomerClass, Limits, Standing
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.questions import Answer, Count, Days, Figure, Question
from kiosk.rules.report import (
    BACK_WITHIN,
    LEAST_BUYERS,
    LIFT_MONTHS,
    PARETO_PERCENT,
    ClassTable,
    Favourite,
    MonthReport,
)
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay

_GAP = "  "


class ReportText:
    def __init__(self, texts: Texts) -> None:
        self.text = texts
        self.words = Words(texts)

    def report(self, report: MonthReport) -> list[str]:
        text, sums = self.text, report.sums
        before, ago = report.sums_before, report.sums_year_ago
        return [
            f"{text('month_paper.title')} {self.words.month(first_of(report.month))} ({self._as_of(report)})",
            "",
            *_columns(
                [
                    ["", "", text("report.last_month"), text("report.last_year")],
                    [text("month_paper.sales"), yen(sums.total), yen(before.total), yen(ago.total)],
                    [text("report.sales"), *map(grouped, (sums.sales, before.sales, ago.sales))],
                    [text("month_paper.cardless"), *map(_percent, (sums.cardless, before.cardless, ago.cardless))],
                ]
            ),
            *self._titled("month_paper.classes", self._class_rows(report)),
            *self._titled("month_paper.movement", self._matrix(report)),
            "",
            *_columns(self._rates(report)),
            *self._titled("month_paper.pareto", self._pareto(report)),
            *self._titled("month_paper.cohorts", self._cohorts(report)),
            *self._titled("month_paper.favourites", self._favourites(report)),
            *self._titled("month_paper.hours", self._hours(report)),
            "",
            text("month_paper.definitions"),
            *self._definitions(report.limits, report.cycle_days),
            text("month_paper.define_rates"),
            text("month_paper.define_pareto", part=PARETO_PERCENT),
            text("month_paper.define_favourites", least=LEAST_BUYERS, months=LIFT_MONTHS),
        ]

    def issued(self, on: BusinessDay, changed: bool) -> list[str]:
        return [self.text("report.issued_changed" if changed else "report.issued", date=self.words.day(on, today=None))]

    def classes(self, table: ClassTable) -> list[str]:
        text = self.text
        heads = [text(f"month_paper.head_{head}") for head in ("class", "people", "of_people")]
        return [
            text("report.classes_as_of", date=self.words.day(table.as_of)),
            "",
            *_columns(
                [
                    [*heads, text("report.ever")],
                    *(
                        [self._standing(row.standing), grouped(row.people), _percent(row.of_people), yen(row.total)]
                        for row in table.rows
                    ),
                ]
            ),
            "",
            *self._definitions(table.limits, table.cycle_days),
        ]

    def questions(self, questions: Sequence[Question]) -> list[str]:
        text, lines = self.text, []
        for one in questions:
            where = f"{self.words.month(first_of(one.month))}, {text('report.up_to', date=self.words.day(one.as_of))}"
            lines += [
                f"{one.number}. {text(f'questions.{one.ask}.title')} ({where})",
                *_columns(
                    [
                        ["", "", text("report.last_month"), text("report.last_year")],
                        *(
                            [
                                self._figure(one, figure),
                                _answer(figure.answer, whole=True),
                                NONE if figure.last_month is None else _answer(figure.last_month),
                                NONE if figure.last_year is None else _answer(figure.last_year),
                            ]
                            for figure in one.figures
                        ),
                    ]
                ),
                text(f"questions.{one.ask}.definition"),
                "",
            ]
        return lines[:-1]

    def _as_of(self, report: MonthReport) -> str:
        day = self.words.day(report.as_of)
        return self.text("month_paper.over" if report.over else "month_paper.running", day=day)

    def _titled(self, key: str, rows: list[list[str]]) -> list[str]:
        return ["", self.text(key), *_columns(rows)]

    def _definitions(self, limits: Limits, cycle_days: int) -> list[str]:
        text = self.text
        lines = [f"{text(f'month_paper.class_{one}')}: {meaning(text, one, limits)}" for one in CustomerClass]
        lines.append(f"{text('month_paper.class_lapsed')}: {text('month_paper.means_lapsed', days=limits.lapsed_days)}")
        if cycle_days:
            lines.append(text("month_paper.define_cycle", days=cycle_days))
        return [*lines, text("month_paper.define_sales"), text("month_paper.define_classes", lapsed=limits.lapsed_days)]

    def _standing(self, standing: Standing | None) -> str:
        if standing is None:
            return self.text("month_paper.new")
        name = self.text(f"month_paper.class_{standing.customer_class}")
        return f"{name} ({self.text('month_paper.class_lapsed')})" if standing.lapsed else name

    def _class_rows(self, report: MonthReport) -> list[list[str]]:
        heads = ("class", "people", "last_month", "of_people", "total", "of_sales")
        return [
            [self.text(f"month_paper.head_{head}") for head in heads],
            *(
                [
                    self._standing(row.standing),
                    grouped(row.people),
                    grouped(row.people_before),
                    _percent(row.of_people),
                    yen(row.total),
                    _percent(row.of_sales),
                ]
                for row in report.classes
            ),
        ]

    def _matrix(self, report: MonthReport) -> list[list[str]]:
        move = report.movement
        return [
            ["", *(self._standing(now) for now in STANDINGS)],
            *(
                [self._standing(was), *(grouped(move.people(was, now)) for now in STANDINGS)]
                for was in (None, *STANDINGS)
            ),
        ]

    def _rates(self, report: MonthReport) -> list[list[str]]:
        return [
            ["", *(self.text(f"month_paper.{rate}") for rate in ("up", "kept", "lapsed", "back"))],
            *(
                [
                    self.text(f"month_paper.class_{one.of}") if one.of else self.text("month_paper.everybody"),
                    *map(_of_whole, (one.up, one.kept, one.lapsed, one.back)),
                ]
                for one in report.movement.rates
            ),
        ]

    def _pareto(self, report: MonthReport) -> list[list[str]]:
        text = self.text
        if not report.pareto.deciles:
            return [[text("month_paper.nobody")]]
        return [
            [text("report.fifth", part=PARETO_PERCENT), "", _of_whole(report.pareto.best)],
            *(
                [text("month_paper.decile", number=one.number), grouped(one.people), _of_whole(one.of_sales)]
                for one in report.pareto.deciles
            ),
        ]

    def _cohorts(self, report: MonthReport) -> list[list[str]]:
        text = self.text
        return [
            [
                text("month_paper.head_first"),
                text("month_paper.head_people"),
                *(text("month_paper.head_within", days=days) for days in BACK_WITHIN),
                text("month_paper.head_back"),
                text("month_paper.head_loyal"),
            ],
            *(
                [
                    self.words.month(first_of(one.month)),
                    grouped(one.people),
                    *(text("month_paper.too_early") if share is None else _percent(share) for share in one.within),
                    _percent(one.back),
                    _percent(one.loyal),
                ]
                for one in report.cohorts
            ),
        ]

    def _favourites(self, report: MonthReport) -> list[list[str]]:
        text = self.text
        if not report.favourites:
            return [[text("month_paper.no_favourites", least=LEAST_BUYERS)]]
        return [
            [text(f"month_paper.head_{head}") for head in ("product", "best", "all", "lift")],
            *([one.name, _of_whole(one.best), _of_whole(one.all), _lift(one)] for one in report.favourites),
        ]

    def _hours(self, report: MonthReport) -> list[list[str]]:
        """Only the hours in which somebody came."""
        hours = [hour for hour in range(24) if any(day[hour] for day in report.hours.visits)]
        return [
            ["", *(self.text("month_paper.hour", hour=hour) for hour in hours)],
            *(
                [self.words.weekday(weekday), *(grouped(day[hour]) for hour in hours)]
                for weekday, day in enumerate(report.hours.visits)
            ),
        ]

    def _figure(self, question: Question, figure: Figure) -> str:
        return self.text(
            f"questions.{question.ask}.{figure.key}",
            number=figure.number,
            end=figure.end,
            name=figure.subject,
        )


def _answer(answer: Answer, whole: bool = False) -> str:
    match answer:
        case Share():
            return _of_whole(answer) if whole else _percent(answer)
        case Count(number):
            return grouped(number)
        case Days():
            return NONE if answer.tenths is None else f"{answer.tenths / 10:.1f}"
        case Favourite():
            return f"{_lift(answer)}  {_of_whole(answer.best)} : {_of_whole(answer.all)}"


def _percent(share: Share) -> str:
    return NONE if share.percent is None else f"{share.percent:.2f}%"


def _of_whole(share: Share) -> str:
    return f"{_percent(share)} ({grouped(share.part)}/{grouped(share.whole)})"


def _lift(one: Favourite) -> str:
    return f"×{one.lift_hundredths / 100:.2f}"


def _columns(rows: list[list[str]]) -> list[str]:
    """The first column to the left, the others to the right, as wide as their widest."""
    widths = [max(_width(row[column]) for row in rows if column < len(row)) for column in range(max(map(len, rows)))]
    return [
        _GAP.join(
            cell + " " * (width - _width(cell)) if column == 0 else " " * (width - _width(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Places on a terminal: a Japanese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
