"""What each page of the month's report says and plots."""

from collections.abc import Callable, Mapping, Sequence

from kiosk.actions.month_reads import ReportRead
from kiosk.flow.charts import BarRow, Bars, Cell, Chart, Column, Columns, Grid, GridRow, Nothing
from kiosk.flow.intents import ReportPage
from kiosk.flow.showing.scene import Scene
from kiosk.paper.speaking import NONE, fraction, percent
from kiosk.rules.business_day import date_of, first_of
from kiosk.rules.classes import ACTIVE, LAPSED, Standing
from kiosk.rules.numerals import grouped, tenths, yen
from kiosk.rules.report import (
    BACK_WITHIN,
    LEAST_BUYERS,
    LIFT_MONTHS,
    PARETO_PERCENT,
    YEAR_MONTHS,
    ClassRow,
    Favourite,
    MonthReport,
    Sums,
    best_fifth,
)
from kiosk.rules.share import Share
from kiosk.value import Value


class Page(Value):
    figure: str
    says: str
    chart: Chart
    about: str


def is_counted(page: ReportPage, read: ReportRead) -> bool:
    """Whether all that the page shows is there already."""
    return _PART[page] in read.parts


def page_of(scene: Scene, report: MonthReport, before: Sequence[ClassRow], page: ReportPage) -> Page:
    """`before`: the classes of the month before."""
    return _classes(scene, report, before) if page is ReportPage.CLASSES else _PAGES[page](scene, report)


def _classes(scene: Scene, report: MonthReport, before: Sequence[ClassRow]) -> Page:
    sums, say = report.sums, scene.text
    named = [
        *((say(f"month_paper.class_{one.customer_class}"), (one,)) for one in ACTIVE),
        (say("month_paper.class_lapsed"), LAPSED),
    ]
    most = max(
        1,
        sums.cardless_total,
        report.sums_before.cardless_total,
        *(row.total for row in report.classes),
        *(row.total for row in before),
    )
    rows = []
    for name, standings in named:
        now = [row for row in report.classes if row.standing in standings]
        total, total_before = _yen(now), _yen([row for row in before if row.standing in standings])
        rows.append(
            BarRow(
                title=name,
                figures=(
                    _people(scene, sum(row.people for row in now)),
                    _people(scene, sum(row.people_before for row in now)),
                    percent(Share.joined([row.of_people for row in now])),
                ),
                text=say(
                    "report_screen.sales_and_share",
                    total=yen(total),
                    share=percent(Share.joined([row.of_sales for row in now])),
                ),
                fraction=total / most,
                before=total_before / most,
            )
        )
    rows.append(
        BarRow(
            title=say("month_paper.no_card"),
            figures=("", "", ""),
            text=say("report_screen.sales_and_share", total=yen(sums.cardless_total), share=percent(sums.cardless)),
            fraction=sums.cardless_total / most,
            before=report.sums_before.cardless_total / most,
        )
    )
    heads = tuple(
        say(f"report_screen.head_{head}")
        for head in ("class", "people", "people_before", "of_people", "sales_by_class")
    )
    everybody = sum(row.people for row in report.classes)
    return Page(
        figure=yen(sums.total),
        says=say(
            "report_screen.says_sales",
            before=_total(scene, report.sums_before),
            ago=_total(scene, report.sums_year_ago),
        ),
        chart=Bars(heads, tuple(rows)),
        about=say(
            "report_screen.about_classes", n=everybody, people=grouped(everybody), days=report.limits.lapsed_days
        ),
    )


