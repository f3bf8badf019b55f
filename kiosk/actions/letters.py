"""おたより: drafts, what is shown of a letter, and what came of it."""

from typing import Any

from db.connection import Reader
from db.models import Letter
from db.queries.letters import figures
from kiosk.actions.books import Books
from kiosk.actions.letter_rules import kept, read, rule_of
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.rules.choosing import Choice
from kiosk.rules.letters import CAME_WITHIN_DAYS, LetterState, Stopped, Way
from kiosk.rules.reach import ContactKind
from kiosk.rules.units import BusinessDay, LetterId
from kiosk.value import Hidden, Value

MOST = 100
"""Letters of a list."""


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


class DraftDropped(Value):
    letter: LetterId


class LetterFigures(Value):
    """`came`: in CAME_WITHIN_DAYS days after it; `used`: coupons."""

    recipients: int
    sent: int
    came: int
    used: int


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
            content=kept(choice),
            rule=rule_of(choice, kind),
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
        columns |= {"content": kept(choice), "kind": kind, "rule": rule_of(choice, kind)}
    if "coupon" in columns:
        columns["coupon_yen"], columns["coupon_days"] = columns.pop("coupon")
    with books.deed():
        Letter.update(columns).where((Letter.id == letter) & (Letter.state == LetterState.DRAFT)).execute()
    return read_letter(books, letter)


def drop_draft(books: Books, letter: LetterId) -> DraftDropped:
    _turned(books, letter, LetterState.DRAFT, LetterState.DROPPED)
    return DraftDropped(letter)


def undo(books: Books, done: DraftDropped) -> None:
    _turned(books, done.letter, LetterState.DROPPED, LetterState.DRAFT)


def letter_figures() -> LongRead:
    """Reads dict[LetterId, LetterFigures], of all letters that were sent."""

    def read(reader: Reader, tell: Tell) -> dict[LetterId, LetterFigures]:
        return {
            LetterId(row.letter): LetterFigures(row.recipients, row.sent, row.came, row.used)
            for row in figures(reader, CAME_WITHIN_DAYS)
        }

    return read


def _turned(books: Books, letter: LetterId, before: LetterState, after: LetterState) -> None:
    with books.deed():
        Letter.update(state=after).where((Letter.id == letter) & (Letter.state == before)).execute()


def _shown(row: Letter) -> LetterShown:
    return LetterShown(
        id=LetterId(row.id),
        name=row.name,
        kind=ContactKind(row.kind),
        way=Way(row.channel),
        words=row.words,
        choice=read(row.content),
        coupon=(row.coupon_yen, row.coupon_days) if row.coupon_yen and row.coupon_days else None,
        state=LetterState(row.state),
        trouble=None if row.trouble is None else Stopped(row.trouble),
        on=BusinessDay(row.bday if row.sent_on is None else row.sent_on),
    )
