"""毎月の顧客分析 on A4, made to be pinned on the wall (report.typ). Its figures are those of kiosk.rules.report."""

from collections.abc import Sequence
from typing import Any

from kiosk.paper.glyphs import spelled
from kiosk.paper.speaking import NONE, Words, fraction, meaning, percent
from kiosk.paper.typeset import Typeset
from kiosk.rules.business_day import date_of, first_of
from kiosk.rules.classes import ACTIVE, LAPSED, CustomerClass, Standing
from kiosk.rules.numerals import grouped, tenths, yen
from kiosk.rules.report import (
    BACK_WITHIN,
    LEAST_BUYERS,
    LIFT_MONTHS,
    PARETO_PERCENT,
    ClassRow,
    Hours,
    MonthReport,
    Rates,
    best_fifth,
)
from kiosk.rules.share import Share


def month_report(report: MonthReport, shop: str, words: Words) -> Typeset:
    """Three pages. Characters that no font has (a product's name may hold one) stand as their codes."""
    return Typeset("report", _Sheet(report, shop, words).values())


class _Sheet:
    def __init__(self, report: MonthReport, shop: str, words: Words) -> None:
        self.report, self.shop, self.words = report, shop, words
        self.say = words.texts
        self.active = [row for row in report.classes if not row.standing.lapsed]
        self.lapsed = [row for row in report.classes if row.standing.lapsed]

    def values(self) -> dict[str, Any]:
        say, report = self.say, self.report
        day = self.words.full_day(date_of(report.as_of))
        return {
            "shop": spelled(self.shop),
            "title": say("month_paper.title"),
            "month": self.words.month(report.as_of),
            "as_of": say("month_paper.over" if report.over else "month_paper.running", day=day),
            "tiles": self.tiles(),
            "classes": self.classes(),
            "movement": self.movement(),
            "pareto": self.pareto(),
            "cohorts": self.cohorts(),
            "favourites": self.favourites(),
            "hours": self.hours(report.hours),
            "definitions": self.definitions(),
        }

    def tiles(self) -> list[dict[str, Any]]:
        say, now, before, ago = self.say, self.report.sums, self.report.sums_before, self.report.sums_year_ago
        people, people_before = _people(self.active), sum(row.people_before for row in self.active)
        loyal = next(row for row in self.active if row.standing.customer_class is CustomerClass.LOYAL)
        return [
            {
                "title": say("month_paper.sales"),
                "figure": yen(now.total),
                "below": [
                    say("month_paper.sales_count", n=now.sales, count=grouped(now.sales)),
                    say("month_paper.last_month", figure=yen(before.total) if before.sales else NONE),
                    say("month_paper.last_year", figure=yen(ago.total) if ago.sales else NONE),
                ],
            },
            {
                "title": say("month_paper.active"),
                "figure": self.people(people),
                "below": [
                    say("month_paper.last_month", figure=self.people(people_before)),
                    self.change(people - people_before),
                    say("month_paper.lapsed_people", figure=self.people(_people(self.lapsed))),
                ],
            },
            {
                "title": say("month_paper.loyal_sales"),
                "figure": percent(loyal.of_sales),
                "below": [self.people(loyal.people), yen(loyal.total)],
            },
            {
                "title": say("month_paper.cardless"),
                "figure": percent(now.cardless),
                "below": [
                    yen(now.cardless_total),
                    say("month_paper.last_month", figure=percent(before.cardless)),
                    say("month_paper.last_year", figure=percent(ago.cardless)),
                ],
            },
        ]

    def classes(self) -> dict[str, Any]:
        say = self.say
        rows = [self.class_row(say(f"month_paper.class_{row.standing.customer_class}"), [row]) for row in self.active]
        for row, one in zip(rows, ACTIVE, strict=True):
            row["means"] = meaning(say, one.customer_class, self.report.limits)
        lapsed = self.class_row(say("month_paper.class_lapsed"), self.lapsed)
        lapsed["means"] = say("month_paper.means_lapsed", days=self.report.limits.lapsed_days)
        sums = self.report.sums
        cardless = {
            "name": say("month_paper.no_card"),
            "means": say("month_paper.means_no_card"),
            "total": yen(sums.cardless_total),
            "sales": [percent(sums.cardless), fraction(sums.cardless)],
        }
        return {
            "title": say("month_paper.classes"),
            "heads": [
                say(f"month_paper.head_{head}")
                for head in ("class", "people", "last_month", "change", "of_people", "total", "of_sales")
            ],
            "rows": [*rows, lapsed],
            "cardless": cardless,
            "whole": {
                "name": say("month_paper.whole"),
                "people": self.people(_people(self.report.classes)),
                "total": yen(sums.total),
            },
        }

    def class_row(self, name: str, rows: Sequence[ClassRow]) -> dict[str, Any]:
        people, before = _people(rows), sum(row.people_before for row in rows)
        of_people = Share.joined([row.of_people for row in rows])
        of_sales = Share.joined([row.of_sales for row in rows])
        return {
            "name": name,
            "people": self.people(people),
            "before": self.people(before),
            "change": self.change(people - before),
            "of_people": [percent(of_people), fraction(of_people)],
            "total": yen(sum(row.total for row in rows)),
            "sales": [percent(of_sales), fraction(of_sales)],
        }

    def movement(self) -> dict[str, Any]:
        say, moves = self.say, self.report.movement
        names = [say(f"month_paper.class_{one.customer_class}") for one in ACTIVE]
        lapsed = say("month_paper.class_lapsed")

        def going(was: Sequence[Standing | None]) -> list[str]:
            to = [*((one,) for one in ACTIVE), LAPSED]
            return [grouped(sum(moves.people(one, now) for one in was for now in nows)) for nows in to]

        return {
            "title": say("month_paper.movement"),
            "about": say("month_paper.about_movement"),
            "to": [*names, lapsed],
            "rows": [
                [say("month_paper.new"), *going([None])],
                *([name, *going([one])] for name, one in zip(names, ACTIVE, strict=True)),
                [lapsed, *going(LAPSED)],
            ],
            "rate_heads": [say(f"month_paper.{rate}") for rate in ("up", "kept", "lapsed", "back")],
            "rates": [
                [self.rate_name(rates), *map(self.parts, (rates.up, rates.kept, rates.lapsed, rates.back))]
                for rates in moves.rates
            ],
        }

    def rate_name(self, rates: Rates) -> str:
        return self.say("month_paper.everybody" if rates.of is None else f"month_paper.class_{rates.of}")

    def pareto(self) -> dict[str, Any]:
        say, pareto = self.say, self.report.pareto
        first = best_fifth(pareto.people)
        most = max((decile.of_sales.part for decile in pareto.deciles), default=0) or 1
        return {
            "title": say("month_paper.pareto"),
            "sentence": say(
                "month_paper.pareto_sentence",
                part=PARETO_PERCENT,
                people=self.people(first),
                percent=percent(pareto.best),
            )
            if pareto.people
            else say("month_paper.nobody"),
            "whole": say("month_paper.pareto_whole", people=self.people(pareto.people), total=yen(pareto.total)),
            "deciles": [
                {
                    "name": say("month_paper.decile", number=decile.number),
                    "people": self.people(decile.people),
                    "total": yen(decile.total),
                    "percent": percent(decile.of_sales),
                    "bar": decile.total / most,
                }
                for decile in pareto.deciles
            ],
        }

    def cohorts(self) -> dict[str, Any]:
        say = self.say
        return {
            "title": say("month_paper.cohorts"),
            "about": say("month_paper.about_cohorts"),
            "heads": [
                say("month_paper.head_first"),
                say("month_paper.head_people"),
                *(say("month_paper.head_within", days=days) for days in BACK_WITHIN),
                say("month_paper.head_back"),
                say("month_paper.head_loyal"),
            ],
            "rows": [
                [
                    self.words.month(first_of(cohort.month)),
                    self.people(cohort.people),
                    *([say("month_paper.too_early")] if one is None else self.bar(one) for one in cohort.within),
                    self.bar(cohort.back),
                    self.bar(cohort.loyal),
                ]
                for cohort in self.report.cohorts
            ],
        }

    def favourites(self) -> dict[str, Any]:
        say = self.say
        return {
            "title": say("month_paper.favourites"),
            "about": say("month_paper.about_favourites", months=LIFT_MONTHS),
            "heads": [say(f"month_paper.head_{head}") for head in ("product", "best", "all", "lift")],
            "none": say("month_paper.no_favourites", least=LEAST_BUYERS),
            "rows": [
                {
                    "name": spelled(one.name),
                    "best": [percent(one.best), fraction(one.best)],
                    "all": [percent(one.all), fraction(one.all)],
                    "lift": say("month_paper.times", figure=tenths(one.lift_tenths)),
                }
                for one in self.report.favourites
            ],
        }

    def hours(self, hours: Hours) -> dict[str, Any]:
        say = self.say
        shown = hours.shown
        return {
            "title": say("month_paper.hours"),
            "about": say("month_paper.about_hours", visits=grouped(sum(map(sum, hours.visits)))),
            "hours": [say("month_paper.hour", hour=hour) for hour in shown],
            "rows": [
                {
                    "day": self.words.weekday(number),
                    "visits": list(day[shown.start : shown.stop]),
                    "sum": grouped(sum(day)),
                }
                for number, day in enumerate(hours.visits)
            ],
            "sum": say("month_paper.sum"),
            "most": hours.most,
        }

    def definitions(self) -> dict[str, Any]:
        limits = self.report.limits
        cycle = self.report.cycle_days
        return {
            "title": self.say("month_paper.definitions"),
            "texts": [
                self.say("month_paper.define_sales"),
                self.say("month_paper.define_classes", lapsed=limits.lapsed_days),
                *([self.say("month_paper.define_cycle", days=cycle)] if cycle else []),
                self.say("month_paper.define_rates"),
                self.say("month_paper.define_pareto", part=PARETO_PERCENT),
                self.say("month_paper.define_favourites", least=LEAST_BUYERS, months=LIFT_MONTHS),
            ],
        }

    def people(self, count: int) -> str:
        return self.say("month_paper.people", n=count, count=grouped(count))

    def change(self, by: int) -> str:
        """+12: more than last month; said in words too, as − and + are soon overlooked."""
        if not by:
            return self.say("month_paper.same")
        return self.say("month_paper.more" if by > 0 else "month_paper.fewer", count=grouped(abs(by)))

    def parts(self, share: Share) -> list[str]:
        """The percentage, and of how many it is one."""
        return [percent(share), f"{grouped(share.part)}/{grouped(share.whole)}" if share.whole else ""]

    def bar(self, share: Share) -> list[Any]:
        return [percent(share), fraction(share)]


def _people(rows: Sequence[ClassRow]) -> int:
    return sum(row.people for row in rows)
