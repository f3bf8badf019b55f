"""Who gets a letter: they wait, are written to, or are left out; a letter ends when nobody waits any more."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from db.models import Contact, Customer, Letter, Recipient
from kiosk.actions.books import Books, Deed
from kiosk.actions.letters import LetterShown
from kiosk.rules.choosing import LeftOut
from kiosk.rules.letters import LetterState, RecipientState, Stopped, Way, channel_of
from kiosk.rules.mail import new_message_id
from kiosk.rules.units import CustomerId, LetterId, RecipientId

_AT_ONCE = 500
"""Rows of one INSERT."""
_HAD = (RecipientState.SENT, RecipientState.UNKNOWN, RecipientState.SENDING)


def begin_letter(books: Books, letter: LetterShown, people: Sequence[CustomerId]) -> int:
    """All of them wait for it from now on. A letter that has begun already is left as it is. Returns how many wait.

    Where a letter is an e-mail each gets its Message-ID now: a second try would be known as the same message.
    """
    domain = books.settings.mail.sender.rpartition("@")[2]
    with books.deed() as deed:
        if not _begun(deed, letter.id, LetterState.SENDING):
            return counts(books, letter.id)[RecipientState.WAITING]
        rows = [
            {
                "id": books.store.new_id(),
                "letter": letter.id,
                "customer": customer,
                "state": RecipientState.WAITING,
                "message_id": new_message_id(domain) if letter.way is Way.MAIL else None,
                "at": deed.at,
            }
            for customer in people
        ]
        for part in _parts(rows):
            Recipient.insert_many(part).execute()
        books.log_access(deed, f"letter_{letter.way}", ref=letter.id)
    return len(rows)


def send_at_once(books: Books, letter: LetterShown, people: Sequence[CustomerId]) -> int:
    """The paper or the file for all of them was made: each is a contact now. Twice is once."""
    with books.deed() as deed:
        if not _begun(deed, letter.id, LetterState.DONE):
            return 0
        for part in _parts([(RecipientId(books.store.new_id()), customer) for customer in people]):
            contacts = [contact_row(books, deed, letter, customer) for _, customer in part]
            Contact.insert_many(contacts).execute()
            Recipient.insert_many(
                {
                    "id": row,
                    "letter": letter.id,
                    "customer": customer,
                    "state": RecipientState.SENT,
                    "contact": contact["id"],
                    "at": deed.at,
                }
                for (row, customer), contact in zip(part, contacts, strict=True)
            ).execute()
        books.log_access(deed, f"letter_{letter.way}", ref=letter.id)
    return len(people)


def contact_row(books: Books, deed: Deed, letter: LetterShown, customer: CustomerId) -> dict[str, Any]:
    """The contact that a letter was, to be inserted."""
    channel = channel_of(letter.way)
    return {
        "id": books.store.new_id(),
        "customer": customer,
        "channel": "slip" if channel is None else channel.value,
        "text": letter.name,
        "sensitive": False,
        "kind": letter.kind,
        "letter": letter.id,
        "at": deed.at,
        "bday": deed.bday,
        "by": deed.by,
    }


def counts(books: Books, letter: LetterId) -> dict[RecipientState, int]:
    """How many are in each state; those in which nobody is are 0."""
    known = {row.state: row.people for row in books.letters.counts.all(letter=letter)}
    return {state: known.get(state.value, 0) for state in RecipientState}


def stop_letter(books: Books, letter: LetterId, why: Stopped) -> None:
    """Whoever waits goes on waiting."""
    with books.deed():
        Letter.update(state=LetterState.STOPPED, trouble=why).where(
            (Letter.id == letter) & (Letter.state == LetterState.SENDING)
        ).execute()


def resume_letter(books: Books, letter: LetterId) -> None:
    """Go on with those who wait and those to whom it could not be sent; never with those of whom it isn't known."""
    with books.deed() as deed:
        Recipient.update(state=RecipientState.WAITING, at=deed.at).where(
            (Recipient.letter == letter) & (Recipient.state == RecipientState.NOT_SENT)
        ).execute()
        Letter.update(state=LetterState.SENDING, trouble=None).where(
            (Letter.id == letter) & Letter.state.in_((LetterState.STOPPED, LetterState.DONE))
        ).execute()
        end_if_nobody_waits(letter)


def send_unknown_again(books: Books, letter: LetterId) -> None:
    """A person has decided so: those of whom it isn't known wait once more. Then resume_letter()."""
    with books.deed() as deed:
        Recipient.update(state=RecipientState.WAITING, at=deed.at).where(
            (Recipient.letter == letter) & (Recipient.state == RecipientState.UNKNOWN)
        ).execute()


def end_if_nobody_waits(letter: LetterId) -> None:
    """Also one that was stopped: there is nothing to go on with. In the transaction at hand."""
    waits = (Recipient.letter == letter) & Recipient.state.in_((RecipientState.WAITING, RecipientState.SENDING))
    if not Recipient.select().where(waits).exists():
        Letter.update(state=LetterState.DONE, trouble=None).where(
            (Letter.id == letter) & Letter.state.in_((LetterState.SENDING, LetterState.STOPPED))
        ).execute()


def leave_out(deed: Deed, recipient: RecipientId, letter: LetterId, why: LeftOut) -> None:
    """In the transaction at hand."""
    Recipient.update(state=RecipientState.LEFT_OUT, why=why, at=deed.at).where(Recipient.id == recipient).execute()
    end_if_nobody_waits(letter)


def has_it_already(person: CustomerId, recipient: RecipientId, letter: LetterId) -> bool:
    """Two records of one person were chosen, and merged afterwards: the letter went to the other one."""
    same = Customer.select(Customer.id).where((Customer.id == person) | (Customer.merged_into == person))
    other = (
        (Recipient.letter == letter)
        & (Recipient.id != recipient)
        & Recipient.customer.in_(same)
        & Recipient.state.in_(_HAD)
    )
    return bool(Recipient.select().where(other).exists())


def _begun(deed: Deed, letter: LetterId, state: LetterState) -> bool:
    changed = (
        Letter.update(state=state, sent_on=deed.bday)
        .where((Letter.id == letter) & (Letter.state == LetterState.DRAFT))
        .execute()
    )
    return bool(changed)


def _parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, _AT_ONCE)):
        yield part
