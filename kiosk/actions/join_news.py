"""What a join brought, kept in the shop that came of it until somebody has seen it: also when the power went meanwhile.

Figures alone: names and values are the report's, which is said once.
"""

from typing import Final

import msgspec

from db.models import Setting
from kiosk.actions.books import Books
from kiosk.actions.joining import Joined
from kiosk.actions.moving import move_to_ask, settle_move
from kiosk.value import Value

_KEY: Final = "joined"


class JoinNews(Value):
    """How many of each came. `points`: by which all balances together changed."""

    customers: int
    visits: int
    sales: int
    notes: int
    points: int
    alike: int  # pairs that may be one person
    rows: int  # of all tables; 0: the other copy had nothing more


def news_of(joined: Joined) -> JoinNews:
    rows = joined.brought.rows
    customers, visits, sales, notes = (rows.get(table, 0) for table in ("customer", "visit", "sale", "note"))
    return JoinNews(customers, visits, sales, notes, joined.points, len(joined.alike), joined.brought.count)


def keep_news(books: Books, joined: Joined) -> None:
    """It also answers what a new machine means: its card was the copy."""
    with books.deed() as deed:
        books.log_access(deed, "shops_joined")
        Setting.insert(key=_KEY, value=msgspec.json.encode(news_of(joined)).decode()).on_conflict_replace().execute()
    if move_to_ask(books):
        settle_move(books, moved=False)


def join_news(books: Books) -> JoinNews | None:
    """None: nobody has to be told."""
    row = Setting.get_or_none(Setting.key == _KEY)
    return None if row is None else msgspec.json.decode(row.value, type=JoinNews)


def settle_news(books: Books) -> None:
    """It was seen."""
    with books.deed():
        Setting.delete().where(Setting.key == _KEY).execute()
