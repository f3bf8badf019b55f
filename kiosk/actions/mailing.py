"""A letter by e-mail, one recipient after the other: written down before and after each, so that none gets it twice."""

from db.models import Contact, Customer, Letter, Recipient
from kiosk.actions.books import Books
from kiosk.actions.choosing import left_out
from kiosk.actions.letters import read_letter
from kiosk.actions.reach import reachable
from kiosk.actions.recipients import contact_row, end_if_nobody_waits, has_it_already, leave_out
from kiosk.rules.choosing import LeftOut
from kiosk.rules.letters import LetterState, RecipientState, Stopped, Way
from kiosk.rules.reach import ContactKind, DeliveryTrouble
from kiosk.rules.units import CustomerId, LetterId, RecipientId
from kiosk.value import Hidden, Value


class MailDue(Value):
    """The next message that is to go."""

    recipient: RecipientId
    letter: LetterId
    address: Hidden[str]
    name: Hidden[str]
    subject: str
    words: Hidden[str]
    message_id: str


def next_mail(books: Books) -> MailDue | None:
    """Of the letters that are being sent the oldest's next recipient. None: nobody waits.

    Who can't be written to any more is left out on the way.
    """
    while True:
        row = (
            Recipient.select(Recipient, Letter)
            .join(Letter)
            .where(
                (Letter.channel == Way.MAIL)
                & (Letter.state == LetterState.SENDING)
                & (Recipient.state == RecipientState.WAITING)
            )
            .order_by(Letter.at, Recipient.id)
            .first()
        )
        if row is None:
            return None
        if (why := _against(books, row)) is None:
            person = _person(row.customer_id)
            return MailDue(
                recipient=RecipientId(row.id),
                letter=LetterId(row.letter.id),
                address=person.email,
                name=person.name,
                subject=row.letter.name,
                words=row.letter.words,
                message_id=row.message_id,
            )
        _leave_out(books, row, why)


def may_go(books: Books, due: MailDue) -> bool:
    """The server would take it: is it still right to send it? Then it is on its way from now on, on the disk.

    Asked at the moment of sending: a wish, a consent or an address may have changed since the people were chosen.
    """
    row = _recipient(due.recipient)
    if row.state != RecipientState.WAITING or row.letter.state != LetterState.SENDING:
        return False
    if (why := _against(books, row)) is not None:
        _leave_out(books, row, why)
        return False
    if _person(row.customer_id).email != due.address:
        return False  # it waits on, and goes to the new one
    with books.deed() as deed:
        Recipient.update(state=RecipientState.SENDING, at=deed.at).where(Recipient.id == row.id).execute()
    return True


def mail_sent(books: Books, recipient: RecipientId, *, surely: bool) -> None:
    """The server took it, or (not `surely`) it isn't known whether it did. Either is a contact."""
    _written(books, recipient, RecipientState.SENT if surely else RecipientState.UNKNOWN)


def mail_refused(books: Books, due: MailDue) -> None:
    """There is no such address: nobody is written to in vain twice (kiosk.rules.reach).

    Where it was changed meanwhile, or the person left out, it says nothing: who waits gets it at the new one.
    """
    with books.deed() as deed:
        row = _recipient(due.recipient)
        person = _person(row.customer_id)
        if row.state != RecipientState.WAITING or person.email != due.address:
            return
        Recipient.update(state=RecipientState.REFUSED, at=deed.at).where(Recipient.id == due.recipient).execute()
        Customer.update(mail_trouble=DeliveryTrouble.RETURNED, mail_trouble_on=deed.bday).where(
            Customer.id == person.id
        ).execute()
        end_if_nobody_waits(LetterId(row.letter.id))


def mail_not_sent(books: Books, recipient: RecipientId, *, why: Stopped | None) -> None:
    """Surely not sent. With a `why` the whole letter stops, for the others would fare alike, and this one waits on."""
    with books.deed() as deed:
        row = _recipient(recipient)
        if row.state not in (RecipientState.WAITING, RecipientState.SENDING):
            return
        letter = Letter.id == row.letter.id
        state = RecipientState.WAITING if why is not None else RecipientState.NOT_SENT
        Recipient.update(state=state, at=deed.at).where(Recipient.id == recipient).execute()
        if why is not None:
            Letter.update(state=LetterState.STOPPED, trouble=why).where(
                letter & (Letter.state == LetterState.SENDING)
            ).execute()
        end_if_nobody_waits(LetterId(row.letter.id))


def waits_on(books: Books, recipient: RecipientId) -> None:
    """It was withdrawn by a person, who stopped the letter: back to where it was."""
    with books.deed() as deed:
        Recipient.update(state=RecipientState.WAITING, at=deed.at).where(
            (Recipient.id == recipient) & (Recipient.state == RecipientState.SENDING)
        ).execute()


def settle_unanswered(books: Books) -> None:
    """While none is with the server: one that seems to be was never answered, or (a full disk) the answer not kept."""
    sending = Recipient.select(Recipient.id).where(Recipient.state == RecipientState.SENDING)
    for recipient in [RecipientId(row.id) for row in sending]:
        mail_sent(books, recipient, surely=False)


def settle_mail(books: Books) -> None:
    """At start: what was with the server has an unknown end, and letters that were being sent wait for a person."""
    settle_unanswered(books)
    with books.deed():
        Letter.update(state=LetterState.STOPPED, trouble=Stopped.INTERRUPTED).where(
            (Letter.channel == Way.MAIL) & (Letter.state == LetterState.SENDING)
        ).execute()


def _written(books: Books, recipient: RecipientId, state: RecipientState) -> None:
    with books.deed() as deed:
        row = _recipient(recipient)
        contact = row.contact_id
        if contact is None:
            person = CustomerId(_person(row.customer_id).id)
            written = contact_row(books, deed, read_letter(books, LetterId(row.letter.id)), person)
            written["by"] = row.letter.by_id
            Contact.insert(written).execute()
            contact = written["id"]
        Recipient.update(state=state, contact=contact, at=deed.at).where(Recipient.id == recipient).execute()
        end_if_nobody_waits(LetterId(row.letter.id))


def _recipient(recipient: RecipientId) -> Recipient:
    found: Recipient = Recipient.select(Recipient, Letter).join(Letter).where(Recipient.id == recipient).get()
    return found


def _person(customer: int) -> Customer:
    """The record that is kept."""
    row: Customer = Customer.get_by_id(customer)
    return row if row.merged_into_id is None else _person(row.merged_into_id)


def _against(books: Books, row: Recipient) -> LeftOut | None:
    person = CustomerId(_person(row.customer_id).id)
    if has_it_already(person, RecipientId(row.id), LetterId(row.letter.id)):
        return LeftOut.WRITTEN
    who = reachable(books.reach, [person])[person]
    return left_out(who, True, Way.MAIL, ContactKind(row.letter.kind), books.today())


def _leave_out(books: Books, row: Recipient, why: LeftOut) -> None:
    with books.deed() as deed:
        leave_out(deed, RecipientId(row.id), LetterId(row.letter.id), why)
