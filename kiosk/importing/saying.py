"""What an import says on the terminal: rows, columns and reasons. Never what a cell holds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kiosk.actions.import_plan import LeftOut, Plan
from kiosk.flow.texts import Texts
from kiosk.importing.table import SPACES, Table
from kiosk.rules.drafts import CustomerDraft, RowFault

MOST_LINES: Final = 500


def say_found(texts: Texts, name: str, table: Table, columns: Mapping[str, int]) -> None:
    """What file it is, and how its columns are read."""
    count = table.count + len(table.faults)
    if table.delimiter:
        named = {"\t": "import.tab", SPACES: "import.spaces"}
        delimiter = texts(named[table.delimiter]) if table.delimiter in named else table.delimiter
        print(texts("import.file_delimited", name=name, encoding=table.encoding, delimiter=delimiter, n=count))
    else:
        print(texts("import.file", name=name, encoding=table.encoding, n=count))
    print(texts("import.columns"))
    meanings = {place: meaning for meaning, place in columns.items()}
    for place, heading in enumerate(table.headings):
        if place in meanings:
            meaning = texts(f"import.meaning.{meanings[place]}")
            print(texts("import.column_used", heading=heading, meaning=meaning))
        elif heading:
            print(texts("import.column_unused", heading=heading))


def say_faults(texts: Texts, table: Table, faults: Sequence[RowFault]) -> None:
    print(texts("import.faults", n=len(faults)))
    for fault in faults[:MOST_LINES]:
        column = texts("import.whole_row") if fault.column is None else table.headings[fault.column]
        print(texts("import.fault_row", row=fault.row, column=column, words=texts(f"import.fault.{fault.fault}")))
    if len(faults) > MOST_LINES:
        print(texts("import.more", n=len(faults) - MOST_LINES))


def say_plan(texts: Texts, plan: Plan[Any], columns: Mapping[str, int], drafts: Sequence[Any]) -> None:
    """Who is left out and why, what rounding and defaults do, and how many there are of each."""
    if plan.left_out:
        print(texts("import.left_out", n=len(plan.left_out)))
        for left in plan.left_out[:MOST_LINES]:
            print(_left_out(texts, left))
        if len(plan.left_out) > MOST_LINES:
            print(texts("import.more", n=len(plan.left_out) - MOST_LINES))
    if "net_price" in columns:
        print(texts("import.net_price"))
    if "price" in columns or "net_price" in columns:
        print(texts("import.no_rate"))
    if any(isinstance(draft, CustomerDraft) and draft.points for draft in drafts):
        print(texts("import.opening_points"))
    print(
        texts("import.new", n=len(plan.new)),
        texts("import.update", n=len(plan.update)),
        texts("import.same", n=plan.same),
        texts("import.left", n=len(plan.left_out)),
        sep="　",
    )


def _left_out(texts: Texts, left: LeftOut) -> str:
    words = texts(f"import.likeness.{left.likeness}")
    if left.other_row is None:
        return texts("import.left_out_shop", row=left.row, words=words, number=left.other_number)
    return texts("import.left_out_file", row=left.row, words=words, other=left.other_row)
