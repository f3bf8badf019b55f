"""取り消す: what was just done, as if it had not been."""

from dataclasses import dataclass

from kiosk.actions import tags
from kiosk.actions.books import Books
from kiosk.actions.naming import Named, write_name
from kiosk.actions.notes import NoteSaved, take_back
from kiosk.actions.sale import keep_sale
from kiosk.actions.staff import MemberBefore, undo_change
from kiosk.actions.tags import TagDeed
from kiosk.rules.sale import OpenSale


@dataclass(frozen=True, slots=True)
class SaleChanged:
    """The open sale lost a line, or was dropped; `before` is how it was."""

    before: OpenSale


Undoable = TagDeed | Named | MemberBefore | SaleChanged | NoteSaved


def undo(books: Books, done: Undoable) -> None:
    """Once is enough: a second undo changes nothing."""
    match done:
        case Named():
            write_name(books, done)
        case SaleChanged(before):
            keep_sale(books, before)
        case MemberBefore():
            undo_change(books, done)
        case NoteSaved():
            take_back(books, done)
        case _:
            tags.undo(books, done)