def _moves(scene: Scene, report: MonthReport) -> Page:
    """Twelve columns: figures without their commas, percentages without decimals."""
    say, moves = scene.text, report.movement
    names = [say(f"month_paper.class_{one.customer_class}") for one in ACTIVE]
    lapsed = say("month_paper.class_lapsed")
    goals = [*((one,) for one in ACTIVE), LAPSED]
    origins: list[tuple[str, Sequence[Standing | None]]] = [
        (say("month_paper.new"), (None,)),
        *((name, (one,)) for name, one in zip(names, ACTIVE, strict=True)),
        (lapsed, LAPSED),
    ]
    rates = {one.of: one for one in moves.rates}
    rows = []
    for name, was in origins:
        people = [sum(moves.people(one, now) for one in was for now in goal) for goal in goals]
        whole = sum(people)
        cells = [
            Cell(str(count), count / whole if whole else 0.0, framed=goal == tuple(was), faint=not count)
            for count, goal in zip(people, goals, strict=True)
        ]
        begin = was[0]
        if begin is None:
            shares = [""] * 4
        elif begin.lapsed:
            shares = ["", "", "", _whole(rates[None].back)]
        else:
            of = rates[begin.customer_class]
            shares = [_whole(of.up), _whole(of.kept), _whole(of.lapsed), ""]
        before = "" if begin is None else str(whole)
        rows.append(GridRow(name, (Cell(before), *cells, *map(Cell, shares))))
    every = rates[None]
    rows.append(
        GridRow(
            say("month_paper.everybody"),
            (
                Cell(str(every.kept.whole)),
                *(Cell("") for _ in goals),
                *(Cell(_whole(one)) for one in (every.up, every.kept, every.lapsed, every.back)),
            ),
        )
    )
    new = sum(move.people for move in moves.moves if move.was is None)
    return Page(
        figure=percent(every.kept),
        says=say(
            "report_screen.says_kept",
            of=grouped(every.kept.whole),
            kept=grouped(every.kept.part),
            lapsed=grouped(every.lapsed.part),
            new=grouped(new),
            back=grouped(every.back.part),
        ),
        chart=Grid(
            say("report_screen.head_was"),
            (
                say("report_screen.head_people"),
                *names,
                lapsed,
                *(say(f"report_screen.rate_{rate}") for rate in ("up", "kept", "lapsed", "back")),
            ),
            tuple(rows),
        ),
        about=say("report_screen.about_moves"),
    )


def _best(scene: Scene, report: MonthReport) -> Page:
    say, pareto = scene.text, report.pareto
    if not pareto.people:
        return Page("", "", Nothing(say("month_paper.nobody")), "")
    first = best_fifth(pareto.people)
    most = max(1, *(decile.total for decile in pareto.deciles))
    return Page(
        figure=percent(pareto.best),
        says=say(
            "report_screen.says_best", n=first, part=PARETO_PERCENT, people=grouped(first), all=grouped(pareto.people)
        ),
        chart=Columns(
            tuple(
                Column(
                    say("report_screen.decile", number=decile.number, people=_people(scene, decile.people)),
                    percent(decile.of_sales),
                    max(0.0, decile.total / most),
                )
                for decile in pareto.deciles
            )
        ),
        about=say("report_screen.about_best", total=yen(pareto.total)),
    )


def _new(scene: Scene, report: MonthReport) -> Page:
    say, cohorts = scene.text, report.cohorts[-YEAR_MONTHS:]
    people = sum(one.people for one in cohorts)
    back, loyal = sum(one.back.part for one in cohorts), sum(one.loyal.part for one in cohorts)

    def shares(ones: Sequence[Share | None]) -> tuple[Cell, ...]:
        return tuple(
            Cell(say("report_screen.too_early"), faint=True) if one is None else Cell(_whole(one), fraction(one))
            for one in ones
        )

    rows = [
        GridRow(
            say("report_screen.new_people"), tuple(Cell(grouped(one.people), faint=not one.people) for one in cohorts)
        ),
        *(
            GridRow(say("month_paper.head_within", days=days), shares([one.within[at] for one in cohorts]))
            for at, days in enumerate(BACK_WITHIN)
        ),
        GridRow(say("month_paper.head_back"), shares([one.back for one in cohorts])),
        GridRow(say("report_screen.new_loyal"), shares([one.loyal for one in cohorts])),
    ]
    return Page(
        figure=percent(Share(back, people)),
        says=say("report_screen.says_new", people=grouped(people), back=grouped(back), loyal=grouped(loyal)),
        chart=Grid(
            say("month_paper.head_first"),
            tuple(
                say(
                    "report_screen.year_month",
                    year=date_of(first_of(one.month)).year % 100,
                    month=scene.words.short_month(one.month),
                )
                for one in cohorts
            ),
            tuple(rows),
        ),
        about=say("report_screen.about_new"),
    )


