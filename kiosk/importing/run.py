"""`kiosk import`: reads, says what it found, asks, writes. The same file twice changes nothing."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from db.errors import DiskFull, StoreError
from kiosk.actions.books import Books
from kiosk.actions.import_customers import plan_customers, write_customers
from kiosk.actions.import_plan import Duplicates, Far, Plan
from kiosk.actions.import_products import plan_products, write_products
from kiosk.flow.texts import Texts
from kiosk.importing.progress import Bar
from kiosk.importing.saying import say_faults, say_found, say_plan
from kiosk.importing.table import Table, Unreadable, read_table
from kiosk.rules.drafts import RowFault, customer_draft, product_draft
from kiosk.rules.headings import Kind, guess_columns
from kiosk.value import Value


class Wishes(Value):
    kind: Kind
    file: Path
    duplicates: Duplicates
    dry_run: bool
    yes: bool


_DRAFT: Final[dict[Kind, Callable[..., Any]]] = {Kind.CUSTOMERS: customer_draft, Kind.PRODUCTS: product_draft}
_PLAN: Final[dict[Kind, Callable[..., Plan[Any]]]] = {Kind.CUSTOMERS: plan_customers, Kind.PRODUCTS: plan_products}
_WRITE: Final[dict[Kind, Callable[[Books, Plan[Any], Far], None]]] = {
    Kind.CUSTOMERS: write_customers,
    Kind.PRODUCTS: write_products,
}
_NEEDED: Final = {
    Kind.CUSTOMERS: {"number", "name", "family", "given", "phone", "mobile", "card"},
    Kind.PRODUCTS: {"name"},
}


def import_table(books: Books, wishes: Wishes, texts: Texts) -> int:
    """0: imported, or nothing to import, or a dry run without faults. 1: nothing was imported, and why is said."""
    try:
        table = read_table(wishes.file)
    except Unreadable as error:
        print(texts(f"import.file_fault.{error.why}", name=wishes.file.name), file=sys.stderr)
        return 1
    columns = guess_columns(wishes.kind, table.headings)
    say_found(texts, wishes.file.name, table, columns)
    if not columns.keys() & _NEEDED[wishes.kind]:
        print(texts("import.no_columns"), file=sys.stderr)
        return 1
    drafts, faults = _drafts(wishes.kind, table, columns)
    plan = _PLAN[wishes.kind](books, drafts, wishes.duplicates)
    if faults:
        say_faults(texts, table, faults)
    say_plan(texts, plan, columns, drafts)
    ended = ended_before(texts, faulty=bool(faults), writes=bool(plan.writes), dry_run=wishes.dry_run, yes=wishes.yes)
    return ended if ended is not None else _written(books, wishes.kind, plan, texts)


def _drafts(kind: Kind, table: Table, columns: dict[str, int]) -> tuple[list[Any], list[RowFault]]:
    drafts, faults = [], list(table.faults)
    for row in table.rows:
        draft = _DRAFT[kind](row.row, row.cells, columns)
        if isinstance(draft, list):
            faults += draft
        else:
            drafts.append(draft)
    return drafts, sorted(faults, key=lambda fault: fault.row)


def ended_before(texts: Texts, *, faulty: bool, writes: bool, dry_run: bool, yes: bool) -> int | None:
    """After the plan was said: the exit code with which it ends there, and why; None: now it is written."""
    if faulty:
        print(texts("import.mend"), file=sys.stderr)
        return 1
    if not writes:
        print(texts("import.nothing_new"))
        return 0
    if dry_run:
        print(texts("import.dry_run"))
        return 0
    return None if yes or _asked(texts) else 1


def _asked(texts: Texts) -> bool:
    """Whether somebody at the terminal said yes."""
    if not sys.stdin.isatty():
        print(texts("import.say_yes"), file=sys.stderr)
        return False
    if input(texts("import.ask")).strip().casefold() in ("y", "yes", "はい"):
        return True
    print(texts("import.nothing_written"))
    return False


def _written(books: Books, kind: Kind, plan: Plan[Any], texts: Texts) -> int:
    try:
        with Bar(sys.stderr) as bar:
            _WRITE[kind](books, plan, bar.tell)
    except DiskFull:
        print(texts("import.disk_full"), file=sys.stderr)
        return 1
    except StoreError:
        print(texts("import.failed"), file=sys.stderr)
        return 1
    print(texts("import.done", n=plan.writes))
    return 0
