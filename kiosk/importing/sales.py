"""`kiosk import sales`: an old register's sales, said, asked and written; broken off, the same file brings the rest."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from db.errors import StoreError
from kiosk.actions.books import Books
from kiosk.actions.figures import ensure_figures
from kiosk.actions.import_sales import write_sales
from kiosk.actions.import_sales_plan import SalesPlan, Unknown, plan_sales
from kiosk.flow.texts import Texts
from kiosk.importing.progress import Bar
from kiosk.importing.run import ended_before
from kiosk.importing.saying import MOST_LINES, say_faults, say_found
from kiosk.importing.table import Table, Unreadable, read_table
from kiosk.rules.business_day import date_of
from kiosk.rules.drafts import RowFault
from kiosk.rules.headings import Kind, guess_columns, meanings
from kiosk.rules.past_sales import YEN, Past, PastRow, past_row, past_sales
from kiosk.value import Value

UNUSED: Final = "-"
"""In --columns: a column that is not used."""


_UNITS: Final = (Decimal("0.0001"), Decimal(10_000))


class SalesWishes(Value):
    file: Path
    columns: str  # what the columns say, with commas between; "": the headings say it
    unit: str
    unknown: Unknown
    dry_run: bool
    yes: bool


class _Refused(Exception):
    """Nothing is imported; the words say why."""


def import_sales(books: Books, wishes: SalesWishes, texts: Texts) -> int:
    """0: imported, or nothing to import, or a dry run without faults. 1: why not is said."""
    try:
        named, unit = _named(wishes.columns, texts), _unit(wishes.unit, texts)
        table, columns = _table(wishes.file, named, texts)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    say_found(texts, wishes.file.name, table, columns)
    if "date" not in columns or not columns.keys() & {"amount", "net_amount", "price"}:
        print(texts("import.sales.no_columns"), file=sys.stderr)
        return 1
    past, faults = _past(table, columns, date_of(books.today()), unit)
    plan = plan_sales(books, past, wishes.unknown)
    faults = sorted([*faults, *plan.faults], key=lambda fault: fault.row)
    if faults:
        say_faults(texts, table, faults)
    _say_plan(texts, plan, columns, unit)
    ended = ended_before(texts, faulty=bool(faults), writes=bool(plan.writes), dry_run=wishes.dry_run, yes=wishes.yes)
    return ended if ended is not None else _written(books, plan, texts)


def _named(words: str, texts: Texts) -> tuple[str, ...] | None:
    if not words:
        return None
    named, good = tuple(word.strip() for word in words.split(",")), meanings(Kind.SALES)
    for word in named:
        if word != UNUSED and word not in good:
            raise _Refused(texts("import.sales.bad_columns", word=word, good=", ".join((*good, UNUSED))))
    return named


def _unit(word: str, texts: Texts) -> Decimal:
    try:
        unit = Decimal(word)
    except InvalidOperation:
        unit = Decimal(0)
    if not (unit.is_finite() and _UNITS[0] <= unit <= _UNITS[1]):
        raise _Refused(texts("import.sales.bad_unit"))
    return unit


def _table(file: Path, named: tuple[str, ...] | None, texts: Texts) -> tuple[Table, dict[str, int]]:
    try:
        table = read_table(file, named)
    except Unreadable as error:
        raise _Refused(texts(f"import.file_fault.{error.why}", name=file.name)) from None
    if named is None:
        return table, guess_columns(Kind.SALES, table.headings)
    columns = {word: place for place, word in reversed(list(enumerate(named))) if word != UNUSED}
    return _without_headings(table, columns), columns


def _without_headings(table: Table, columns: dict[str, int]) -> Table:
    """The first row is no sale when its date has no figures: the file has headings after all."""
    place, first = columns.get("date"), next(iter(table.rows), None)
    if place is None or first is None or any(map(str.isdigit, first.cells[place])):
        return table
    return table.without_first()


def _past(table: Table, columns: dict[str, int], today: date, unit: Decimal) -> tuple[Past, list[RowFault]]:
    faults = list(table.faults)

    def rows() -> Iterator[PastRow]:
        for row in table.rows:
            found = past_row(row.row, row.cells, columns, today, unit)
            if isinstance(found, PastRow):
                yield found
            else:
                faults.extend(found)

    past = past_sales(rows())
    return past, [*faults, *past.faults]


def _say_plan(texts: Texts, plan: SalesPlan, columns: dict[str, int], unit: Decimal) -> None:
    """What comes in, what stays out and why, and what it means."""
    say = _sayer(texts, unit)
    if plan.sales:
        days = [planned.sale.day for planned in plan.sales]
        rows = sum(planned.sale.rows for planned in plan.sales)
        say("summary", n=f"{plan.writes:,}", rows=f"{rows:,}", total=plan.total, first=min(days), last=max(days))
        nobody = f"{plan.without_customer:,}"
        say("customers", known=f"{len(plan.known):,}", new=f"{len(plan.newcomers):,}", nobody=nobody)
    if plan.same:
        say("same", n=f"{plan.same:,}")
    if plan.changed:
        rows_said = ", ".join(map(str, plan.changed[:MOST_LINES]))
        say("changed", n=f"{len(plan.changed):,}", rows=rows_said)
    if plan.returned:
        say("returned", n=f"{len(plan.returned):,}", total=sum(back.total for back in plan.returned))
    if plan.erased:
        say("erased", n=f"{plan.erased:,}")
    if plan.loose and columns.keys() & {"code", "item"}:
        say("loose", n=f"{plan.loose:,}")
    if plan.sales:
        if unit != YEN:
            say("unit", unit=unit)
        if "net_amount" in columns:
            print(texts("import.net_price"))
        print(texts("import.no_rate"))
        if any(planned.sale.time is None for planned in plan.sales):
            say("no_time")
        say("no_points")


def _sayer(texts: Texts, unit: Decimal) -> Callable[..., None]:
    def say(key: str, **figures: object) -> None:
        if isinstance(total := figures.get("total"), int):
            figures["total"] = f"¥{total:,}" if unit == YEN else f"{total * unit:,}"
        print(texts(f"import.sales.{key}", **figures))

    return say


def _written(books: Books, plan: SalesPlan, texts: Texts) -> int:
    done = 0

    def tell(so_far: int, total: int) -> None:
        nonlocal done
        done = so_far
        bar.tell(so_far, total)

    try:
        with Bar(sys.stderr) as bar:
            write_sales(books, plan, tell)
    except StoreError:
        with suppress(StoreError):  # where there is no room for them, the next opening counts them
            ensure_figures(books)
        print(texts("import.sales.broken_off", done=f"{done:,}"), file=sys.stderr)
        return 1
    print(texts("import.sales.done", n=f"{plan.writes:,}"))
    return 0
