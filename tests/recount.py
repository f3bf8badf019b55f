"""Every figure of the report and of the questions once more, from the raw rows alone, by another engine: DuckDB.

It shares nothing with the program: no summary table, no query, no rule. What comes out is the JSON of both.
"""

import csv
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import duckdb

EPOCH = date(1970, 1, 1)
NAMES = ("first", "toddler", "steady", "trend", "loyal")
UP = {("first", other) for other in NAMES[1:]} | {("toddler", other) for other in NAMES[2:]}
UP |= {("steady", "loyal"), ("trend", "loyal")}
RAW = {
    "customer": "id, number, name, merged_into_id, erased_at, bday",
    "sale": "id, of_id, customer_id, goods, total, bday",
    "sale_line": "id, sale_id, of_id, product_id, quantity",
    "visit": "customer_id, bday, at",
    "contact": "id, bday, follow_up_id, letter_id",
    "follow_up": "id, customer_id, rule, state, bday, settled_bday",
}
BOUGHT = """
CREATE TABLE bought AS
    SELECT s.id, coalesce(c.merged_into_id, c.id) AS person, s.bday,
        (year(DATE '1970-01-01' + s.bday::INTEGER) - 1970) * 12
            + month(DATE '1970-01-01' + s.bday::INTEGER) - 1 AS month,
        s.total + coalesce(b.total, 0) AS net
    FROM sale s LEFT JOIN customer c ON c.id = s.customer_id
    LEFT JOIN (SELECT of_id, sum(goods) AS goods, sum(total) AS total FROM sale WHERE of_id IS NOT NULL GROUP BY of_id)
        b ON b.of_id = s.id
    WHERE s.of_id IS NULL AND (b.of_id IS NULL OR s.goods + b.goods > 0);
CREATE TABLE item AS
    SELECT bought.month, bought.bday, bought.person, l.product_id AS product
    FROM sale_line l JOIN bought ON bought.id = l.sale_id
    LEFT JOIN (SELECT of_id, sum(quantity) AS quantity FROM sale_line WHERE of_id IS NOT NULL GROUP BY of_id)
        b ON b.of_id = l.id
    WHERE l.of_id IS NULL AND l.product_id IS NOT NULL AND person IS NOT NULL
        AND l.quantity + coalesce(b.quantity, 0) > 0
"""


@dataclass(frozen=True)
class Rules:
    """As the settings have them."""

    toddler_days: int = 90
    loyal_days: int = 210
    loyal_yen: int = 70_000
    lapsed_days: int = 240
    back_days: int = 90
    cycle_days: int = 0


