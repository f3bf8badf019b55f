"""Notes and contacts: what was said or done is written down, and taken back."""

from typing import Any

from db.models import Contact, Note, Template
from kiosk.actions.books import Books
from kiosk.actions.words import refresh_words
from kiosk.rules.ink import encoded
from kiosk.rules.notes import Draft, Kind
from kiosk.rules.units import CustomerId, NoteId, TemplateId
from kiosk.value import Hidden, Value


class TemplateShown(Value):
    """One of the shop's own sentences to begin a note with."""

    id: TemplateId
    text: Hidden[str]


class NoteSaved(Value):
    id: NoteId
    customer: CustomerId
    kind: Kind
    templates: tuple[TemplateId, ...]


def templates(books: Books) -> tuple[TemplateShown, ...]:
    """Most used first."""
    return tuple(TemplateShown(TemplateId(row.id), row.text) for row in books.timeline.templates.all())


def save_note(books: Books, customer: CustomerId, draft: Draft) -> NoteSaved:
    """A row of `note`, or of `contact` when the draft is one. An empty draft raises ValueError."""
    if draft.empty:
        raise ValueError("there is nothing to write down")
    with books.deed() as deed:
        note = NoteId(books.store.new_id())
        columns: dict[str, Any] = {
            "id": note,
            "customer": customer,
            "text": draft.text,
            "ink": encoded(draft.ink) if draft.ink.strokes else None,
            "sensitive": draft.sensitive,
            "at": deed.at,
            "bday": deed.bday,
            "by": deed.by,
        }
        if draft.kind is Kind.NOTE:
            Note.insert(columns).execute()
            refresh_words(books, deed, customer)
        else:
            Contact.insert({**columns, "channel": draft.kind.value}).execute()
        _count(draft.templates, 1)
    return NoteSaved(note, customer, draft.kind, draft.templates)


def take_back(books: Books, saved: NoteSaved) -> None:
    """As if it had not been written. A second time changes nothing."""
    table = Note if saved.kind is Kind.NOTE else Contact
    with books.deed() as deed:
        if table.delete().where(table.id == saved.id).execute():
            _count(saved.templates, -1)
            refresh_words(books, deed, saved.customer)


def _count(used: tuple[TemplateId, ...], by: int) -> None:
    for template in used:
        Template.update(used=Template.used + by).where(Template.id == template).execute()
