"""おたより: drafts, the choices that are saved, who gets a letter, and what came of it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from db.connection import Reader
from db.models import Contact, Letter, LetterRule, Recipient
from db.queries.choosing import ChoosingQueries
from db.queries.letters import figures
from kiosk.actions.books import Books, Deed
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.rules.choosing import Choice
from kiosk.rules.letters import (
    CAME_WITHIN_DAYS,
    LetterState,
    Question9,
    RecipientState,
    Stopped,
    Way,
    channel_of,
)
from kiosk.rules.mail import new_message_id
from kiosk.rules.reach import ContactKind
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, CustomerId, LetterId, LetterRuleId, RecipientId
from kiosk.value import Hidden, Value

MOST = 100
"""Letters of a list."""
_AT_ONCE = 500
"""Rows of one INSERT."""


class LetterShown(Value):
    """One letter as it is now. `coupon`: yen, and days for which it can be used."""

    id: LetterId
    name: str
    kind: ContactKind
    way: Way
    words: Hidden[str]
    choice: Hidden[Choice]
    coupon: tuple[int, int] | None
    state: LetterState
    trouble: Stopped | None
    on: BusinessDay  # on which it began to be sent, or else was made


class LetterFigures(Value):
    """`came`: in CAME_WITHIN_DAYS days after it; `used`: coupons."""

    recipients: int
    sent: int
    came: int
    used: int


class RuleShown(Value):
    id: LetterRuleId
    name: str
    kind: ContactKind
    choice: Hidden[Choice]


class RuleSaved(Value):
    """`before`: there was one of that name, and this is how it was."""

    rule: RuleShown
    before: RuleShown | None


# letters


def letters(books: Books) -> tuple[LetterShown, ...]:
    """Newest first."""
    rows = Letter.select().where(Letter.state != LetterState.DROPPED).order_by(Letter.at.desc()).limit(MOST)
    return tuple(_shown(row) for row in rows)


def read_letter(books: Books, letter: LetterId) -> LetterShown:
    """Raises peewee.DoesNotExist for one that is none."""
    return _shown(Letter.get_by_id(letter))


def draft_letter(
    books: Books, name: str, way: Way, kind: ContactKind, choice: Choice, coupon: tuple[int, int] | None
) -> LetterShown:
    """A new letter that is not yet sent: on the disk, so that nothing that was written is lost."""
    row = LetterId(books.store.new_id())
    with books.deed() as deed:
        Letter.insert(
            id=row,
            name=name,
            kind=kind,
            channel=way,
            content=_text(choice),
            rule=_rule_of(choice, kind),
            coupon_yen=None if coupon is None else coupon[0],
            coupon_days=None if coupon is None else coupon[1],
            state=LetterState.DRAFT,
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
    return read_letter(books, row)


def change_draft(books: Books, letter: LetterId, **columns: Any) -> LetterShown:
    """`name`, `words` or `choice` of a letter that is not yet sent."""
    if "choice" in columns:
        choice, kind = columns.pop("choice"), columns.pop("kind")
        columns |= {"content": _text(choice), "kind": kind, "rule": _rule_of(choice, kind)}
    if "coupon" in columns:
        columns["coupon_yen"], columns["coupon_days"] = columns.pop("coupon")
    with books.deed():
        Letter.update(columns).where((Letter.id == letter) & (Letter.state == LetterState.DRAFT)).execute()
    return read_letter(books, letter)


def drop_draft(books: Books, letter: LetterId) -> None:
    with books.deed():
        Letter.update(state=LetterState.DROPPED).where(
            (Letter.id == letter) & (Letter.state == LetterState.DRAFT)
        ).execute()


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
            contacts = [contact_row(books, deed, letter.id, letter, customer) for _, customer in part]
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


def contact_row(
    books: Books, deed: Deed, letter: LetterId, about: LetterShown | Letter, customer: CustomerId
) -> dict[str, Any]:
    """The contact that a letter was, to be inserted."""
    way = about.way if isinstance(about, LetterShown) else Way(about.channel)
    channel = channel_of(way)
    return {
        "id": books.store.new_id(),
        "customer": customer,
        "channel": "slip" if channel is None else channel.value,
        "text": about.name,
        "sensitive": False,
        "kind": about.kind,
        "letter": letter,
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


def send_unknown_again(books: Books, letter: LetterId) -> None:
    """A person has decided so: those of whom it isn't known wait once more. Then resume_letter()."""
    with books.deed() as deed:
        Recipient.update(state=RecipientState.WAITING, at=deed.at).where(
            (Recipient.letter == letter) & (Recipient.state == RecipientState.UNKNOWN)
        ).execute()