def _taste(scene: Scene, report: MonthReport) -> Page:
    say, liked = scene.text, report.favourites
    about = say("report_screen.about_taste", months=LIFT_MONTHS, least=LEAST_BUYERS)
    if not liked:
        return Page("", "", Nothing(say("month_paper.no_favourites", least=LEAST_BUYERS)), about)
    most = max(max(fraction(one.best), fraction(one.all)) for one in liked)
    heads = tuple(say(f"report_screen.head_{head}") for head in ("product", "lift", "all", "best"))
    return Page(
        figure=times(scene, liked[0]),
        says=say("report_screen.says_taste", name=liked[0].name),
        chart=Bars(
            heads,
            tuple(
                BarRow(
                    title=one.name,
                    figures=(times(scene, one), percent(one.all)),
                    text=percent(one.best),
                    fraction=fraction(one.best) / most,
                    before=fraction(one.all) / most,
                )
                for one in liked
            ),
        ),
        about=about,
    )


def _hours(scene: Scene, report: MonthReport) -> Page:
    say, hours = scene.text, report.hours
    visits = sum(map(sum, hours.visits))
    shown = hours.shown
    fullest = [
        (day, hour) for day in range(7) for hour in range(24) if visits and hours.visits[day][hour] == hours.most
    ]
    rows = tuple(
        GridRow(
            scene.words.weekday(number),
            (
                *(
                    Cell(
                        grouped(count),
                        count / hours.most if hours.most else 0.0,
                        framed=(number, hour) in fullest,
                        faint=not count,
                    )
                    for hour, count in zip(shown, day[shown.start : shown.stop], strict=True)
                ),
                Cell(grouped(sum(day))),
            ),
        )
        for number, day in enumerate(hours.visits)
    )
    says = say("report_screen.says_no_visits")
    if fullest:
        day, hour = fullest[0]
        says = say("report_screen.says_hours", weekday=scene.words.weekday(day), hour=hour, most=grouped(hours.most))
    heads = (*(say("month_paper.hour", hour=hour) for hour in shown), say("month_paper.sum"))
    return Page(
        figure=say("report_screen.visits", n=visits, count=grouped(visits)),
        says=says,
        chart=Grid("", heads, rows),
        about=say("report_screen.about_hours"),
    )


def _cardless(scene: Scene, report: MonthReport) -> Page:
    say = scene.text

    def row(title: str, sums: Sums) -> BarRow:
        figures = (
            _total(scene, sums),
            yen(sums.cardless_total),
            say("report_screen.sales", n=sums.cardless_sales, count=grouped(sums.cardless_sales)),
        )
        return BarRow(title, figures, percent(sums.cardless), fraction(sums.cardless))

    heads = tuple(
        say(f"report_screen.head_{head}") for head in ("month", "sales", "cardless", "cardless_sales", "share")
    )
    return Page(
        figure=percent(report.sums.cardless),
        says=say("report_screen.says_cardless"),
        chart=Bars(
            heads,
            (
                row(say("report_screen.this_month"), report.sums),
                row(say("report_screen.last_month"), report.sums_before),
                row(say("report_screen.last_year"), report.sums_year_ago),
            ),
        ),
        about=say("report_screen.about_cardless"),
    )


_PART: Mapping[ReportPage, str] = {
    ReportPage.CLASSES: "classes",
    ReportPage.MOVES: "classes",
    ReportPage.CARDLESS: "classes",
    ReportPage.BEST: "pareto",
    ReportPage.NEW: "cohorts",
    ReportPage.HOURS: "hours",
    ReportPage.TASTE: "favourites",
}
"""Of kiosk.actions.report.PARTS."""
_PAGES: Mapping[ReportPage, Callable[[Scene, MonthReport], Page]] = {
    ReportPage.MOVES: _moves,
    ReportPage.BEST: _best,
    ReportPage.NEW: _new,
    ReportPage.TASTE: _taste,
    ReportPage.HOURS: _hours,
    ReportPage.CARDLESS: _cardless,
}


def times(scene: Scene, one: Favourite) -> str:
    """2.5 times."""
    return scene.text("month_paper.times", figure=tenths(one.lift_tenths))


def _people(scene: Scene, count: int) -> str:
    return scene.text("month_paper.people", n=count, count=grouped(count))


def _total(scene: Scene, sums: Sums) -> str:
    return yen(sums.total) if sums.sales else scene.text("report_screen.none")


def _yen(rows: Sequence[ClassRow]) -> int:
    return sum(row.total for row in rows)


def _whole(share: Share) -> str:
    """49%, half rounded up: many stand beside one another."""
    return f"{(share.part * 200 + share.whole) // (2 * share.whole)}%" if share.whole else NONE
