"""What became of a merge of two copies, in words: at the command line and on the screen."""

from collections.abc import Iterator

from kiosk.actions.joining import Joined
from kiosk.actions.restoring import ShopInBackup
from kiosk.flow.backup_words import journal_reach, made
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.rules.numerals import grouped


def brought(joined: Joined, texts: Texts) -> Iterator[str]:
    """What the other copy had more."""
    if not joined.brought.count:
        yield texts("joining.nothing")
    for table in ("customer", "visit", "sale", "note"):
        if count := joined.brought.rows.get(table):
            yield texts(f"joining.brought.{table}", n=grouped(count))


def to_look_at(joined: Joined, texts: Texts) -> Iterator[str]:
    """What a person should know, or put right."""
    for there, here in joined.brought.renumbered:
        yield texts("joining.renumbered", there=there, here=here, name=joined.names.get(here, ""))
    for number, points in joined.owing:
        yield texts("joining.owing", number=number, points=points, name=joined.names.get(number, ""))
    for one in joined.brought.decided:
        yield texts(
            "joining.here_holds" if one.here else "joining.there_holds",
            table=texts(f"export.table.{one.table}"),
            row=f"No.{joined.numbers[one.row]}" if one.row in joined.numbers else "",
            column=one.column if one.table == "setting" else texts(f"joining.field.{one.column}"),
            other=one.other,
        )
    if refused := joined.brought.refused:
        yield texts("joining.returned_twice", n=len(refused), sales=", ".join(map(str, refused)))
    if joined.brought.sale_left_open:
        yield texts("joining.sale_left_open")


def alike(joined: Joined, texts: Texts) -> Iterator[str]:
    """Who may be one person."""
    for pair in joined.alike:
        yield texts(
            "joining.alike",
            theirs=pair.theirs,
            their_name=joined.names.get(pair.theirs, ""),
            ours=pair.ours,
            our_name=joined.names.get(pair.ours, ""),
            why=texts(f"joining.why.{pair.why}"),
        )


def from_backup(shop: ShopInBackup, words: Words) -> str:
    """Which backup it was, and how far the journal after it led."""
    said = words.texts("joining.from_backup", made=made(shop, words), journal=journal_reach(shop, words))
    return said if shop.cut is None else f"{said} {words.texts(f'backup.journal_{shop.cut}')}"
