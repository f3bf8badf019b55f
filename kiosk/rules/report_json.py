"""The report, the questions and the classes as plain values for JSON. The README names the keys; they stay as they are.

A month is "2026-11", a day "2026-11-25", a share {"part", "whole", "percent"}; a percentage of nothing is null.
"""

from typing import Any

from kiosk.rules.business_day import date_of, first_of
from kiosk.rules.classes import Limits, Standing
from kiosk.rules.questions import Answer, Count, Days, Names, Question
from kiosk.rules.report import BACK_WITHIN, ClassTable, Favourite, MonthReport, Sums
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, Month

Plain = dict[str, Any]


def month_word(month: Month) -> str:
    return date_of(first_of(month)).strftime("%Y-%m")


def day_word(day: BusinessDay) -> str:
    return date_of(day).isoformat()


def report_json(report: MonthReport) -> Plain:
    return {
        "month": month_word(report.month),
        "as_of": day_word(report.as_of),
        "over": report.over,
        "limits": limits_json(report.limits, report.cycle_days),
        "sales": _sums(report.sums),
        "sales_last_month": _sums(report.sums_before),
        "sales_last_year": _sums(report.sums_year_ago),
        "classes": [
            {
                "class": row.standing.key,
                "people": row.people,
                "people_last_month": row.people_before,
                "of_people": share_json(row.of_people),
                "total": row.total,
                "of_sales": share_json(row.of_sales),
            }
            for row in report.classes
        ],
        "movement": {
            "moves": [
                {"was": _standing(move.was), "now": move.now.key, "people": move.people, "total": move.total}
                for move in report.movement.moves
            ],
            "rates": [
                {
                    "class": rates.of,
                    "up": share_json(rates.up),
                    "lapsed": share_json(rates.lapsed),
                    "kept": share_json(rates.kept),
                    "back": share_json(rates.back),
                }
                for rates in report.movement.rates
            ],
        },
        "pareto": {
            "people": report.pareto.people,
            "total": report.pareto.total,
            "best_fifth": share_json(report.pareto.best),
            "deciles": [
                {
                    "decile": decile.number,
                    "people": decile.people,
                    "total": decile.total,
                    "of_sales": share_json(decile.of_sales),
                }
                for decile in report.pareto.deciles
            ],
        },
        "cohorts": [
            {
                "month": month_word(cohort.month),
                "people": cohort.people,
                **{
                    f"within_{days}": None if share is None else share_json(share)
                    for days, share in zip(BACK_WITHIN, cohort.within, strict=True)
                },
                "back": share_json(cohort.back),
                "loyal": share_json(cohort.loyal),
            }
            for cohort in report.cohorts
        ],
        "favourites": [_favourite(one) for one in report.favourites],
        "hours": [list(day) for day in report.hours.visits],
    }


def question_json(question: Question) -> Plain:
    return {
        "question": question.number,
        "key": question.ask,
        "month": month_word(question.month),
        "as_of": day_word(question.as_of),
        "figures": [
            {
                "key": figure.key,
                "number": figure.number,
                "end": figure.end,
                "answer": answer_json(figure.answer),
                "last_month": answer_json(figure.last_month),
                "last_year": answer_json(figure.last_year),
            }
            for figure in question.figures
        ],
    }


def classes_json(table: ClassTable) -> Plain:
    return {
        "as_of": day_word(table.as_of),
        "limits": limits_json(table.limits, table.cycle_days),
        "classes": [
            {
                "class": row.standing.key,
                "people": row.people,
                "of_people": share_json(row.of_people),
                "total": row.total,
            }
            for row in table.rows
        ],
    }


def names_json(names: Names) -> Plain:
    return {
        "people": [
            {"id": one.customer, "number": one.number, "name": one.name, "figure": one.figure} for one in names.people
        ],
        "unnamed": names.unnamed,
    }


def answer_json(answer: Answer | None) -> Any:
    match answer:
        case None:
            return None
        case Share():
            return share_json(answer)
        case Count(number):
            return {"people": number}
        case Days():
            return {"days": None if answer.tenths is None else answer.tenths / 10}
        case Favourite():
            return _favourite(answer)


def share_json(share: Share) -> Plain:
    return {"part": share.part, "whole": share.whole, "percent": share.percent}


def limits_json(limits: Limits, cycle_days: int) -> Plain:
    return {
        "toddler_days": limits.toddler_days,
        "loyal_days": limits.loyal_days,
        "loyal_yen": limits.loyal_yen,
        "lapsed_days": limits.lapsed_days,
        "back_days": limits.back_days,
        "cycle_days": cycle_days,
    }


def _standing(standing: Standing | None) -> str | None:
    return None if standing is None else standing.key


def _sums(sums: Sums) -> Plain:
    return {
        "sales": sums.sales,
        "total": sums.total,
        "cardless_sales": sums.cardless_sales,
        "cardless_total": sums.cardless_total,
        "cardless": share_json(sums.cardless),
    }


def _favourite(one: Favourite) -> Plain:
    return {
        "product": one.product,
        "name": one.name,
        "best": share_json(one.best),
        "everybody": share_json(one.all),
        "lift": one.lift_hundredths / 100,
    }