def end_if_nobody_waits(letter: LetterId) -> None:
    """In the transaction at hand."""
    waits = (Recipient.letter == letter) & Recipient.state.in_((RecipientState.WAITING, RecipientState.SENDING))
    if not Recipient.select().where(waits).exists():
        Letter.update(state=LetterState.DONE, trouble=None).where(
            (Letter.id == letter) & (Letter.state == LetterState.SENDING)
        ).execute()


def letter_figures() -> LongRead:
    """Reads dict[LetterId, LetterFigures], of all letters that were sent."""

    def read(reader: Reader, tell: Tell) -> dict[LetterId, LetterFigures]:
        return {
            LetterId(row.letter): LetterFigures(row.recipients, row.sent, row.came, row.used)
            for row in figures(reader, CAME_WITHIN_DAYS)
        }

    return read


def question_9(reader: Reader, first: BusinessDay, last: BusinessDay) -> Question9:
    """The choices that are saved, and the share of the contacts from `first` to `last` that a rule made."""
    made = ChoosingQueries(reader).made_by(first, last)
    names = reader.database.execute_sql("SELECT name FROM letter_rule WHERE active = 1 ORDER BY name")
    return Question9(tuple(name for (name,) in names), Share(made.by_rule, made.contacts))


# the choices that are saved


def letter_rules(books: Books) -> tuple[RuleShown, ...]:
    return tuple(_rule(row) for row in LetterRule.select().where(LetterRule.active == 1).order_by(LetterRule.name))


def save_rule(books: Books, name: str, kind: ContactKind, choice: Choice) -> RuleSaved:
    """Under this name; another one of the same name is replaced."""
    with books.deed() as deed:
        row = LetterRule.get_or_none(LetterRule.name == name)
        before = _rule(row) if row is not None and row.active else None
        rule = LetterRuleId(books.store.new_id() if row is None else row.id)
        if row is None:
            LetterRule.insert(
                id=rule, name=name, kind=kind, content=_text(choice), at=deed.at, bday=deed.bday, by=deed.by
            ).execute()
        else:
            LetterRule.update(kind=kind, content=_text(choice), active=True).where(LetterRule.id == rule).execute()
    return RuleSaved(RuleShown(rule, name, kind, choice), before)


def put_rule_away(books: Books, rule: LetterRuleId) -> None:
    with books.deed():
        LetterRule.update(active=False).where(LetterRule.id == rule).execute()


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


def _text(choice: Choice) -> str:
    return msgspec.json.encode(choice).decode()


def _rule_of(choice: Choice, kind: ContactKind) -> int | None:
    """The saved choice that this one is, if it is one."""
    same = (LetterRule.content == _text(choice)) & (LetterRule.kind == kind) & (LetterRule.active == 1)
    row = LetterRule.select(LetterRule.id).where(same).first()
    return None if row is None else int(row.id)


def _rule(row: LetterRule) -> RuleShown:
    return RuleShown(
        LetterRuleId(row.id), row.name, ContactKind(row.kind), msgspec.json.decode(row.content, type=Choice)
    )


def _shown(row: Letter) -> LetterShown:
    return LetterShown(
        id=LetterId(row.id),
        name=row.name,
        kind=ContactKind(row.kind),
        way=Way(row.channel),
        words=row.words,
        choice=msgspec.json.decode(row.content, type=Choice),
        coupon=(row.coupon_yen, row.coupon_days) if row.coupon_yen and row.coupon_days else None,
        state=LetterState(row.state),
        trouble=None if row.trouble is None else Stopped(row.trouble),
        on=BusinessDay(row.bday if row.sent_on is None else row.sent_on),
    )
