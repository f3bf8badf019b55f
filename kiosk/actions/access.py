"""The access log: who saw or changed what is sensitive or powerful, and the looks that are written into it."""

from db.models import Note
from kiosk.actions.books import Books
from kiosk.rules.rights import Right, may
from kiosk.rules.units import BusinessDay, CustomerId, Instant, NoteId
from kiosk.value import Hidden, Value


class Access(Value):
    """One line. Customers stand in it by number, staff by name."""

    at: Instant
    bday: BusinessDay
    what: str
    by: Hidden[str | None]
    about: Hidden[str | None]  # the member of staff whom it is about
    customer: int | None


class NobodySignedIn(PermissionError):
    """What is hidden is shown to somebody whose name the log can keep, or not at all."""


def accesses(books: Books, most: int) -> tuple[Access, ...]:
    """The newest first."""
    return tuple(
        Access(Instant(row.at), BusinessDay(row.bday), row.what, row.by, row.about, row.customer)
        for row in books.staff_queries.accesses.all(limit=most)
    )


def require_reveal(books: Books) -> None:
    """Raises NobodySignedIn."""
    if not may(Right.REVEAL, books.role):
        raise NobodySignedIn("a hidden text was asked for with nobody signed in")


def reveal_note(books: Books, customer: CustomerId, note: NoteId) -> str:
    """The words of a hidden note; the access log keeps who looked and when. Raises NobodySignedIn, LookupError."""
    require_reveal(books)
    text = Note.select(Note.text).where((Note.id == note) & (Note.customer == customer)).scalar()
    if text is None:
        raise LookupError(f"no note {note} of this customer")
    with books.deed() as deed:
        books.log_access(deed, "sensitive_note_seen", customer=customer, ref=note)
    return str(text)
