"""The ten questions of a month: each answered from the figures, with what it was a month and a year ago."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from db.queries.report import YearRow
from kiosk.actions.classes import bought_by
from kiosk.actions.follow_ups_counted import count_programme
from kiosk.actions.months import Months, since_of, span
from kiosk.actions.report import best_tenth, favourites_of, sums_of
from kiosk.rules.business_day import first_of, last_of
from kiosk.rules.classes import CustomerClass, Standing
from kiosk.rules.questions import (
    COHORT_MONTHS,
    Answer,
    Ask,
    Count,
    Days,
    Figure,
    Question,
    Who,
    middle_gap,
    unseen_spans,
)
from kiosk.rules.report import BACK_WITHIN, YEAR_MONTHS, pareto
from kiosk.rules.share import Share
from kiosk.rules.units import Month

REGULAR = (Standing(CustomerClass.LOYAL), Standing(CustomerClass.STEADY))
"""現役 alone: who buys in a month has not lapsed at its end."""


class Part(NamedTuple):
    """One figure of an answer, of one month. `key` and `number` say which; `names`: whether names stand behind it."""

    key: str
    answer: Answer
    number: int = 0
    names: bool = True
    end: int = 0
    subject: str = ""


def question(months: Months, ask: Ask, month: Month) -> Question:
    """With last month and last year beside it."""
    parts = _ANSWERS[ask]
    before, year_ago = Month(month - 1), Month(month - YEAR_MONTHS)
    earlier = [
        {(part.key, part.number): part.answer for part in parts(months, one)}
        for one in _compared(ask, before, year_ago)
    ]
    last_month, last_year = earlier if earlier else ({}, {})
    return Question(
        ask=ask,
        month=month,
        as_of=months.day(month),
        figures=tuple(
            Figure(
                key=part.key,
                answer=part.answer,
                last_month=last_month.get((part.key, part.number)),
                last_year=last_year.get((part.key, part.number)),
                who=Who(ask, part.key, part.number) if part.names else None,
                number=part.number,
                end=part.end,
                subject=part.subject,
            )
            for part in parts(months, month)
        ),
    )


def questions(months: Months, month: Month) -> tuple[Question, ...]:
    """All ten, in their order."""
    return tuple(question(months, ask, month) for ask in Ask)


def _compared(ask: Ask, *months: Month) -> tuple[Month, ...]:
    """Tastes are not compared: three months of all lines are read for them."""
    return () if ask is Ask.TASTE else months


def _regulars(months: Months, month: Month) -> list[Part]:
    sums = sums_of(months, month)
    repeaters = months.report.repeaters_total.only(month=month, day=months.day(month)).amount
    regular = bought_by(months, month, *REGULAR)
    return [Part("repeaters", Share(repeaters, sums.total)), Part("loyal_steady", Share(regular, sums.total))]


def _newcomers(months: Months, month: Month) -> list[Part]:
    sums = sums_of(months, month)
    new = months.report.newcomers_total.only(month=month, begin=first_of(month)).amount
    return [Part("new", Share(new, sums.total)), Part("cardless", sums.cardless, names=False)]


def _unseen(months: Months, month: Month) -> list[Part]:
    day = months.day(month)
    lapsed = months.limits(day).lapsed_days
    spans = unseen_spans(lapsed)
    if not spans:
        return []
    least, most = spans[0][0], spans[-1][1]
    if day == months.today:
        rows = months.report.gaps_now.all(day=day, least=least, most=most)
    else:
        rows = months.report.gaps.all(day=day, least=least, most=most, month=month, since=since_of(day, most))
    return [
        Part("span", Count(sum(row.people for row in rows if low <= row.gap <= high)), number=low, end=high)
        for low, high in spans
    ]


def _active(months: Months, month: Month) -> list[Part]:
    records = months.report.records.only(day=months.day(month), begin_at=months.begin_at(month)).amount
    return [Part("bought", Share(months.report.buyers.only(month=month).amount, records))]


def _returning(months: Months, month: Month) -> list[Part]:
    cohort = Month(month - COHORT_MONTHS)
    days = {f"within_{index}": within for index, within in enumerate(BACK_WITHIN)}
    rows = months.report.firsts.all(**span(cohort, last_of(cohort)), **days)
    people = sum(row.people for row in rows)
    back = (sum(row.within_0 for row in rows), sum(row.within_1 for row in rows), sum(row.within_2 for row in rows))
    return [Part("within", Share(came, people), number=within) for within, came in zip(BACK_WITHIN, back, strict=True)]


def _best(months: Months, month: Month) -> list[Part]:
    bought = pareto([row.total for row in months.year(month)])
    deciles = [Part("decile", decile.of_sales, number=decile.number) for decile in bought.deciles]
    return [Part("fifth", bought.best), *deciles]


def _rhythm(months: Months, month: Month) -> list[Part]:
    bought = months.year(month)
    return [
        Part("best", rhythm_of(best_tenth(bought))),
        Part("everybody", rhythm_of(bought), names=False),
    ]


def rhythm_of(bought: Sequence[YearRow]) -> Days:
    """The median of their own days between purchases."""
    return middle_gap([(row.first, row.last, row.days) for row in bought])


def _taste(months: Months, month: Month) -> list[Part]:
    return [
        Part("product", one, number=one.product, subject=one.name)
        for one in favourites_of(months, month, months.year(month))
    ]


def _contacts(months: Months, month: Month) -> list[Part]:
    made = months.report.contacts.only(**span(month, months.day(month)))
    return [Part("by_rule", Share(made.by_rule, made.contacts))]


def _welcome(months: Months, month: Month) -> list[Part]:
    counted = count_programme(months.reader, month)
    return [
        Part("made", Count(counted.made), names=False),
        Part("done", Share(counted.done, counted.made), names=False),
        *(Part("came", Share(came.number, counted.done), number=came.days, names=False) for came in counted.came),
    ]


_ANSWERS: Mapping[Ask, Callable[[Months, Month], list[Part]]] = {
    Ask.REGULARS: _regulars,
    Ask.NEWCOMERS: _newcomers,
    Ask.UNSEEN: _unseen,
    Ask.ACTIVE: _active,
    Ask.RETURNING: _returning,
    Ask.BEST: _best,
    Ask.RHYTHM: _rhythm,
    Ask.TASTE: _taste,
    Ask.CONTACTS: _contacts,
    Ask.WELCOME: _welcome,
}
