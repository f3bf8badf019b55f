"""CDNOW's customers of 1997 and 1998, whom nobody here made: do the known figures come out?

    python -m tests.bench.cdnow [FILE]

FILE is CDNOW_master.txt, or the wheel of the PyPI package `lifetimes` 0.11.3 that holds it; without it pip fetches the
wheel into build/ (the package alone: of itself it would bring pandas and scipy). A cent stands for a yen. Exits with 1
when a figure is another one.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from db.connection import FILE, Store
from db.figures import rebuild
from kiosk.actions.months import Months
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.report import cohorts_of, month_report
from kiosk.rules.business_day import day_of, first_of, month_of
from kiosk.rules.report import pareto
from kiosk.rules.report_json import report_json
from kiosk.rules.settings import Settings
from kiosk.rules.share import Share
from kiosk.rules.units import Month
from tests.bench.big_sales import SALE
from tests.recount import Recount

TODAY: Final = date(1998, 7, 1)
KNOWN: Final = {
    "rows": 69_659,
    "customers": 23_570,
    "repeaters": 11_516,
    "repeaters %": "48.86",
    "back within 30 days %": "17.46",
    "back within 60 days %": "25.15",
    "back within 90 days %": "29.22",
    "back within 180 days %": "37.45",
    "back within 365 days %": "45.86",
    "sales after the first day %": "68.6215",
    "sales to repeaters %": "85.2978",
    "deciles %": "50.94 16.83 10.17 6.81 4.83 3.55 2.65 1.87 1.37 0.98",
    "the month's report is DuckDB's": True,
}


def lines(file: Path) -> list[str]:
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            return wheel.read("lifetimes/datasets/CDNOW_master.txt").decode().splitlines()[1:]
    return file.read_text().splitlines()[1:]


def fetched() -> Path:
    """The wheel in build/."""
    folder = Path("build/cdnow")
    if not list(folder.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), "lifetimes==0.11.3"]
        subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def fill(store: Store, rows: list[str]) -> None:
    connection = store.database.connection()

    def sales() -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(rows, 1):
            customer, when, _, dollars = row.split()
            day = day_of(date(int(when[:4]), int(when[4:6]), int(when[6:])))
            yen = round(float(dollars) * 100)
            key = f"cdnow:{number}"
            yield number, None, int(customer), yen, 0, 0, yen, yen, 0, key, day * 86_400_000 + number, day

    with store.transaction():
        connection.executemany(
            "INSERT INTO customer (id, number, name, reading, reading_key, phone, phone_tail, email, postcode, address,"
            " at, bday) VALUES (?1, ?1, '', '', '', '', '', '', '', '', 0, 0)",
            ((number,) for number in sorted({int(row.split()[0]) for row in rows})),
        )
        connection.executemany(SALE, sales())
        rebuild(connection)


def figures(folder: Path, rows: list[str]) -> dict[str, Any]:
    store = Store.open(folder)
    open_books(store, folder, new_shop("オーナー", []))
    fill(store, rows)
    months = Months(store, Settings(), day_of(TODAY))
    month = Month(month_of(day_of(TODAY)) - 1)
    cohorts = cohorts_of(months, month, before=month - month_of(day_of(date(1997, 1, 1))))
    people = sum(cohort.people for cohort in cohorts)
    began = cohorts[:3]  # everybody came for the first time in these
    within = [
        Share(sum(share.part for cohort in began if (share := cohort.within[index])), people) for index in range(3)
    ]
    days = {"within_0": 180, "within_1": 365, "within_2": 0}
    firsts = months.report.firsts.all(begin=first_of(Month(0)), day=months.today, **days)
    within += [
        Share(sum(row.within_0 for row in firsts), people),
        Share(sum(row.within_1 for row in firsts), people),
    ]
    back = Share(sum(cohort.back.part for cohort in cohorts), people)
    bought = months.report.year.all(since=0, month=month)
    execute = store.database.connection().execute
    total, of_repeaters = execute("SELECT sum(total), sum(total) FILTER (WHERE days > 1) FROM customer_stat").get
    later = execute(
        "SELECT sum(s.total) FROM sale AS s JOIN customer_stat AS c ON c.customer_id = s.customer_id"
        ' WHERE s.bday > c."first"'
    ).get
    report = report_json(month_report(months, month))
    store.close()
    return {
        "rows": len(rows),
        "customers": people,
        "repeaters": back.part,
        "repeaters %": f"{back.percent:.2f}",
        **{
            f"back within {span} days %": f"{share.percent:.2f}"
            for span, share in zip((30, 60, 90, 180, 365), within, strict=True)
        },
        "sales after the first day %": f"{later / total * 100:.4f}",
        "sales to repeaters %": f"{of_repeaters / total * 100:.4f}",
        "deciles %": " ".join(f"{one.of_sales.percent:.2f}" for one in pareto([row.total for row in bought]).deciles),
        "the month's report is DuckDB's": report == Recount(folder / FILE, TODAY).report(month),
    }


def main() -> int:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else fetched()
    folder = Path(tempfile.mkdtemp())
    try:
        found = figures(folder, lines(file))
    finally:
        shutil.rmtree(folder)
    for name, known in KNOWN.items():
        print(f"{name:32} {found[name]!s:52} {'' if found[name] == known else f'BUT {known}'}")
    return 0 if found == KNOWN else 1


if __name__ == "__main__":
    sys.exit(main())
