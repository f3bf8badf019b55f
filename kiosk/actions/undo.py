"""取り消す: what was just done, as if it had not been."""

from kiosk.actions import tags
from kiosk.actions.books import Books
from kiosk.actions.naming import Named, write_name
from kiosk.actions.tags import TagDeed

Undoable = TagDeed | Named


def undo(books: Books, done: Undoable) -> None:
    """Once is enough: a second undo changes nothing."""
    if isinstance(done, Named):
        write_name(books, done)
    else:
        tags.undo(books, done)