class Recount:
    def __init__(self, file: Path, today: date, rules: Rules | None = None, zone: str = "Asia/Tokyo") -> None:
        self.today = (today - EPOCH).days
        self.rules = rules or Rules()
        self.zone = ZoneInfo(zone)
        self.duck = duckdb.connect()
        self.take(file)

    def take(self, file: Path) -> None:
        """The raw rows, as they are now."""
        self._standings: dict[int, dict[int, str]] = {}
        source = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
        with tempfile.TemporaryDirectory() as folder:
            for table, columns in RAW.items():
                path = Path(folder) / f"{table}.csv"
                with path.open("w", newline="") as out:
                    csv.writer(out).writerows(source.execute(f"SELECT {columns} FROM {table}"))
                kinds = ", ".join(f"'{name}': '{_kind(name)}'" for name in columns.split(", "))
                self.duck.execute(
                    f"CREATE OR REPLACE TABLE {table} AS"
                    f" FROM read_csv('{path}', auto_detect = false, header = false, delim = ',', quote = '\"',"
                    f" columns = {{{kinds}}})"
                )
        self.product_names = dict(source.execute("SELECT id, name FROM product"))
        source.close()
        for table in ("bought", "item"):
            self.duck.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in BOUGHT.split(";"):
            self.duck.execute(statement)

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        return self.duck.execute(sql, params).fetchall()

    def day(self, month: int) -> int:
        return min(self.today, first(month + 1) - 1)

    # classes

    def limits(self, day: int) -> dict[str, int]:
        rules = self.rules
        limits = {
            "toddler_days": rules.toddler_days,
            "loyal_days": rules.loyal_days,
            "loyal_yen": rules.loyal_yen,
            "lapsed_days": rules.lapsed_days,
            "back_days": rules.back_days,
            "cycle_days": rules.cycle_days,
        }
        if cycle := rules.cycle_days:
            limits |= {"toddler_days": 3 * cycle, "loyal_days": 7 * cycle, "lapsed_days": max(31, 8 * cycle)}
            total, count = self.rows(
                "SELECT sum(net), count(*) FROM bought WHERE person IS NOT NULL AND bday > $day - 365 AND bday <= $day",
                day=day,
            )[0]
            if count:
                limits["loyal_yen"] = 7 * (int(total) // count)
        return limits

    def standings(self, day: int) -> dict[int, str]:
        if day not in self._standings:
            self._standings[day] = self._counted(day)
        return self._standings[day]

    def _counted(self, day: int) -> dict[int, str]:
        limits, found = self.limits(day), {}
        for person, days, begun, last, total in self.rows(
            """SELECT person, count(DISTINCT bday), min(bday), max(bday), sum(net)::BIGINT FROM bought
                WHERE person IS NOT NULL AND bday <= $day GROUP BY person""",
            day=day,
        ):
            if days == 1:
                name = "first"
            elif last - begun < limits["toddler_days"]:
                name = "toddler"
            elif total < limits["loyal_yen"]:
                name = "steady"
            elif last - begun < limits["loyal_days"]:
                name = "trend"
            else:
                name = "loyal"
            found[person] = name + ("-lapsed" if day - last >= limits["lapsed_days"] else "")
        return found

    def classes(self, day: int) -> list[tuple[str, int, int]]:
        """Key, people, all they ever bought; ten rows."""
        totals = dict(
            self.rows(
                "SELECT person, sum(net)::BIGINT FROM bought WHERE person IS NOT NULL AND bday <= $day GROUP BY person",
                day=day,
            )
        )
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for person, key in self.standings(day).items():
            sums[key][0] += 1
            sums[key][1] += totals[person]
        return [(key, *sums[key]) for key in TEN]

    def moves(self, month: int) -> dict[tuple[str | None, str], list[int]]:
        before, now = self.standings(first(month) - 1), self.standings(self.day(month))
        spent = dict(
            self.rows(
                """SELECT person, sum(net)::BIGINT FROM bought WHERE person IS NOT NULL AND month = $month
                    GROUP BY person""",
                month=month,
            )
        )
        sums: dict[tuple[str | None, str], list[int]] = defaultdict(lambda: [0, 0])
        for person, key in now.items():
            cell = sums[before.get(person), key]
            cell[0] += 1
            cell[1] += spent.get(person, 0)
        return sums

    # the report

    def report(self, month: int) -> dict[str, Any]:
        day, moves = self.day(month), self.moves(month)
        sums = self.sums(month)
        now: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        before: dict[str | None, int] = defaultdict(int)
        for (was, to), (people, total) in moves.items():
            before[was] += people
            now[to][0] += people
            now[to][1] += total
        everybody = sum(people for people, _ in now.values())
        return {
            "month": word(month),
            "as_of": (EPOCH + timedelta(day)).isoformat(),
            "over": self.today > first(month + 1) - 1 or self.today == first(month + 1) - 1,
            "limits": self.limits(day),
            "sales": sums,
            "sales_last_month": self.sums(month - 1),
            "sales_last_year": self.sums(month - 12),
            "classes": [
                {
                    "class": key,
                    "people": now[key][0],
                    "people_last_month": before[key],
                    "of_people": share(now[key][0], everybody),
                    "total": now[key][1],
                    "of_sales": share(now[key][1], sums["total"]),
                }
                for key in TEN
            ],
            "movement": {
                "moves": [
                    {"was": was, "now": to, "people": people, "total": total}
                    for (was, to), (people, total) in sorted(
                        moves.items(), key=lambda one: (_place(one[0][0]), _place(one[0][1]))
                    )
                ],
                "rates": [rates(moves, one) for one in (*NAMES, None)],
            },
            "pareto": self.pareto(month),
            "cohorts": [self.cohort(one, month) for one in range(month - 12, month + 1)],
            "favourites": self.favourites(month),
            "hours": self.hours(month),
        }

    def sums(self, month: int) -> dict[str, Any]:
        sales, total, bare, bare_total = self.rows(
            """SELECT count(*), coalesce(sum(net), 0)::BIGINT, count(*) FILTER (person IS NULL),
                coalesce(sum(net) FILTER (person IS NULL), 0)::BIGINT FROM bought WHERE month = $month""",
            month=month,
        )[0]
        return {
            "sales": sales,
            "total": total,
            "cardless_sales": bare,
            "cardless_total": bare_total,
            "cardless": share(bare_total, total),
        }

    def year(self, month: int) -> list[tuple[int, int, int, int, int, int]]:
        """person, total, days, first, last, decile: the most first."""
        return self.rows(
            """SELECT *, ntile(10) OVER (ORDER BY total DESC, person) FROM (
                SELECT person, sum(net)::BIGINT AS total, count(DISTINCT bday), min(bday), max(bday) FROM bought
                WHERE person IS NOT NULL AND month BETWEEN $month - 11 AND $month GROUP BY person
            ) ORDER BY total DESC, person""",
            month=month,
        )

    def pareto(self, month: int) -> dict[str, Any]:
        bought = self.year(month)
        whole = sum(row[1] for row in bought)
        fifth = -(-len(bought) * 20 // 100)
        tenths: dict[int, list[int]] = defaultdict(list)
        for row in bought:
            tenths[row[5]].append(row[1])
        return {
            "people": len(bought),
            "total": whole,
            "best_fifth": share(sum(row[1] for row in bought[:fifth]), whole),
            "deciles": [
                {
                    "decile": number,
                    "people": len(tenths[number]),
                    "total": sum(tenths[number]),
                    "of_sales": share(sum(tenths[number]), whole),
                }
                for number in (range(1, 11) if bought else ())
            ],
        }

    def cohort(self, cohort: int, month: int) -> dict[str, Any]:
        day = self.day(month)
        found = self.rows(
            """SELECT person, begun, (SELECT min(bday) FROM bought b WHERE b.person = p.person AND b.bday > begun)
                FROM (SELECT person, min(bday) AS begun FROM bought WHERE person IS NOT NULL GROUP BY person) p
                WHERE begun BETWEEN $low AND $high""",
            low=first(cohort),
            high=min(first(cohort + 1) - 1, day),
        )
        standings = self.standings(day)
        people = len(found)
        return {
            "month": word(cohort),
            "people": people,
            **{
                f"within_{days}": share(
                    sum(second is not None and second - begun <= days for _, begun, second in found), people
                )
                if first(cohort + 1) - 1 + days <= day
                else None
                for days in (30, 60, 90)
            },
            "back": share(sum(second is not None and second <= day for *_, second in found), people),
            "loyal": share(sum(standings[person] == "loyal" for person, *_ in found), people),
        }

    def best(self, month: int) -> list[tuple[int, int, int, int, int, int]]:
        return [row for row in self.year(month) if row[5] == 1]

    def favourites(self, month: int) -> list[dict[str, Any]]:
        best = {row[0] for row in self.best(month)}
        buyers = {
            person
            for (person,) in self.rows(
                "SELECT DISTINCT person FROM bought WHERE person IS NOT NULL AND month BETWEEN $month - 2 AND $month",
                month=month,
            )
        }
        everybody: dict[int, int] = defaultdict(int)
        of_best: dict[int, int] = defaultdict(int)
        for person, product in self.rows(
            "SELECT DISTINCT person, product FROM item WHERE month BETWEEN $month - 2 AND $month", month=month
        ):
            everybody[product] += 1
            of_best[product] += person in best
        liked = [
            (Fraction(count * len(buyers), everybody[product] * len(best & buyers)), count, product)
            for product, count in of_best.items()
            if count >= 5
        ]
        liked.sort(key=lambda one: (-one[0], -one[1], one[2]))
        return [
            {
                "product": product,
                "name": self.product_names[product],
                "best": share(count, len(best & buyers)),
                "everybody": share(everybody[product], len(buyers)),
                "lift": half_up(lift, 2),
            }
            for lift, count, product in liked[:15]
        ]

    def hours(self, month: int) -> list[list[int]]:
        grid = [[0] * 24 for _ in range(7)]
        for bday, at in self.rows(
            'SELECT bday, "at" FROM visit WHERE bday BETWEEN $low AND $high', low=first(month), high=self.day(month)
        ):
            grid[(EPOCH + timedelta(bday)).weekday()][
                datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone).hour
            ] += 1
        return grid

    # the questions: figure → (part, whole) or a number

    def regulars(self, month: int) -> dict[Any, Any]:
        total = self.sums(month)["total"]
        repeaters = self.rows(
            """SELECT coalesce(sum(net), 0)::BIGINT FROM bought WHERE month = $month AND person IN (
                SELECT person FROM bought WHERE person IS NOT NULL AND bday <= $day
                GROUP BY person HAVING count(DISTINCT bday) >= 2)""",
            month=month,
            day=self.day(month),
        )[0][0]
        regular = sum(total for (_, now), (_, total) in self.moves(month).items() if now in ("loyal", "steady"))
        return {("repeaters", 0): share(repeaters, total), ("loyal_steady", 0): share(regular, total)}

    def newcomers(self, month: int) -> dict[Any, Any]:
        new = self.rows(
            """SELECT coalesce(sum(net), 0)::BIGINT FROM bought WHERE month = $month AND person IN (
                SELECT person FROM bought WHERE person IS NOT NULL GROUP BY person HAVING min(bday) >= $begin)""",
            month=month,
            begin=first(month),
        )[0][0]
        sums = self.sums(month)
        return {("new", 0): share(new, sums["total"]), ("cardless", 0): sums["cardless"]}

    def unseen(self, month: int) -> dict[Any, Any]:
        day = self.day(month)
        gaps = self.rows(
            """SELECT $day - max(bday) FROM bought WHERE person IS NOT NULL AND bday <= $day GROUP BY person""", day=day
        )
        lapsed, found, low = self.limits(day)["lapsed_days"], {}, 61
        while low < lapsed:
            high = min(low + 29, lapsed - 1)
            found["span", low] = {"people": sum(low <= gap <= high for (gap,) in gaps)}
            low += 30
        return found

    def active(self, month: int) -> dict[Any, Any]:
        begin = datetime.combine(EPOCH + timedelta(first(month)), datetime.min.time(), self.zone) + timedelta(hours=4)
        bought = self.rows(
            "SELECT count(DISTINCT person) FROM bought WHERE person IS NOT NULL AND month = $month", month=month
        )[0][0]
        records = self.rows(
            """SELECT count(*) FROM customer c WHERE merged_into_id IS NULL
                AND (erased_at IS NULL OR erased_at >= $begin)
                AND (bday <= $day OR EXISTS (SELECT 1 FROM bought b WHERE b.person = c.id AND b.bday <= $day))""",
            begin=int(begin.timestamp() * 1000),
            day=self.day(month),
        )[0][0]
        return {("bought", 0): share(bought, records)}

    def returning(self, month: int) -> dict[Any, Any]:
        cohort = self.cohort(month - 4, month)
        return {("within", days): cohort[f"within_{days}"] for days in (30, 60, 90)}

    def best_share(self, month: int) -> dict[Any, Any]:
        pareto = self.pareto(month)
        deciles = {("decile", one["decile"]): one["of_sales"] for one in pareto["deciles"]}
        return {("fifth", 0): pareto["best_fifth"], **deciles}

    def rhythm(self, month: int) -> dict[Any, Any]:
        return {
            ("best", 0): {"days": middle(self.best(month))},
            ("everybody", 0): {"days": middle(self.year(month))},
        }

    def taste(self, month: int) -> dict[Any, Any]:
        return {("product", one["product"]): one for one in self.favourites(month)}

    def contacts(self, month: int) -> dict[Any, Any]:
        by_rule, made = self.rows(
            """SELECT count(*) FILTER (coalesce(follow_up_id, letter_id) IS NOT NULL), count(*) FROM contact
                WHERE bday BETWEEN $low AND $high""",
            low=first(month),
            high=self.day(month),
        )[0]
        return {("by_rule", 0): share(by_rule, made)}

    def welcome(self, month: int) -> dict[Any, Any]:
        found = self.rows(
            """WITH came AS (
                    SELECT coalesce(c.merged_into_id, c.id) AS person, v.bday FROM (
                        SELECT customer_id, bday FROM visit
                        UNION SELECT customer_id, bday FROM sale WHERE of_id IS NULL AND customer_id IS NOT NULL
                    ) v JOIN customer c ON c.id = v.customer_id
                )
                SELECT f.state = 'done', min(came.bday - f.settled_bday) FROM follow_up f
                JOIN customer c ON c.id = f.customer_id
                LEFT JOIN came ON came.person = coalesce(c.merged_into_id, c.id) AND came.bday > f.settled_bday
                WHERE f.bday BETWEEN $low AND $high AND f.rule IN ('thanks', 'second', 'quarter')
                GROUP BY f.id, f.state""",
            low=first(month),
            high=first(month + 1) - 1,
        )
        done = [days for is_done, days in found if is_done]
        return {
            ("made", 0): {"people": len(found)},
            ("done", 0): share(len(done), len(found)),
            **{
                ("came", within): share(sum(days is not None and days <= within for days in done), len(done))
                for within in (30, 60, 90)
            },
        }

    @property
    def questions(self) -> dict[str, Callable[[int], dict[Any, Any]]]:
        return {
            "regulars": self.regulars,
            "newcomers": self.newcomers,
            "unseen": self.unseen,
            "active": self.active,
            "returning": self.returning,
            "best": self.best_share,
            "rhythm": self.rhythm,
            "taste": self.taste,
            "contacts": self.contacts,
            "welcome": self.welcome,
        }


TEN = (*NAMES, *(f"{name}-lapsed" for name in NAMES))


def first(month: int) -> int:
    return (date(1970 + month // 12, month % 12 + 1, 1) - EPOCH).days


def month_of(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1


def word(month: int) -> str:
    return f"{1970 + month // 12}-{month % 12 + 1:02d}"


def share(part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "percent": half_up(Fraction(part * 100, whole), 2) if whole else None}


def half_up(exact: Fraction, places: int) -> float:
    scaled = Decimal(exact.numerator * 10**places) / Decimal(exact.denominator)
    return float(scaled.quantize(Decimal(1), ROUND_HALF_UP) / 10**places)


def middle(bought: list[tuple[int, int, int, int, int, int]]) -> float | None:
    gaps = sorted(Fraction(last - begun, days - 1) for _, _, days, begun, last, _ in bought if days > 1)
    if not gaps:
        return None
    return half_up((gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2, 1)


def rates(moves: dict[tuple[str | None, str], list[int]], of: str | None) -> dict[str, Any]:
    active = lapsed = up = gone = back = 0
    for (was, now), (people, _) in moves.items():
        if was is None or of not in (None, was.removesuffix("-lapsed")):
            continue
        if was.endswith("-lapsed"):
            lapsed += people
            back += people * (not now.endswith("-lapsed"))
        else:
            active += people
            gone += people * now.endswith("-lapsed")
            up += people * ((was, now) in UP)
    return {
        "class": of,
        "up": share(up, active),
        "lapsed": share(gone, active),
        "kept": share(active - gone, active),
        "back": share(back, lapsed),
    }


def _place(key: str | None) -> int:
    return -1 if key is None else TEN.index(key)


def _kind(column: str) -> str:
    return "VARCHAR" if column in ("name", "rule", "state") else "BIGINT"
