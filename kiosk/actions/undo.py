"""取り消す: what was just done, as if it had not been."""

from kiosk.actions import tags
from kiosk.actions.books import Books
from kiosk.actions.naming import Named, write_name
from kiosk.actions.notes import NoteSaved, take_back
from kiosk.actions.tags import TagDeed

Undoable = TagDeed | Named | NoteSaved


def undo(books: Books, done: Undoable) -> None:
    """Once is enough: a second undo changes nothing."""
    if isinstance(done, Named):
        write_name(books, done)
    elif isinstance(done, NoteSaved):
        take_back(books, done)
    else:
        tags.undo(books, done)
