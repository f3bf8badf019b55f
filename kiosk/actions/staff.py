"""Who works here: members, their roles, PINs and cards. Nobody is ever deleted, and one owner is always left."""

from enum import StrEnum

from db.models import Staff, StaffCard
from db.queries.staff import MemberRow
from kiosk.actions.books import Books, Deed
from kiosk.actions.pin import hashed
from kiosk.rules.card_number import card_number
from kiosk.rules.pins import LOCKED_AFTER, TooEasy, weakness
from kiosk.rules.rights import StaffRole
from kiosk.rules.units import Instant, StaffId
from kiosk.value import Hidden, Value


class Member(Value):
    """One of the staff as they are now. The hash of the PIN stays in the database."""

    id: StaffId
    name: Hidden[str]
    role: StaffRole
    active: bool
    has_pin: bool
    failures: int
    failed_at: Instant | None
    cards: int

    @property
    def locked(self) -> bool:
        return self.failures >= LOCKED_AFTER


class MemberBefore(Value):
    """What a change of role, or letting somebody go, is undone to."""

    member: Member
    text: Hidden[str]


class LastOwner(Value):
    """Refused: without an owner nobody could let anybody in again."""


class CardRefusedForStaff(StrEnum):
    """Why a card can't sign somebody in."""

    CUSTOMERS = "customers"
    COLLEAGUES = "colleagues"
    OWN_ALREADY = "own_already"


class CardGiven(Value):
    """The card signs its member in from now on."""


def members(books: Books) -> tuple[Member, ...]:
    """Everybody who ever worked here; those who still do come first."""
    return tuple(_member(row) for row in books.staff_queries.members.all())


def working(books: Books) -> tuple[Member, ...]:
    """Those who may stand at the counter."""
    return tuple(member for member in members(books) if member.active)


def member_of(books: Books, staff: StaffId) -> Member:
    """Raises LookupError for an id that is nobody's."""
    row = books.staff_queries.member.one(staff=staff)
    if row is None:
        raise LookupError(f"no staff {staff}")
    return _member(row)


def owner_without_pin(books: Books) -> Member | None:
    """Whose PIN has to be chosen before anything else: the first owner's, where no owner has one yet."""
    owners = [member for member in working(books) if member.role is StaffRole.OWNER]
    return None if not owners or any(owner.has_pin for owner in owners) else owners[0]


def add_member(books: Books, name: str) -> Member:
    """Somebody new, who has no PIN yet."""
    with books.deed() as deed:
        staff = StaffId(books.store.new_id())
        Staff.insert(id=staff, name=name, role=StaffRole.STAFF).execute()
        books.log_access(deed, "staff_added", ref=staff)
    return member_of(books, staff)


def choose_pin(books: Books, staff: StaffId, pin: str) -> TooEasy | None:
    """A new PIN, which also unlocks. What is too easy is refused and changes nothing."""
    if (easy := weakness(pin)) is not None:
        return easy
    kept = hashed(pin)
    with books.deed() as deed:
        Staff.update(pin_hash=kept, failures=0, failed_at=None).where(Staff.id == staff).execute()
        books.log_access(deed, "pin_chosen", ref=staff)
    return None


def unlock(books: Books, staff: StaffId) -> None:
    """The wrong PINs are forgotten."""
    with books.deed() as deed:
        Staff.update(failures=0, failed_at=None).where(Staff.id == staff).execute()
        books.log_access(deed, "pin_unlocked", ref=staff)


def change_role(books: Books, member: Member, role: StaffRole) -> MemberBefore | LastOwner:
    with books.deed() as deed:
        if role is not StaffRole.OWNER and _is_last_owner(member):
            return LastOwner()
        Staff.update(role=role).where(Staff.id == member.id).execute()
        books.log_access(deed, f"staff_made_{role}", ref=member.id)
    books.forget_duty()
    return MemberBefore(member, member.name)


def let_go(books: Books, member: Member) -> MemberBefore | LastOwner:
    """Works here no longer: neither PIN nor card signs in. What was written keeps the name."""
    with books.deed() as deed:
        if _is_last_owner(member):
            return LastOwner()
        _activate(books, deed, member.id, active=False)
    books.forget_duty()
    return MemberBefore(member, member.name)


def take_back(books: Books, member: Member) -> MemberBefore:
    """Works here again."""
    with books.deed() as deed:
        _activate(books, deed, member.id, active=True)
    return MemberBefore(member, member.name)


def undo_change(books: Books, before: MemberBefore) -> None:
    """Role and place as they were. Once is enough: a second undo changes nothing."""
    member = before.member
    with books.deed() as deed:
        Staff.update(role=member.role, active=member.active).where(Staff.id == member.id).execute()
        books.log_access(deed, "staff_change_undone", ref=member.id)
    books.forget_duty()


def give_card(books: Books, member: Member, uid: str, kind: str) -> CardGiven | CardRefusedForStaff:
    """This card signs the member in. One that is a customer's, whatever its state, is never a staff card."""
    number = card_number(uid, kind, books.card_key)
    if books.queries.card.one(digest=number.digest) is not None:
        return CardRefusedForStaff.CUSTOMERS
    row = books.staff_queries.card.one(digest=number.digest)
    if row is not None:
        return CardRefusedForStaff.OWN_ALREADY if row.staff == member.id else CardRefusedForStaff.COLLEAGUES
    with books.deed() as deed:
        card = books.store.new_id()
        StaffCard.insert(
            id=card,
            staff=member.id,
            digest=number.digest,
            last4=number.last4,
            kind=number.kind,
            at=deed.at,
            by=deed.by,
        ).execute()
        books.log_access(deed, "staff_card_given", ref=member.id)
    return CardGiven()


def remove_cards(books: Books, staff: StaffId) -> None:
    """None of the member's cards signs in any more; they are nobody's cards from now on."""
    with books.deed() as deed:
        StaffCard.delete().where(StaffCard.staff == staff).execute()
        books.log_access(deed, "staff_cards_removed", ref=staff)


def _is_last_owner(member: Member) -> bool:
    others = (Staff.role == StaffRole.OWNER) & (Staff.active == 1) & (Staff.id != member.id)
    return member.active and member.role is StaffRole.OWNER and not Staff.select().where(others).exists()


def _activate(books: Books, deed: Deed, staff: StaffId, *, active: bool) -> None:
    Staff.update(active=active).where(Staff.id == staff).execute()
    books.log_access(deed, "staff_taken_back" if active else "staff_let_go", ref=staff)


def _member(row: MemberRow) -> Member:
    return Member(
        id=StaffId(row.id),
        name=row.name,
        role=StaffRole(row.role),
        active=bool(row.active),
        has_pin=row.pin_hash is not None,
        failures=row.failures,
        failed_at=None if row.failed_at is None else Instant(row.failed_at),
        cards=row.cards,
    )
