"""Signing in by PIN or card, signing out, and an owner's word for one thing that needs one."""

from db.models import Staff
from kiosk.actions.books import Books
from kiosk.actions.pin import fits
from kiosk.actions.staff import Member, member_of
from kiosk.rules.card_number import card_number
from kiosk.rules.pins import Gate, Open, gate
from kiosk.rules.rights import Right
from kiosk.rules.units import StaffId
from kiosk.value import Value, replace


class PinRight(Value):
    """It is this member."""


class PinWrong(Value):
    """Counted; `member` is how they stand now."""

    member: Member


class NotNow(Value):
    """Nothing was tried: the wait is not over, or the PIN is locked."""

    member: Member


class LetGo(Value):
    """The card of somebody who works here no longer."""


def try_pin(books: Books, staff: StaffId, pin: str) -> PinRight | PinWrong | NotNow:
    """Whether this PIN is theirs. A guess is counted on the disk before it is tried: pulling the plug wins none.

    Takes as long as a hash does (kiosk.actions.pin). Disk trouble raises a StoreError, and nothing was tried.
    """
    member = member_of(books, staff)
    kept = Staff.select(Staff.pin_hash).where(Staff.id == staff).scalar()
    if kept is None or not member.active or not isinstance(pin_gate(books, member), Open):
        return NotNow(member)
    with books.deed() as deed:
        Staff.update(failures=Staff.failures + 1, failed_at=deed.at).where(Staff.id == staff).execute()
    if fits(kept, pin):
        with books.deed():
            Staff.update(failures=0, failed_at=None).where(Staff.id == staff).execute()
        return PinRight()
    with books.deed() as deed:
        books.log_access(deed, "pin_wrong", ref=staff)
    return PinWrong(member_of(books, staff))


def pin_gate(books: Books, member: Member) -> Gate:
    return gate(member.failures, member.failed_at, books.now())


def member_of_card(books: Books, uid: str, kind: str) -> Member | LetGo | None:
    """Whose staff card this is; None: it is no staff card."""
    row = books.staff_queries.card.one(digest=card_number(uid, kind, books.card_key).digest)
    if row is None:
        return None
    return member_of(books, StaffId(row.staff)) if row.active else LetGo()


def sign_in(books: Books, member: Member) -> None:
    """From now on this one works the counter, until the business day ends. Who it is was shown by PIN or card."""
    with books.deed() as deed:
        books.begin_duty(deed, member.id)
        books.log_access(replace(deed, by=member.id), "signed_in", ref=member.id)
    books.forget_duty()


def sign_out(books: Books, *, by_itself: bool = False) -> None:
    """Nobody works the counter. `by_itself`: it was left alone for too long."""
    with books.deed() as deed:
        books.end_duty()
        books.log_access(deed, "locked" if by_itself else "signed_out", ref=deed.by)
    books.forget_duty()


def grant(books: Books, right: Right, owner: Member) -> None:
    """An owner lets the one on duty do one thing: the log keeps both."""
    with books.deed() as deed:
        books.log_access(deed, f"granted_{right}", ref=owner.id)
