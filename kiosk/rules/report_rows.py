"""The report as tables for a spreadsheet: the first row of each names its columns, by the keys of the JSON."""

from collections.abc import Sequence

from kiosk.rules.report import BACK_WITHIN, MonthReport
from kiosk.rules.report_json import day_word, month_word
from kiosk.rules.share import Share

Cell = str | int | float | None
Table = Sequence[Sequence[object]]
"""Of cells."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables_of(report: MonthReport) -> dict[str, Table]:
    """By the name of the file, without its ending."""
    sums = report.sums
    rates = [
        [one.of or "all", *_share(one.up), *_share(one.lapsed), *_share(one.kept), *_share(one.back)]
        for one in report.movement.rates
    ]
    return {
        "sales": [
            ["month", "as_of", "sales", "total", "cardless_sales", "cardless_total"],
            [
                month_word(report.month),
                day_word(report.as_of),
                *(sums.sales, sums.total, sums.cardless_sales, sums.cardless_total),
            ],
        ],
        "classes": [
            ["class", "people", "people_last_month", *_heads("of_people"), "total", *_heads("of_sales")],
            *(
                [
                    row.standing.key,
                    row.people,
                    row.people_before,
                    *_share(row.of_people),
                    row.total,
                    *_share(row.of_sales),
                ]
                for row in report.classes
            ),
        ],
        "movement": [
            ["was", "now", "people", "total"],
            *(
                ["" if move.was is None else move.was.key, move.now.key, move.people, move.total]
                for move in report.movement.moves
            ),
        ],
        "rates": [["class", *_heads("up"), *_heads("lapsed"), *_heads("kept"), *_heads("back")], *rates],
        "deciles": [
            ["decile", "people", "total", *_heads("of_sales")],
            *([one.number, one.people, one.total, *_share(one.of_sales)] for one in report.pareto.deciles),
        ],
        "cohorts": [
            [
                "month",
                "people",
                *(head for days in BACK_WITHIN for head in _heads(f"within_{days}")),
                *_heads("back"),
                *_heads("loyal"),
            ],
            *(
                [
                    month_word(one.month),
                    one.people,
                    *(cell for share in one.within for cell in _share(share)),
                    *_share(one.back),
                    *_share(one.loyal),
                ]
                for one in report.cohorts
            ),
        ],
        "favourites": [
            ["product", "name", *_heads("best"), *_heads("everybody"), "lift"],
            *(
                [
                    one.product,
                    _text(one.name),
                    *_share(one.best),
                    *_share(one.all),
                    one.lift_hundredths / 100,
                ]
                for one in report.favourites
            ),
        ],
        "hours": [
            ["weekday", *map(str, range(24))],
            *([weekday, *visits] for weekday, visits in enumerate(report.hours.visits, 1)),
        ],
    }


def _heads(name: str) -> tuple[str, str, str]:
    return f"{name}_part", f"{name}_whole", f"{name}_percent"


def _share(share: Share | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if share is None else (share.part, share.whole, share.percent)


def _text(text: str) -> str:
    """What a spreadsheet would take for a formula stays text."""
    return "'" + text if text.startswith(_FORMULA) else text
