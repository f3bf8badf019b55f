"""What became of a merge of two copies, in words: at the command line and on the screen."""

from collections.abc import Iterator

from kiosk.actions.join_news import JoinNews, news_of
from kiosk.actions.joining import Joined
from kiosk.actions.restoring import ShopInBackup
from kiosk.flow.backup_words import journal_reach, made
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.rules.numerals import grouped
from kiosk.value import Hidden, Value


def brought(joined: Joined, texts: Texts) -> Iterator[str]:
    """What the other copy had more."""
    return arrived(news_of(joined), texts)


def arrived(news: JoinNews, texts: Texts) -> Iterator[str]:
    if not news.rows:
        yield texts("joining.nothing")
    figures = {"customer": news.customers, "visit": news.visits, "sale": news.sales, "note": news.notes}
    for table, count in figures.items():
        if count:
            yield texts(f"joining.brought.{table}", n=grouped(count))
    if news.points:
        yield texts("joining.brought.point", n=f"{news.points:+,}")


class Remark(Value):
    """`kind`: names its title (texts.joining_kind)."""

    kind: str
    text: Hidden[str]


def to_look_at(joined: Joined, texts: Texts) -> Iterator[Remark]:
    """What a person should know, or put right."""
    for there, here in joined.brought.renumbered:
        name = joined.names.get(here, "")
        yield Remark("number", texts("joining.renumbered", there=there, here=here, name=name))
    for number, points in joined.owing:
        name = joined.names.get(number, "")
        yield Remark("points", texts("joining.owing", number=number, points=points, name=name))
    for one in joined.brought.decided:
        said = texts(
            "joining.here_holds" if one.here else "joining.there_holds",
            table=texts(f"export.table.{one.table}"),
            row=f"No.{joined.numbers[one.row]}" if one.row in joined.numbers else "",
            column=one.column if one.table == "setting" else texts(f"joining.field.{one.column}"),
            other=one.other,
        )
        yield Remark("changed", said)
    if refused := joined.brought.refused:
        sales = ", ".join(map(str, refused))
        yield Remark("refund", texts("joining.returned_twice", n=len(refused), sales=sales))
    if joined.brought.sale_left_open:
        yield Remark("sale", texts("joining.sale_left_open"))


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
